import {html, nothing} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {go, link, query} from '../url.js';
import {empty} from '../parts/states.js';
import {GAPS, grants} from '../parts/grants.js';
import {timeAxis} from '../parts/chart.js';
import {ago, count, level, number, visible} from '../parts/words.js';
import {work} from './queue.js';

/** One client: what it may do and what it does, from where, how much, and what was found about it. */
class Client extends Screen {
  load(parameters, signal) {
    const id = parameters.get('id');
    return id ? get('/client', {id, tenant: parameters.get('tenant')}, {signal}) : null;
  }

  view(data) {
    const id = query().get('id') ?? '';
    const form = html`<form class="search" role="search" @submit=${event => {
      event.preventDefault();
      go(link('/client', {id: event.target.elements.id.value}));
    }}><label class="sr" for="client-id">Client id</label><input id="client-id" name="id" type="search" placeholder="Client id" spellcheck="false" autocomplete="off" .value=${id}></form>`;
    if (data === null) return html`<div class="head"><h1>Client</h1>${form}</div>${empty('Which client?', 'Enter its id, or come here from an alert or the ledger.')}`;
    const {grants: book, alerts, rate} = data;
    const tenant = query().get('tenant');
    return html`
      <nav class="crumbs" aria-label="Where you are"><a href="/">Alerts</a> <span aria-hidden="true">›</span> client</nav>
      <div class="head"><h1 class="mono">${visible(id, 120)}</h1><p class="sum">${[tenant ?? Object.keys(alerts.tenants).join(', '), ...Object.keys(book.purposes)].filter(Boolean).map(each => visible(each, 80)).join(' · ')}</p>${form}</div>
      <dl class="figures">
        ${figure('Risk', Math.round(alerts.risk), alerts.risk >= 73 ? 'bad' : alerts.risk >= 47 ? 'care' : '')}
        ${figure('Alerts', number(alerts.total))}
        ${figure('Grants', number(book.total))}
        ${figure('Users', number(book.subjects))}
        ${figure('Uses', number(book.uses))}
        ${figure('Owner', visible(Object.keys(book.owners)[0] ?? 'none', 30), Object.keys(book.owners).length ? 'text' : 'care text')}
        ${figure('Approver', visible(Object.keys(book.approvers)[0] ?? 'none', 30), 'text')}
      </dl>
      <div class="panels">
        <section class="card wide"><h2>Tokens issued, hour by hour</h2>${chart(rate)}</section>
        <section class="card"><h2>Scopes granted and used</h2>${scopeBars(book)}</section>
        <section class="card"><h2>Networks</h2>${bars(book.networks, 'No use was seen.')}</section>
        <section class="card"><h2>What is wrong with its grants</h2>${Object.keys(book.gaps).length ? html`<p>${Object.entries(book.gaps).map(([gap, n]) => html`<a class="tag gap" href=${link('/ledger', {gap, client: id, tenant})}>${GAPS[gap] ?? gap} ${number(n)}</a>`)}</p>` : html`<p class="muted">Nothing.</p>`}
          <p class="states">${Object.entries(book.states).map(([state, n]) => html`<a class="tag" href=${link('/ledger', {state, client: id, tenant})}><b data-state=${state}>${state}</b> ${number(n)}</a>`)}</p></section>
        <section class="card"><h2>Alerts</h2>${alerts.total ? html`
          <ul class="alerts">${alerts.list.map(alert => html`<li>${level(alert.oauth.alert.level)}<a href=${'/alert/' + alert.id}>${visible(alert.message)}</a>${work(alert.work)}<span class="num muted">${ago(alert.oauth.alert.last_seen, data.now)}</span></li>`)}</ul>
          ${alerts.total > alerts.list.length ? html`<p><a href=${link('/', {client: id, tenant, work: 'all'})}>All ${count(alerts.total, 'alert')}</a></p>` : nothing}` : html`<p class="muted">None.</p>`}</section>
      </div>
      ${book.list.length ? html`<section class="card"><h2>Grants</h2>${grants(book.list, data.now, false)}
        ${book.total > book.list.length ? html`<p class="hint"><a href=${link('/ledger', {client: id, tenant})}>All ${count(book.total, 'grant')}</a></p>` : nothing}</section>` : nothing}`;
  }
}
customElements.define('tw-client', Client);

const figure = (name, value, kind = '') => html`<div class=${kind}><dt>${name}</dt><dd>${value}</dd></div>`;

const bars = (counts, none) => {
  const list = Object.entries(counts).slice(0, 12);
  const most = Math.max(1, ...list.map(([, n]) => n));
  return list.length === 0 ? html`<p class="muted">${none}</p>` : html`<div class="bars">${list.map(([name, n]) => html`
    <span class="mono">${visible(name, 60)}</span><meter min="0" max=${most} value=${n} aria-label=${`${number(n)} grants`}></meter><span class="num">${number(n)}</span>`)}</div>`;
};

/** Of each scope, in how many grants it is and in how many it was used. */
const scopeBars = book => {
  const list = Object.entries(book.granted).slice(0, 14);
  const known = Object.keys(book.used).length > 0;
  return list.length === 0 ? html`<p class="muted">No issuance was seen.</p>` : html`<div class="bars">${list.map(([scope, n]) => html`
    <span class="mono">${visible(scope, 60)} ${scope in book.high_privilege ? html`<span class="tag bad">high privilege</span>` : nothing}</span>
    <meter min="0" max=${n} value=${book.used[scope] ?? 0} aria-label=${`used in ${number(book.used[scope] ?? 0)} of ${number(n)} grants`}></meter>
    <span class="num">${known ? html`${number(book.used[scope] ?? 0)} of ` : nothing}${number(n)}</span>`)}</div>
    ${known ? html`<p class="hint">Grants in which it was used, of those that have it.</p>` : html`<p class="hint">No use said which scope it used: what is unused cannot be told.</p>`}`;
};

const chart = rate => rate.length === 0
  ? html`<p class="muted">The indicators do not count this client by name. List it under <code>indicators: clients</code> in the live job’s settings.</p>`
  : html`<tw-chart .label=${`Tokens issued each hour of the last two days: ${number(rate.reduce((sum, each) => sum + each.count, 0))} in all`} .option=${colour => ({
      xAxis: timeAxis(),
      yAxis: {type: 'value', minInterval: 1},
      series: [
        {name: 'most at this hour', type: 'line', step: 'end', symbol: 'none', lineStyle: {width: 0}, areaStyle: {color: colour('line'), opacity: .7}, itemStyle: {color: colour('line-strong')}, data: rate.map(each => [each.time, each.most ?? null])},
        {name: 'usual', type: 'line', step: 'end', symbol: 'none', lineStyle: {type: 'dashed', width: 1.5, color: colour('muted')}, itemStyle: {color: colour('muted')}, data: rate.map(each => [each.time, each.usual ?? null])},
        {name: 'issued', type: 'bar', barMaxWidth: 14, itemStyle: {color: colour('accent'), borderRadius: [2, 2, 0, 0]}, data: rate.map(each => [each.time, each.count])},
      ],
    })}></tw-chart>`;
