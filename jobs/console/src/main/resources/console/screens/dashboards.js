import {html, nothing} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {link, query} from '../url.js';
import {choice} from '../parts/controls.js';
import {empty} from '../parts/states.js';
import {timeAxis} from '../parts/chart.js';
import {ago, duration, LEVELS, level, number, visible} from '../parts/words.js';

const share = part => part && part.total ? part.good / part.total : undefined;
const percent = (value, digits = 2) => value === undefined ? '–' : `${(value * 100).toFixed(digits)} %`;
const SPANS = {'1h': 'the last hour', '24h': '24 hours', '7d': '7 days'};

/** Is it well? Asked by those who decide, those who are on call, and those who look for the cause. */
class Dashboards extends Screen {
  load(parameters, signal) {
    return get('/dashboards', {within: parameters.get('within')}, {signal});
  }

  view(data) {
    const who = query().get('who') ?? 'executive';
    const found = Object.keys(data.indicators).length > 0;
    return html`
      <div class="head"><h1>Dashboards</h1><p class="sum">${SPANS[query().get('within') ?? '24h']}</p></div>
      <div class="bar">${choice('Whose', 'who', [['executive', 'Executive'], ['oncall', 'On call'], ['debug', 'Debug'], ['pipeline', 'Pipeline']], 'executive')}
        ${choice('Time', 'within', [['1h', '1 h'], ['24h', '24 h'], ['7d', '7 d']], '24h')}</div>
      ${!found && who !== 'executive' ? empty('No indicators in this time', 'The live job has written none. Look further back.') : this['_' + who](data)}`;
  }

  _executive(data) {
    const {M1, M5} = data.indicators;
    const open = data.alerts.open;
    return html`
      <dl class="figures">
        ${ratio('Grants succeed', M1)}
        <div><dt>Tokens issued</dt><dd>${number(M5?.count)}</dd></div>
        <div class=${open.critical ? 'bad' : ''}><dt>Open, critical</dt><dd>${number(open.critical)}</dd></div>
        <div class=${open.high ? 'care' : ''}><dt>Open, high</dt><dd>${number(open.high)}</dd></div>
        <div><dt>Open, others</dt><dd>${number((open.medium ?? 0) + (open.low ?? 0) + (open.informational ?? 0))}</dd></div>
      </dl>
      <div class="panels two">
        ${card('Grant success (M1)', M1, () => ratioChart('M1', M1, data))}
        ${card('Tokens issued (M5)', M5, () => countChart('issued', M5, data))}
        <section class="card wide"><h2>New alerts</h2>${alertChart(data)}</section>
      </div>`;
  }

  _oncall(data) {
    const {M2, M6, M7, M8} = data.indicators;
    return html`
      <dl class="figures">
        ${ratio('Validations succeed', M2)} ${ratio('Requests accepted', M6)}
        ${latency('Grant p95', data.latencies.M3, 200)} ${latency('Introspection p95', data.latencies.M10, 100)}
        ${latency('Revocation lag p95', data.latencies.L3, 60_000)} ${latency('Key rotation lag p95', data.latencies.M8, 300_000)}
        <div><dt>Revocations</dt><dd>${number(M7?.count)}</dd></div>
      </dl>
      <div class="panels two">
        ${card('Validation success (M2)', M2, () => ratioChart('M2', M2, data))}
        ${card('Refused, by resource server', M2, () => refusals(M2.resource_server))}
        ${card('Revocations (M7)', M7, () => countChart('revocations', M7, data))}
        ${card('Revocations that took too long, by resource server', data.indicators.L3, () => refusals(data.indicators.L3.resource_server, 'late'))}
        ${M8 ? nothing : html`<p class="hint">No signing key was published and used in this time.</p>`}
      </div>`;
  }

  _debug(data) {
    const {M4, M9, T5, M2, M3} = data.indicators;
    return html`
      <dl class="figures">${ratio('Refreshes succeed', M4)} ${ratio('Consent given', M9)} ${ratio('With a correlation id', T5, false)} ${ratio('Fast grants', M3)}</dl>
      <div class="panels two">
        ${card('Refresh success (M4)', M4, () => ratioChart('M4', M4, data))}
        ${card('Failed refreshes, by client', M4, () => refusals(M4.client, 'failed', '/client'))}
        ${card('Refused validations, by client', M2, () => refusals(M2.client, 'refused', '/client'))}
        <section class="card"><h2>Failing flows</h2><p class="muted">Alerts of the kinds that name a broken flow:</p>
          <p>${['refresh-failure-spike', 'redirect-uri-mismatch-burst', 'validation-failure-surge', 'clock-skew', 'issuer-failing', 'key-used-before-published'].map(rule => html`<a class="tag" href=${link('/', {rule, work: 'all'})}>${rule}</a> `)}</p></section>
      </div>`;
  }

