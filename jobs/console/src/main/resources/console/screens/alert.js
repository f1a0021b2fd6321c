import {html, nothing} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {link, path} from '../url.js';
import {inline, markdown} from '../parts/markdown.js';
import {ago, captured, clock, count, level, number, sentence, shortHash, time, title, visible} from '../parts/words.js';
import {work} from './queue.js';
import '../parts/token-timeline.js';
import '../parts/alert-actions.js';

/** One alert: what happened, to whom, since when, why we think so, what to do. It opens on the token's timeline. */
class Alert extends Screen {
  load(parameters, signal) {
    return get('/alerts/' + path().split('/')[2], {}, {signal});
  }

  view(data) {
    const alert = data.alert;
    const about = alert.oauth.alert;
    return html`
      <nav class="crumbs" aria-label="Where you are"><a href="/">Alerts</a> <span aria-hidden="true">›</span>
        <a href=${link('/', {rule: alert.rule.id})}>${alert.rule.id}</a></nav>
      <header class="alert-head" data-level=${about.level}>
        <div class="titles">${level(about.level)}<h1>${visible(alert.message)}</h1>${work(data.work)}</div>
        <p class="reason">${sentence(alert.event.reason)}</p>
        ${marks(about)}
        <dl class="facts">
          ${fact('Tenant', visible(alert.organization?.id ?? 'none', 60))}
          ${alert.oauth.client?.id ? fact('Client', html`<a class="mono" href=${link('/client', {id: alert.oauth.client.id, tenant: alert.organization?.id})}>${visible(alert.oauth.client.id, 80)}</a>`) : nothing}
          ${alert.user?.id ? fact('User', html`<a class="mono" href=${link('/', {subject: alert.user.id, work: 'all'})}>${visible(alert.user.id, 80)}</a>`) : nothing}
          ${tokens(alert).map(([name, hash]) => fact(name, html`<a class="mono" href=${link('/timeline', {token: hash})} title=${hash}>${shortHash(hash)}</a>`))}
          ${fact('First seen', time(about.first_seen))}
          ${fact('Last seen', html`${time(about.last_seen)} <span class="muted">${ago(about.last_seen, data.now)} ago</span>`)}
          ${fact('Count', `${about.count_is_estimate ? 'about ' : ''}${number(about.count)}`)}
          ${fact('Risk', Math.round(alert.event.risk_score))}
        </dl>
      </header>
      <tw-alert-actions .alert=${alert} .work=${data.work} .session=${this.session} @acted=${() => this.reload()}></tw-alert-actions>
      <tw-token-timeline .timeline=${data.timeline} .alert=${alert._id}></tw-token-timeline>
      <div class="columns">
        <div>
          ${why(about)}
          ${evidence(about)}
          ${history(data)}
        </div>
        <aside>
          ${todo(about)}
          ${runbook(data, about)}
          ${rule(data)}
        </aside>
      </div>`;
  }
}
customElements.define('tw-alert', Alert);

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const tokens = alert => [
  ...(alert.oauth.token?.family_hash ?? []).map(hash => ['Token family', hash]),
  ...(alert.oauth.token?.hash ?? []).map(hash => ['Token', hash]),
].slice(0, 4);

/** What to keep in mind when reading it. */
const marks = about => {
  const list = [
    about.retracted && 'Withdrawn: an event that arrived late took its ground away.',
    about.warm === false && 'Not warm: the time the rule looks back on was not fully observed.',
    about.truncated && 'Truncated: there was more evidence than is kept; count and evidence may be short.',
    about.confidence && about.confidence !== 'high' && `Confidence: ${about.confidence}.`,
    about.maintenance?.name && `Held back by the maintenance window ${about.maintenance.name}.`,
  ].filter(Boolean);
  return list.length === 0 ? nothing : html`<ul class="marks">${list.map(text => html`<li>${visible(text)}</li>`)}</ul>`;
};

/** The first thing after what happened: what to do. */
const todo = about => (about.actions ?? []).length === 0 ? nothing : html`
  <section class="card todo"><h2>What to do now</h2><ol>${about.actions.map(step => html`<li>${inline(step)}</li>`)}</ol></section>`;

const runbook = (data, about) => html`
  <section class="card"><details class="runbook" ?open=${(about.actions ?? []).length === 0}><summary><h2>Runbook</h2></summary>
    ${data.runbook ? markdown(data.runbook) : html`<p class="muted">There is no ${visible(about.runbook || 'runbook')} here.</p>`}</details></section>`;

