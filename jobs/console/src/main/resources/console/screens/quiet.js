import {html, nothing} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {link} from '../url.js';
import {clock, count, duration, number, visible} from '../parts/words.js';

/** Everything that keeps alerts from people, each with who answers for it and when it ends. */
class Quiet extends Screen {
  load(parameters, signal) {
    return get('/quiet', {}, {signal});
  }

  view(data) {
    const held = data.suppressed.reduce((sum, each) => sum + each.held_back, 0);
    const over = data.exceptions.filter(each => each.over).length;
    return html`
      <div class="head"><h1>Quiet</h1><p class="sum">What keeps alerts from people. Everything is judged and counted all the same.</p></div>
      <dl class="figures">
        <div><dt>Findings suppressed</dt><dd>${number(held)}</dd></div>
        <div><dt>Exceptions</dt><dd>${number(data.exceptions.length - over)}</dd></div>
        <div class=${over ? 'care' : ''}><dt>Exceptions run out</dt><dd>${number(over)}</dd></div>
        <div><dt>Windows now</dt><dd>${number(data.windows.filter(each => each.state === 'now').length)}</dd></div>
        <div><dt>Held back now</dt><dd>${number(Object.values(data.held).reduce((sum, n) => sum + n, 0))}</dd></div>
      </dl>
      <section class="card"><h2>Maintenance windows</h2>${!data.windows_known
        ? html`<p class="muted">The console does not know the live job’s file of windows: name it as <code>maintenance</code> in its settings.</p>`
        : data.windows.length === 0 ? html`<p class="muted">None.</p>` : table(['Window', 'When (UTC)', 'For', 'Owner', 'Reason', 'Held back now'], data.windows.map(each => html`<tr>
          <th scope="row">${visible(each.name, 80)} <span class="tag ${each.state === 'now' ? 'gap' : ''}">${each.state}</span></th>
          <td>${clock(each.from, {seconds: false})} – ${clock(each.until, {seconds: false})}</td>
          <td>${visible(each.tenant || 'every tenant', 60)}${each.rules.length ? html`<div class="muted">${each.rules.map(rule => visible(rule, 60)).join(', ')}</div>` : nothing}</td>
          <td>${visible(each.owner, 60)}</td><td>${visible(each.reason, 200)}</td><td class="num">${number(data.held[each.name])}</td></tr>`))}</section>
      <section class="card"><h2>Exceptions</h2>${data.exceptions.length === 0 ? html`<p class="muted">None. An alert’s page makes one.</p>` : table(['Leaves out', 'Of', 'Tenant', 'Owner', 'Reason', 'Until'], data.exceptions.map(each => html`<tr>
          <td class="mono">${visible(each.match.replace(/^\{|\}$/g, ''), 200)}<div class="muted">${each.list}</div></td>
          <td>${each.rules.length ? each.rules.map(rule => html`<div><a href=${link('/rules', {rule})}>${rule}</a></div>`) : html`<span class="muted">no rule names it</span>`}</td>
          <td>${visible(each.tenant || 'every tenant', 60)}</td><td>${visible(each.owner, 60)}</td><td>${visible(each.reason, 200)}</td>
          <td>${each.expires}${each.over ? html` <span class="tag gap">run out</span>` : nothing}</td></tr>`))}</section>
      <section class="card"><h2>Suppression</h2>${data.suppressed.length === 0 ? html`<p class="muted">No finding was held back.</p>` : table(['Rule', 'One alert for', 'By', 'Alerts', 'Findings held back'], data.suppressed.map(each => html`<tr>
          <th scope="row"><a href=${link('/', {rule: each.rule, work: 'all'})}>${each.rule}</a></th><td>${duration(each.for_ms)}</td>
          <td class="mono">${each.by.join(', ')}</td><td class="num">${number(each.alerts)}</td>
          <td class="num">${each.estimated ? 'about ' : ''}${number(each.held_back)}</td></tr>`))}
        <p class="hint">${count(held, 'finding')} that raised no alert of its own: the alert that stands for it counts it.</p></section>`;
  }
}
customElements.define('tw-quiet', Quiet);

const table = (heads, rows) => html`<div class="scroll" tabindex="0" role="region" aria-label=${heads[0]}><table class="plain-list">
  <thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
