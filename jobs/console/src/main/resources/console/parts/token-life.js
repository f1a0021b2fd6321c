import {program} from './words.js';

/**
 * What a timeline's documents say, as one life: points in time, the origins they came from, and what is remarkable. No drawing
 * here, so that it can be read and tested by itself. Times are milliseconds since the epoch.
 */
export function life(timeline) {
  const grant = timeline.grants?.[0];
  const about = grant?.oauth?.grant ?? {};
  const points = timeline.events.map(point);
  const revocations = points.filter(each => each.what === 'revoked');
  const effective = millis(about.revocation?.effective);
  const revoked = effective ?? (revocations.length ? Math.min(...revocations.map(each => each.t)) : undefined);
  if (effective !== undefined && revocations.length === 0) {
    points.push(known('revoked', effective, {reason: about.revocation.reason, initiator: about.revocation.owner, revocation_scope: about.revocation.path}));
  }
  const issued = millis(about.issued) ?? earliest(points, 'issued') ?? millis(timeline.issued_at);
  if (issued !== undefined && earliest(points, 'issued') === undefined) {
    points.push(known('issued', issued, {scope: grant?.oauth?.scope?.granted}));
  }
  const expires = millis(about.expires) ?? millis(timeline.expires_at);
  for (const each of points) {
    each.after = each.what === 'used' && revoked !== undefined && each.t > revoked;
    each.elsewhere = !each.after && each.trigger && isElsewhere(each, points);
    each.kind = each.after ? 'after' : each.elsewhere ? 'elsewhere' : each.what;
  }
  points.sort((a, b) => a.t - b.t || (a.id < b.id ? -1 : 1));
  const lastAfter = Math.max(millis(about.revocation?.last_seen_after) ?? -Infinity, ...points.filter(each => each.after).map(each => each.t));
  return {
    points,
    origins: origins(points),
    issued,
    expires,
    revoked,
    lastAfter: Number.isFinite(lastAfter) ? lastAfter : undefined,
    grant,
    whole: span([...points.map(each => each.t), issued, lastOf(expires, points, revoked)]),
    incident: incident(points),
  };
}

const millis = text => text ? new Date(text).getTime() : undefined;

const earliest = (points, what) => {
  const times = points.filter(each => each.what === what).map(each => each.t);
  return times.length ? Math.min(...times) : undefined;
};

/** An expiry far behind everything that happened would press the rest into a corner: the drawing only hints at it. */
function lastOf(expires, points, revoked) {
  const last = Math.max(...points.map(each => each.t), revoked ?? -Infinity);
  const first = Math.min(...points.map(each => each.t));
  return expires !== undefined && expires - last <= 3 * Math.max(last - first, 60_000) ? expires : undefined;
}

function point(event) {
  const fields = event.fields ?? {};
  const roles = event.roles ?? [];
  return {
    id: event.id,
    t: new Date(event.time).getTime(),
    what: event.what,
    fields,
    roles,
    place: event.topic ? `${event.topic}/${event.partition}@${event.offset}` : '',
    trigger: roles.some(each => each.role === 'trigger'),
    origin: origin(fields, event.what),
  };
}

const known = (what, t, fields) => ({id: 'ledger-' + what, t, what, fields: clean(fields), roles: [], place: 'ledger', trigger: false, origin: server});

const clean = fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const server = {key: 'server', name: 'Authorization server', more: ''};

/** Whether the finding rests on its coming from another origin than what it is compared with. */
const isElsewhere = (point, points) => ['used', 'refreshed'].includes(point.what) && point.origin.key !== 'server' && point.origin.key !== 'unknown'
  && points.some(each => !each.trigger && ['used', 'refreshed', 'issued'].includes(each.what))
  && points.every(each => each.trigger || each.origin.key !== point.origin.key);

/** Where somebody presented it: the network says most, the program tells two in one network apart. */
function origin(fields, what) {
  const network = fields['src.asn'] ? `AS${fields['src.asn']}` : fields['src.ip'];
  if (!network && (what === 'revoked' || what === 'issued' || what === 'refreshed' || what === 'changed')) return server;
  if (!network && !fields['src.country'] && !fields.user_agent) return {key: 'unknown', name: 'Origin not kept', more: ''};
  const name = [network ?? 'Unknown network', fields['src.country']].filter(Boolean).join(' · ');
  const agent = program(fields.user_agent ?? fields.ua_family);
  return {key: name + '|' + agent, name, more: agent || fields['src.ip'] || ''};
}

function origins(points) {
  const list = new Map();
  for (const each of points) if (!list.has(each.origin.key)) list.set(each.origin.key, {...each.origin, uses: 0, alarm: false});
  for (const each of points) {
    const origin = list.get(each.origin.key);
    origin.uses += each.what === 'used' ? 1 : 0;
    origin.alarm ||= each.after || each.elsewhere;
  }
  return [...list.values()].sort((a, b) => (b.key === 'server') - (a.key === 'server'));
}

function span(times) {
  const list = times.filter(each => each !== undefined);
  if (list.length === 0) return [0, 1];
  const [from, to] = [Math.min(...list), Math.max(...list)];
  const pad = Math.max((to - from) * 0.05, 500);
  return [from - pad, to + pad];
}

/** From the event before the first trigger to the last one: what the alert is about. */
function incident(points) {
  const first = points.findIndex(each => each.trigger);
  if (first < 0) return undefined;
  const last = points.findLastIndex(each => each.trigger || each.what === 'revoked');
  const [from, to] = span(points.slice(Math.max(0, first - 1), Math.max(first, last) + 1).map(each => each.t));
  return [from - (to - from) * 0.1, to + (to - from) * 0.1];
}

const STEPS = [1, 5, 10, 50, 100, 500, 1e3, 2e3, 5e3, 15e3, 30e3, 60e3, 120e3, 300e3, 900e3, 1800e3, 3600e3, 7200e3, 14400e3, 21600e3, 43200e3, 86400e3, 172800e3, 604800e3, 2592000e3, 7776000e3, 31536000e3];

/** Round times between two, at least so many pixels apart. */
export function ticks([from, to], width, apart) {
  const step = STEPS.find(each => (each / (to - from)) * width >= apart) ?? STEPS.at(-1);
  const list = [];
  for (let t = Math.ceil(from / step) * step; t <= to && list.length < 50; t += step) list.push(t);
  return {step, list};
}

/** Points of a row that would cover each other, drawn as one. */
export function clusters(points, x, near) {
  const list = [];
  for (const each of points) {
    const at = x(each.t);
    const last = list.at(-1);
    if (last && at - last.x <= near && last.points[0].kind === each.kind) {
      last.points.push(each);
      last.trigger ||= each.trigger;
    } else {
      list.push({x: at, points: [each], trigger: each.trigger});
    }
  }
  return list;
}
