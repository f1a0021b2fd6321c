import {html, nothing, svg} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {link, query} from '../url.js';
import {chips, choice} from '../parts/controls.js';
import {empty} from '../parts/states.js';
import {ago, count, duration, level, number, visible} from '../parts/words.js';

const SHOW = {
  all: () => true,
  firing: rule => rule.alerts > 0,
  noisy: rule => (rule.precision !== undefined && rule.precision < 0.5) || rule.breaker > 0,
  blind: rule => rule.evaluable === false,
  failing: rule => rule.failing?.length > 0,
};

/** How each rule does: precision, volume, cost, what it cannot see, its tests. */
class Rules extends Screen {
  load(parameters, signal) {
    return get('/rules', {}, {signal});
  }

  view(data) {
    const which = query().get('show') ?? 'all';
    const one = query().get('rule');
    const rules = data.rules.filter(rule => (!one || rule.rule === one) && (SHOW[which] ?? SHOW.all)(rule))
      .sort((a, b) => (b.week ?? 0) - (a.week ?? 0) || (b.alerts ?? 0) - (a.alerts ?? 0) || (a.rule < b.rule ? -1 : 1));
    const n = name => data.rules.filter(SHOW[name]).length;
    return html`
      <div class="head"><h1>Rule health</h1><p class="sum">${count(data.rules.length, 'rule')}</p></div>
      <dl class="figures">
        <div><dt>Alert somebody</dt><dd>${number(n('firing'))}</dd></div>
        <div class=${n('noisy') ? 'care' : ''}><dt>Noisy</dt><dd>${number(n('noisy'))}</dd></div>
        <div class=${n('blind') ? 'care' : ''}><dt>Not evaluable</dt><dd>${number(n('blind'))}</dd></div>
        <div class=${n('failing') ? 'bad' : ''}><dt>Tests fail</dt><dd>${number(n('failing'))}</dd></div>
        <div><dt>Judged alerts</dt><dd>${number(data.rules.reduce((sum, rule) => sum + (rule.judged ?? 0), 0))}</dd></div>
      </dl>
      <div class="bar">${choice('Which rules', 'show', [['all', 'All'], ['firing', 'With alerts'], ['noisy', 'Noisy'], ['blind', 'Not evaluable'], ['failing', 'Tests fail']], 'all')}</div>
      ${chips(['rule'])}
      ${rules.length === 0 ? empty('None', 'No rule is like that.') : html`
      <div class="scroll wide" tabindex="0" role="region" aria-label="Rules"><table class="list">
        <thead><tr><th scope="col">Rule</th><th scope="col">Level</th><th scope="col">Mode</th><th scope="col" class="num">Alerts, 7 days</th><th scope="col" class="num">All</th>
          <th scope="col">Precision</th><th scope="col" class="num">Withdrawn</th><th scope="col" class="num">Held back</th><th scope="col" class="num">Latency p95</th><th scope="col" class="num">Cost</th><th scope="col" class="num">Last</th><th scope="col">Tests</th></tr></thead>
        <tbody>${rules.map(rule => row(rule, data))}</tbody></table></div>`}`;
  }
}
customElements.define('tw-rules', Rules);

const row = (rule, data) => html`<tr>
  <th scope="row"><a href=${link('/', {rule: rule.rule, work: 'all'})}>${rule.rule}</a> <span class="muted">v${rule.version ?? '?'}</span>
    <div class="muted plain">${visible(rule.title ?? 'not in the folder of rules', 90)}</div>
    ${rule.evaluable === false ? html`<div class="plain"><span class="tag gap">not evaluable</span> <span class="muted">lacks ${(rule.lacks ?? []).map(each => visible(each, 40)).join(', ')}</span></div>` : nothing}
    ${rule.breaker ? html`<div class="plain"><span class="tag gap">circuit breaker</span> <span class="muted">${number(rule.breaker)} not told</span></div>` : nothing}</th>
  <td>${rule.level ? level(rule.level) : nothing}</td>
  <td>${rule.mode ?? ''}${rule.shadow ? html`<div class="muted">${number(rule.shadow)} in shadow</div>` : nothing}</td>
  <td class="num">${spark(rule.days)} ${number(rule.week)}</td>
  <td class="num">${number(rule.alerts)}</td>
  <td>${rule.judged ? html`<meter min="0" max="1" low="0.5" high="0.8" optimum="1" value=${rule.precision} aria-label="precision"></meter> <b>${Math.round(rule.precision * 100)} %</b>
      <div class="muted">${number(rule.true_positive)} true · ${number(rule.benign_positive)} benign · ${number(rule.false_positive)} false</div>` : html`<span class="muted">nobody judged one</span>`}</td>
  <td class="num">${number(rule.retracted)}</td>
  <td class="num">${number(rule.suppressed)}</td>
  <td class="num">${rule.latency_p95_ms == null ? html`<span class="muted">–</span>` : duration(rule.latency_p95_ms)}</td>
  <td class="num">${rule.cost_records ? html`${share(rule, data)}<div class="muted">${(rule.cost_micros / rule.cost_records).toFixed(1)} µs each</div>` : html`<span class="muted">–</span>`}</td>
  <td class="num">${rule.last ? ago(rule.last, data.now) : html`<span class="muted">never</span>`}</td>
  <td>${rule.tests === undefined ? html`<span class="muted">${data.testing ? 'running' : '–'}</span>` : rule.failing?.length ? html`<span class="tag bad">${count(rule.failing.length, 'failure')}</span><div class="muted">${rule.failing.slice(0, 3).map(each => visible(each, 60)).join('; ')}</div>` : html`<span class="tag used">${number(rule.tests)} pass</span>`}</td></tr>`;

/** Of the time that the job works on the states of all rules. */
const share = (rule, data) => {
  const all = data.rules.reduce((sum, each) => sum + (each.cost_micros ?? 0), 0);
  return `${(all ? 100 * rule.cost_micros / all : 0).toFixed(1)} %`;
};

/** Seven days as bars, the tallest being the busiest. */
const spark = days => {
  const list = Object.values(days ?? {});
  if (list.length < 2) return nothing;
  const most = Math.max(...list);
  return html`<svg class="spark" width=${list.length * 6} height="16" aria-hidden="true">${list.map((n, index) => bar(n, most, index))}</svg>`;
};

const bar = (n, most, index) => svg`<rect x=${index * 6} y=${16 - Math.max(1, (n / most) * 16)} width="4" height=${Math.max(1, (n / most) * 16)} rx="1"></rect>`;