  _pipeline(data) {
    const {T1, T2, T3} = data.indicators;
    return html`
      <dl class="figures">
        <div><dt>Events</dt><dd>${number(T1?.count)}</dd></div>
        <div class=${T2?.count ? 'care' : ''}><dt>Late</dt><dd>${number(T2?.count)}</dd></div>
        <div class=${T3?.count ? 'care' : ''}><dt>Dead letters</dt><dd>${number(T3?.count)}</dd></div>
        ${latency('Alert latency p95', data.latencies.T4, 2_000)} ${latency('p99', data.latencies.T4, 5_000, 'p99')}
        <div><dt>Newest event</dt><dd>${T1?.last ? html`${ago(T1.last, data.now)}` : '–'}</dd></div>
      </dl>
      <div class="panels two">
        ${card('Events (T1)', T1, () => countChart('events', T1, data))}
        ${card('Events, by source', T1, () => parts(T1.source))}
        ${card('Late events (T2)', T2, () => countChart('late', T2, data))}
        ${card('Dead letters, by topic', T3, () => parts(T3.source))}
      </div>`;
  }
}
customElements.define('tw-dashboards', Dashboards);

const ratio = (name, part, judged = true) => {
  const value = share(part);
  const bad = judged && value !== undefined && part.target && value < part.target;
  return html`<div class=${bad ? 'bad' : ''}><dt>${name}</dt><dd>${percent(value)}</dd>${part?.target && judged ? html`<dd class="target">target ${percent(part.target)}</dd>` : nothing}</div>`;
};

const latency = (name, part, target, which = 'p95') => html`<div class=${part && part[which] > target ? 'bad' : ''}><dt>${name}</dt><dd>${part ? duration(part[which]) : '–'}</dd><dd class="target">target ${duration(target)}</dd></div>`;

const card = (title, part, draw) => html`<section class="card"><h2>${title}</h2>${part ? draw() : html`<p class="muted">Nothing was counted.</p>`}</section>`;

const bounds = data => ({min: data.from, max: data.now});

const ratioChart = (name, part, data) => html`<tw-chart .label=${`${name}: ${percent(share(part))} over this time`} .option=${colour => ({
  xAxis: timeAxis(bounds(data)), legend: {show: false},
  yAxis: {type: 'value', max: 100, scale: true, axisLabel: {color: colour('muted'), formatter: '{value} %'}},
  series: [{name, type: 'line', symbol: 'none', smooth: false, lineStyle: {width: 2}, areaStyle: {opacity: .08}, connectNulls: true,
    data: part.times.filter(each => each.total).map(each => [each.time, Math.round(share(each) * 1e4) / 100]),
    markLine: part.target ? {silent: true, symbol: 'none', label: {formatter: 'target', color: colour('muted'), position: 'insideEndBottom'}, lineStyle: {color: colour('high'), type: 'dashed'}, data: [{yAxis: part.target * 100}]} : undefined}],
})}></tw-chart>`;

const countChart = (name, part, data) => html`<tw-chart .label=${`${name}: ${number(part.count)} in all`} .option=${colour => ({
  xAxis: timeAxis(bounds(data)), yAxis: {type: 'value', minInterval: 1}, legend: {show: false},
  series: [{name, type: 'bar', barMaxWidth: 12, itemStyle: {color: colour('accent'), borderRadius: [2, 2, 0, 0]}, data: part.times.map(each => [each.time, each.count])}],
})}></tw-chart>`;

const alertChart = data => {
  const levels = LEVELS.filter(word => data.alerts.fresh[word]);
  const sum = word => Object.values(data.alerts.fresh[word]).reduce((total, n) => total + n, 0);
  return levels.length === 0 ? html`<p class="muted">None in this time.</p>` : html`
    <p>${levels.map(word => html`<a href=${link('/', {level: word})}>${level(word)}</a> ${number(sum(word))} `)}</p>
    <tw-chart class="small" .label=${'New alerts: ' + levels.map(word => `${sum(word)} ${word}`).join(', ')} .option=${colour => ({
      xAxis: timeAxis(bounds(data)), yAxis: {type: 'value', minInterval: 1}, legend: {show: false},
      series: levels.map(word => ({name: word, type: 'bar', stack: 'alerts', barMaxWidth: 12, itemStyle: {color: colour(word)}, data: Object.entries(data.alerts.fresh[word]).map(([time, n]) => [time, n])})),
    })}></tw-chart>`;
};

const refusals = (list, word = 'refused', to) => {
  const bad = (list ?? []).map(each => ({...each, bad: each.total - each.good})).filter(each => each.bad > 0).sort((a, b) => b.bad - a.bad).slice(0, 10);
  const most = Math.max(1, ...bad.map(each => each.bad));
  return bad.length === 0 ? html`<p class="muted">None.</p>` : html`<div class="bars">${bad.map(each => html`
    <span class="mono">${to && each.name !== 'other' ? html`<a href=${link(to, {id: each.name})}>${visible(each.name, 50)}</a>` : visible(each.name, 50)}</span>
    <meter min="0" max=${most} value=${each.bad} aria-label=${`${number(each.bad)} ${word}`}></meter><span class="num">${number(each.bad)} <span class="muted">of ${number(each.total)}</span></span>`)}</div>`;
};

const parts = list => {
  const most = Math.max(1, ...(list ?? []).map(each => each.count));
  return html`<div class="bars">${(list ?? []).map(each => html`<span class="mono">${visible(each.name, 50)}</span><meter min="0" max=${most} value=${each.count} aria-label=${number(each.count)}></meter><span class="num">${number(each.count)}</span>`)}</div>`;
};
