import {html, nothing} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {filter, link, query} from '../url.js';
import {chips} from '../parts/controls.js';
import {empty} from '../parts/states.js';
import {clock, count, level, number, visible} from '../parts/words.js';

const NAMES = {live: 'Live', shadow: 'Shadow mode'};
const name = id => NAMES[id] ?? id;

/** Two runs over the same events: what one version of a rule finds and the other does not. */
class Replays extends Screen {
  load(parameters, signal) {
    return get('/replays', {a: parameters.get('a'), b: parameters.get('b'), rule: parameters.get('rule')}, {signal});
  }

  view(data) {
    const [a, b] = [query().get('a') ?? '', query().get('b') ?? ''];
    const side = (parameter, value, label) => html`<label class="side-choice"><span>${label}</span>
      <select @change=${event => filter({[parameter]: event.target.value})}><option value="">Choose a run</option>
        ${data.runs.map(run => html`<option value=${run.id} ?selected=${run.id === value}>${name(run.id)} · ${count(run.alerts, 'alert')}</option>`)}</select></label>`;
    return html`
      <div class="head"><h1>Replay comparison</h1><p class="sum">Same events, two sets of rules: alert by alert.</p></div>
      <div class="bar">${side('a', a, 'Before')} <span aria-hidden="true">→</span> ${side('b', b, 'After')}</div>
      ${chips(['rule'])}
      ${data.comparison ? this.#comparison(data.comparison, a, b) : data.runs.length < 2
        ? empty('Nothing to compare yet', 'Replay history with a changed rule, and write the alerts here:', html`<pre>./tokenwatch replay LOGS --rules rules --elasticsearch URL</pre><p>A rule in shadow mode can be compared with the live one without a replay.</p>`)
        : this.#runs(data.runs)}`;
  }

  #runs(runs) {
    return html`<section class="card"><h2>Runs</h2><table class="plain-list"><thead><tr><th scope="col">Run</th><th scope="col" class="num">Alerts</th><th scope="col">Events of (UTC)</th><th scope="col">Rule packs</th></tr></thead>
      <tbody>${runs.map(run => html`<tr><th scope="row" class="mono">${visible(name(run.id), 80)}</th><td class="num">${number(run.alerts)}</td>
        <td>${run.from ? html`${clock(run.from, {seconds: false})} – ${clock(run.to, {seconds: false})}` : nothing}</td>
        <td class="mono">${Object.keys(run.packs ?? {}).map(pack => pack.slice(0, 12)).join(', ')}</td></tr>`)}</tbody></table></section>`;
  }

  #comparison(data, a, b) {
    const sum = what => data.rules.reduce((total, rule) => total + rule[what], 0);
    const rules = data.rules.filter(rule => rule.only_a + rule.only_b + rule.changed > 0);
    return html`
      <dl class="figures">
        <div><dt>In both</dt><dd>${number(sum('both'))}</dd></div>
        <div class=${sum('only_a') ? 'care' : ''}><dt>No longer found</dt><dd>${number(sum('only_a'))}</dd></div>
        <div class=${sum('only_b') ? 'care' : ''}><dt>Newly found</dt><dd>${number(sum('only_b'))}</dd></div>
        <div><dt>Other level</dt><dd>${number(sum('changed'))}</dd></div>
      </dl>
      ${rules.length === 0 ? empty('No difference', 'Both find the same alerts at the same levels.') : html`
        <section class="card"><h2>By rule</h2><table class="plain-list"><thead><tr><th scope="col">Rule</th><th scope="col">Versions</th><th scope="col" class="num">Both</th><th scope="col" class="num">No longer</th><th scope="col" class="num">Newly</th><th scope="col" class="num">Other level</th></tr></thead>
          <tbody>${rules.map(rule => html`<tr><th scope="row"><a href=${link('/replays', {a, b, rule: rule.rule})}>${rule.rule}</a></th>
            <td>v${rule.version_a ?? '–'} → v${rule.version_b ?? '–'}</td><td class="num">${number(rule.both)}</td><td class="num">${number(rule.only_a)}</td><td class="num">${number(rule.only_b)}</td><td class="num">${number(rule.changed)}</td></tr>`)}</tbody></table></section>
        <div class="split">
          ${list('No longer found', data.only_a, sum('only_a'))}
          ${list('Newly found', data.only_b, sum('only_b'))}
          ${data.changed.length ? list('Other level', data.changed, sum('changed')) : nothing}
        </div>`}`;
  }
}
customElements.define('tw-replays', Replays);

const list = (title, alerts, total) => html`<section class="card"><h2>${title}</h2>${alerts.length === 0 ? html`<p class="muted">None.</p>` : html`
  <ul class="alerts">${alerts.map(alert => html`<li>${level(alert.level)}${alert.level_b ? html`→ ${level(alert.level_b)}` : nothing}
    ${alert.live ? html`<a href=${'/alert/' + alert.id}>${alert.rule}</a>` : html`<span>${alert.rule}</span>`}
    <span class="mono">${visible(alert.client ?? '', 40)}</span> <span class="muted">${visible(alert.user ?? '', 40)} ${visible(alert.tenant ?? '', 30)}</span><span class="num muted">${clock(alert.first, {seconds: false})}</span></li>`)}</ul>
  ${alerts.length < total ? html`<p class="hint">The first ${number(alerts.length)} of ${number(total)}.</p>` : nothing}`}</section>`;