const why = about => html`
  <section class="card"><h2>Why</h2>
    <table class="why-table"><thead><tr><th scope="col">What was looked at</th><th scope="col">Observed</th><th scope="col">Expected</th></tr></thead>
      <tbody>${(about.why ?? []).map(each => html`<tr>
        <th scope="row">${visible(each.feature)}${each.kind ? html` <span class="kind">${each.kind}</span>` : nothing}</th>
        <td class="observed">${visible(each.observed)}</td>
        <td class="muted">${each.expected === each.feature ? 'as said' : visible(each.expected)}</td></tr>`)}</tbody></table>
    ${about.suppression?.held_back ? html`<p class="muted">${about.suppression.is_estimate ? 'About ' : ''}${count(about.suppression.held_back, 'further finding')} held back by suppression.</p>` : nothing}
  </section>`;

const evidence = about => {
  const rows = about.evidence ?? [];
  const names = [...new Set(rows.flatMap(each => Object.keys(each.fields ?? {})))]
    .filter(name => rows.some(each => String(each.fields?.[name] ?? '') !== ''));
  return html`
    <section class="card"><h2>Evidence</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Evidence">
        <table class="evidence"><thead><tr><th scope="col">Time (UTC)</th><th scope="col">Role</th>${names.map(name => html`<th scope="col">${name}</th>`)}<th scope="col">Where it is kept</th></tr></thead>
          <tbody>${rows.map(each => html`<tr data-role=${each.role}>
            <td class="mono">${clock(each.time, {millis: true})}</td>
            <td>${each.role}${each.step && each.step !== each.role ? html` <span class="kind">${each.step}</span>` : nothing}</td>
            ${names.map(name => html`<td class="mono">${cell(name, each.fields?.[name])}</td>`)}
            <td class="mono muted" title=${each.id}>${each.topic ? `${each.topic}/${each.partition}@${each.offset}` : visible(each.id, 24)}</td></tr>`)}</tbody></table>
      </div>
    </section>`;
};

const cell = (name, value) => value === undefined ? nothing
  : [value].flat().map((each, index) => html`${index ? ', ' : ''}<span title=${visible(each, 500)}>${captured(name, each)}</span>`);

const history = data => html`
  <section class="card"><h2>What was done</h2>
    <ol class="history">
      ${[...data.transitions.map(each => ({time: each.time, who: 'Tokenwatch', text: `${each.action} at level ${each.level}`})),
        ...data.history.map(each => ({time: each.time, who: each.who, text: said(each), comment: each.comment}))]
        .sort((a, b) => a.time < b.time ? -1 : 1)
        .map(each => html`<li><b>${visible(each.who, 60)}</b> ${each.text} <span class="muted">${time(each.time)}</span>
          ${each.comment ? html`<p class="comment">${visible(each.comment, 8000)}</p>` : nothing}</li>`)}
    </ol>
  </section>`;

const said = action => ({
  acknowledge: 'acknowledged it',
  assign: `assigned it to ${visible(action.assignee || 'nobody', 60)}`,
  verdict: `judged it a ${String(action.verdict).replace('_', ' ')}`,
  snooze: `snoozed it until ${clock(action.until, {seconds: false})}`,
  comment: 'commented',
  reopen: 'put it back into the queue',
})[action.kind] ?? title(action.kind);

const rule = data => html`
  <section class="card"><h2>Rule</h2>
    <p><a href=${link('/rules', {rule: data.alert.rule.id})}>${data.alert.rule.id}</a> <span class="muted">version ${data.alert.rule.version}</span></p>
    <p>${visible(data.alert.rule.description, 2000)}</p>
    ${data.rule?.false_positives?.length ? html`<h3>What is benign</h3><ul>${data.rule.false_positives.map(each => html`<li>${each}</li>`)}</ul>` : nothing}
    ${(data.alert.threat?.technique?.id ?? []).length ? html`<p class="tags">${[data.alert.threat.technique.id].flat().map(each => html`<span>ATT&amp;CK ${each}</span>`)}${(data.alert.tags ?? []).filter(each => each.startsWith('owasp')).map(each => html`<span>${each.toUpperCase().replace('.', ' ')}</span>`)}</p>` : nothing}
  </section>`;
