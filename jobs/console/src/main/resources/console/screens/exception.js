import {html, nothing} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {filter, query} from '../url.js';
import {count, level, number, time, visible} from '../parts/words.js';

/** An exception from an alert: what to leave out, until when, why; the text for the rules, and what it would have silenced. */
class Exception extends Screen {
  static properties = {...Screen.properties, copied: {state: true}};

  load(parameters, signal) {
    this.copied = false;
    return get('/exception', {alert: parameters.get('alert'), field: parameters.getAll('field'), expires: parameters.get('expires'), reason: parameters.get('reason')}, {signal});
  }

  view({alert, fields, expires, yaml, impact}) {
    const id = query().get('alert');
    return html`
      <nav class="crumbs" aria-label="Where you are"><a href="/">Alerts</a> <span aria-hidden="true">›</span> <a href=${'/alert/' + id}>${visible(alert.message)}</a> <span aria-hidden="true">›</span> exception</nav>
      <div class="head"><h1>Make an exception</h1><p class="sum">Nothing is changed here: put the text into the rules’ repository, where it is reviewed and published.</p></div>
      <div class="split">
        <section class="card"><h2>What to leave out</h2>
          <p class="muted">Events that have all of this are taken away from <b>${alert.rule.id}</b>${alert.organization?.id ? html`, for the tenant <b>${visible(alert.organization.id, 60)}</b> alone` : nothing}.</p>
          ${fields.length ? html`<fieldset class="match"><legend class="sr">Fields</legend>${fields.map(each => html`
            <label><input type="checkbox" .checked=${each.chosen} @change=${event => this.#choose(fields, each.field, event.target.checked)}>
              <span><b class="mono">${each.field}</b> <span class="mono">${visible(each.value, 200)}</span></span></label>`)}</fieldset>`
            : html`<p>The events that triggered this alert have nothing in common that a rule could name.</p>`}
          <div class="fields">
            <label>Until (the first day without it)<input type="date" .value=${expires} @change=${event => filter({expires: event.target.value}, {replace: true})}></label>
            <label>Reason<input maxlength="500" placeholder="Why is this allowed, and who says so?" .value=${query().get('reason') ?? ''} @change=${event => filter({reason: event.target.value}, {replace: true})}></label>
          </div>
        </section>
        ${impact ? this.#impact(impact) : html`<section class="card"><h2>Impact</h2><p class="muted">Choose what an event must have.</p></section>`}
      </div>
      ${yaml ? html`<section class="card"><div class="copy"><h2>${yaml.is_new ? 'New list' : 'Add to the list'} <span class="mono">${yaml.file}</span></h2>
          <button type="button" @click=${() => this.#copy(yaml.text)}>${this.copied ? 'Copied' : 'Copy'}</button></div>
        <pre class="yaml" tabindex="0" aria-label="YAML">${yaml.text}</pre>
        ${yaml.rule_line ? html`<p class="hint">And into the rule, above <code>detection</code>: <code>${yaml.rule_line}</code></p>` : nothing}
        ${yaml.faults.length ? html`<div class="note" role="alert">The rules’ compiler says: ${yaml.faults.map(each => html`<div class="mono">${visible(each, 600)}</div>`)}</div>` : html`<p class="hint">The rules compile with it.</p>`}</section>` : nothing}`;
  }

  #impact(impact) {
    return html`<section class="card" aria-live="polite"><h2>Impact on the alerts that are stored</h2>
      <dl class="figures">
        <div class=${impact.silenced ? 'care' : ''}><dt>Silenced</dt><dd>${number(impact.silenced)}</dd></div>
        <div><dt>Smaller</dt><dd>${number(impact.smaller)}</dd></div>
        <div><dt>Untouched</dt><dd>${number(impact.untouched)}</dd></div>
        <div><dt>Unknown</dt><dd>${number(impact.unknown)}</dd></div>
      </dl>
      <p class="hint">Of ${impact.looked_at < impact.stored ? `the latest ${number(impact.looked_at)} of ` : ''}${count(impact.stored, 'alert')} of this rule and tenant. Unknown: the evidence is cut short or lacks a field; <code>rules backtest</code> tells for certain.</p>
      ${impact.examples.length ? html`<ul class="alerts">${impact.examples.map(each => html`<li>${level(each.level)}<a href=${'/alert/' + each.id}>${visible(each.client ?? each.title, 60)}</a><span class="muted">${visible(each.user, 60)}</span><span class="num muted">${time(each.last)}</span></li>`)}</ul>` : nothing}
    </section>`;
  }

  #choose(fields, field, on) {
    filter({field: fields.filter(each => each.field === field ? on : each.chosen).map(each => each.field)}, {replace: true});
  }

  async #copy(text) {
    await navigator.clipboard.writeText(text).catch(() => undefined);
    this.copied = true;
  }
}
customElements.define('tw-exception', Exception);
