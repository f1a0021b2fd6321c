import {html, nothing} from 'lit';

/** How things are said on every screen. All of it is text: nothing from a document ever becomes markup. */

export const LEVELS = ['critical', 'high', 'medium', 'low', 'informational'];

export const levelOf = severity => severity >= 99 ? 'critical' : severity >= 73 ? 'high' : severity >= 47 ? 'medium' : severity >= 21 ? 'low' : 'informational';

export const level = word => html`<span class="level" data-level=${word}>${word}</span>`;

export const number = value => Number(value ?? 0).toLocaleString('en-GB');

export const count = (value, one, many = one + 's') => `${number(value)} ${value === 1 ? one : many}`;

const UNITS = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]];

/** The two largest units, such as 3 h 12 min. */
export function duration(millis) {
  let left = Math.abs(millis);
  if (left < 1_000) return `${Math.round(left)} ms`;
  const parts = [];
  for (const [unit, size] of UNITS) {
    const whole = Math.floor(left / size);
    if (whole > 0 && parts.length < 2) parts.push(`${whole} ${unit}`);
    else if (parts.length) break;
    left -= whole * size;
  }
  return parts.join(' ');
}

/** The largest unit alone, such as 3 h. */
export function age(millis) {
  if (millis < 0) return `in ${age(-millis)}`;
  if (millis < 1_000) return 'now';
  const [unit, size] = UNITS.find(([, size]) => millis >= size) ?? UNITS.at(-1);
  return `${Math.floor(millis / size)} ${unit}`;
}

const pad = (value, digits = 2) => String(value).padStart(digits, '0');

/** UTC, as in every log. */
export function clock(time, {date = true, seconds = true, millis = false} = {}) {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return String(time ?? '');
  const day = `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  const hour = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
  return (date ? day + ' ' : '') + hour + (seconds ? ':' + pad(at.getUTCSeconds()) : '') + (millis ? '.' + pad(at.getUTCMilliseconds(), 3) : '');
}

export const time = (value, options) => value
  ? html`<time datetime=${value} title=${clock(value, {millis: true}) + ' UTC'}>${clock(value, options)}</time>`
  : nothing;

export const ago = (value, now) => value
  ? html`<time datetime=${value} title=${clock(value) + ' UTC'}>${age(new Date(now) - new Date(value))}</time>`
  : nothing;

/** A keyed hash, shortened where it cannot be mistaken. */
export const shortHash = hash => {
  const text = String(hash);
  const digest = text.slice(text.lastIndexOf(':') + 1);
  return digest.length > 14 ? digest.slice(0, 12) + '…' : digest;
};

/** What cannot be seen is shown as what it is: line ends, tabs, direction marks. Long text is cut, and says so. */
export function visible(text, longest = 200) {
  const shown = String(text ?? '').replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    letter => letter === '\n' ? '\\n' : letter === '\r' ? '\\r' : letter === '\t' ? '\\t' : '\\u' + pad(letter.charCodeAt(0).toString(16), 4));
  return shown.length > longest ? `${shown.slice(0, longest)}… (${number(shown.length)} characters)` : shown;
}

export const title = word => word ? word[0].toUpperCase() + word.slice(1).replaceAll('_', ' ') : '';

/** A sentence of the detector's, with each keyed hash short. */
export const sentence = (text, longest = 1200) => visible(String(text ?? '').replace(/Mozilla\/5\.0 \([^)]*\)(?: [A-Za-z]+\/[\d.]+(?: \([^)]*\))?)*/g, program).replace(/hmac-[a-z0-9]+:[^:\s]+:[0-9a-f]{13,}/g, shortHash), longest);

const PRODUCTS = [[/Edg\/(\d+)/, 'Edge'], [/OPR\/(\d+)/, 'Opera'], [/Firefox\/(\d+)/, 'Firefox'], [/Chrome\/(\d+)/, 'Chrome'], [/Version\/(\d+)[.\d]* .*Safari/, 'Safari']];
const SYSTEMS = [[/Windows/, 'Windows'], [/iPhone|iPad/, 'iOS'], [/Mac OS X/, 'macOS'], [/Android/, 'Android'], [/Linux/, 'Linux']];

/** A user agent in two words; what is no browser, as it says itself. */
export function program(agent) {
  const text = String(agent ?? '');
  if (!text.startsWith('Mozilla/')) return text;
  const product = PRODUCTS.map(([form, name]) => form.exec(text) && `${name} ${form.exec(text)[1]}`).find(Boolean);
  const system = SYSTEMS.find(([form]) => form.test(text))?.[1];
  return [product ?? 'Browser', system].filter(Boolean).join(', ');
}

/** What was observed against what was expected, in one line. */
export const whyLine = facts => (facts ?? []).filter(each => each.feature !== 'level').map(each =>
  each.expected === each.feature ? `${each.feature.replace(/^[a-z_]+\./, '').replace(/ != .*/, '')}: ${sentence(each.observed, 90)}` : `${each.feature} ${sentence(each.observed, 60)} (needed ${sentence(each.expected, 60)})`).join(' · ');

const TIMES = new Set(['issued_at', 'not_before', 'expires_at', 'event_time', 'ingest_time', 'revoked_at', 'requested_at']);

/** A captured value as text: times as times, hashes short. */
export const captured = (name, value, longest = 60) => TIMES.has(name) && /^\d{12,14}$/.test(value)
  ? clock(Number(value), {millis: true})
  : String(value).startsWith('hmac-') ? shortHash(value) : visible(value, longest);
