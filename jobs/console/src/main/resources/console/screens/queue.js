import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {Screen} from '../screen.js';
import {get, post} from '../api.js';
import {link, query, go} from '../url.js';
import {chips, choice, pages, search, select, toggles} from '../parts/controls.js';
import {empty, trouble} from '../parts/states.js';
import {ago, count, LEVELS, level, levelOf, number, sentence, visible, whyLine} from '../parts/words.js';
import {icon} from '../parts/icons.js';

const FILTERS = ['q', 'level', 'rule', 'client', 'tenant', 'subject', 'within', 'work', 'noclient'];
const here = () => Object.fromEntries(FILTERS.map(name => [name, query().getAll(name)]));

/** The alerts that wait for somebody, grouped by rule and client, the gravest first. */
class Queue extends Screen {
  static properties = {...Screen.properties, open: {state: true}, inside: {state: true}};

  constructor() {
    super();
    this.open = '';
    this.inside = {};
    this.onkeydown = event => this.#key(event);
  }

  load(parameters, signal) {
    this.open = '';
    return get('/queue', {...here(), page: parameters.get('page')}, {signal});
  }

  view(data) {
    const levels = LEVELS.filter(word => data.levels[word] || query().getAll('level').includes(word));
    const tenants = Object.keys(data.tenants);
    return html`
      <div class="head">
        <h1>Alerts</h1>
        <p class="sum" aria-live="polite">${count(data.alerts, 'alert')} in ${count(data.groups_total, 'group')}</p>
        ${search('Search client, user, rule, address, hash')}
      </div>
      <div class="bar">
        ${choice('Work', 'work', [['todo', 'To do'], ['mine', 'Mine'], ['snoozed', 'Snoozed'], ['judged', 'Judged'], ['all', 'All']], 'todo')}
        ${toggles('Severity', 'level', levels.map(word => [word, data.levels[word] ?? 0, word]))}
        ${choice('Last seen within', 'within', [['', 'Any time'], ['24h', '24 h'], ['7d', '7 d']], '')}
        ${tenants.length > 1 || query().get('tenant') ? select('Tenant', 'tenant', tenants, 'All tenants') : nothing}
      </div>
      ${chips(['rule', 'client', 'subject', 'q'])}
      ${data.complete ? nothing : html`<p class="note">Elasticsearch ran out of time: this is not all.</p>`}
      ${data.groups.length === 0 ? this.#nothing() : html`
        <table class="queue">
          <caption class="sr">Alerts by rule and client, the gravest first</caption>
          <thead><tr>
            <th scope="col">Severity</th><th scope="col" class="num">Risk</th><th scope="col">What happened</th>
            <th scope="col">Client</th><th scope="col" class="num">Alerts</th><th scope="col" class="num">Users</th>
            <th scope="col" class="num">Last seen</th><th scope="col" class="num">Since</th>
          </tr></thead>
          ${repeat(data.groups, group => keyOf(group), group => this.#group(group, data.now))}
        </table>
        ${pages(data.page, data.page_size, data.groups_total)}
        <p class="hint keys"><kbd>j</kbd> <kbd>k</kbd> move · <kbd>Enter</kbd> open · <kbd>x</kbd> show the group · <kbd>/</kbd> search</p>`}`;
  }

  #nothing() {
    const filtered = FILTERS.some(name => query().has(name));
    return filtered
      ? empty('Nothing matches', 'No alert fits all of these filters.', html`<a class="button" href="/">Take all filters away</a>`)
      : empty('All quiet', 'No alert waits for anybody.', html`<a class="button" href="/?work=all">Show judged ones too</a>`);
  }

  #group(group, now) {
    const key = keyOf(group);
    const open = this.open === key;
    const word = levelOf(group.severity);
    const client = group.client || group.alert.oauth?.client?.id;
    return html`
      <tbody class=${open ? 'open' : nothing} data-level=${word}>
        <tr class="group">
          <td>${level(word)}</td>
          <td class="num">${risk(group.risk)}</td>
          <td class="what">
            <a class="row" href=${link('/alert/' + group.alert_id)}>${visible(group.alert.message)}</a>
            <span class="why" title=${sentence(group.alert.event?.reason)}>${group.alert.user?.id && group.subjects <= 1 ? html`<b>${visible(group.alert.user.id, 60)}</b> · ` : nothing}${whyLine(group.alert.oauth.alert.why) || sentence(group.alert.event?.reason, 260)}</span>
          </td>
          <td class="who-cell">${client
            ? html`<a class="mono" href=${link('/client', {id: client, tenant: group.tenant})} title=${visible(client, 1000)}>${visible(client, 40)}</a>`
            : html`<span class="muted">no client</span>`}
            <span class="muted">${visible(group.tenant, 40)}</span></td>
          <td class="num">${group.alerts > 1
            ? html`<button type="button" class="more" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#toggle(group)}>${number(group.alerts)} ${icon('open')}</button>`
            : number(group.alerts)}</td>
          <td class="num">${group.subjects ? number(group.subjects) : html`<span class="muted">–</span>`}</td>
          <td class="num">${ago(group.last, now)}</td>
          <td class="num muted">${ago(group.first, now)}</td>
        </tr>
        ${open ? html`<tr class="inside"><td colspan="8">${this.#alerts(group, now)}</td></tr>` : nothing}
      </tbody>`;
  }

  #alerts(group, now) {
    const list = this.inside[keyOf(group)];
    if (!list) return html`<p class="muted">Loading…</p>`;
    if (list.error) return trouble(list.error, () => this.#load(group), true);
    return html`
      <ul class="alerts">${list.alerts.map(alert => html`
        <li>
          ${level(alert.oauth.alert.level)}
          <a href=${link('/alert/' + alert.id)}>${visible(keyText(alert), 120)}</a>
          <span class="muted">${alert.user?.id ? visible(alert.user.id, 60) : ''}</span>
          ${work(alert.work)}
          <span class="num muted">${ago(alert.oauth.alert.last_seen, now)}</span>
        </li>`)}</ul>
      <p class="acts">
        ${list.alerts.length < list.total ? html`<button type="button" @click=${() => this.#load(group, list)}>Show ${number(Math.min(25, list.total - list.alerts.length))} more of ${number(list.total)}</button>` : nothing}
        ${this.session?.role === 'viewer' ? nothing : html`
          <button type="button" @click=${() => this.#judge(group, list, 'benign_positive')}>Judge these ${number(list.alerts.length)} benign</button>
          <button type="button" @click=${() => this.#judge(group, list, 'false_positive')}>Judge these ${number(list.alerts.length)} false</button>`}
      </p>`;
  }

  #toggle(group) {
    const key = keyOf(group);
    this.open = this.open === key ? '' : key;
    if (this.open) this.#load(group);
  }

  async #load(group, already) {
    const key = keyOf(group);
    const narrowed = {...here(), rule: group.rule, client: group.client || [], noclient: group.client ? [] : 'yes', tenant: group.tenant || here().tenant};
    try {
      const more = await get('/queue/alerts', {...narrowed, from: already?.alerts.length ?? 0});
      this.inside = {...this.inside, [key]: {...more, alerts: [...(already?.alerts ?? []), ...more.alerts]}};
    } catch (error) {
      this.inside = {...this.inside, [key]: {error}};
    }
  }

  async #judge(group, list, verdict) {
    try {
      await post('/actions', {kind: 'verdict', verdict, alerts: list.alerts.slice(0, 500).map(alert => alert.id)});
      await this.reload();
    } catch (error) {
      this.inside = {...this.inside, [keyOf(group)]: {error}};
    }
  }

  #key(event) {
    if (event.target.closest('input, select, button') || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...this.querySelectorAll('a.row')];
    const at = rows.findIndex(row => row.closest('tr').contains(document.activeElement));
    if (event.key === 'j' || event.key === 'k') {
      rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'j' ? 1 : -1)))]?.focus();
    } else if (event.key === 'x' && at >= 0) {
      this.#toggle(this.data.groups[at]);
    }
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', this.onkeydown);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onkeydown);
  }
}
customElements.define('tw-queue', Queue);

const keyOf = group => JSON.stringify([group.rule, group.client, group.tenant]);

const keyText = alert => Object.entries(alert.oauth.alert.key ?? {}).map(([name, value]) => `${name} ${sentence(value)}`).join(', ') || alert.message;

export const risk = value => html`<span class="risk"><meter min="0" max="100" value=${value} aria-hidden="true"></meter>${Math.round(value)}</span>`;

export const work = standing => !standing ? nothing : html`<span class="work">
  ${standing.verdict ? html`<b data-verdict=${standing.verdict}>${standing.verdict.replace('_', ' ')}</b>` : nothing}
  ${standing.assignee ? html`<span>@${visible(standing.assignee, 40)}</span>` : nothing}
  ${standing.acknowledged && !standing.verdict ? html`<span>seen</span>` : nothing}
  ${standing.snoozed_until ? html`<span>snoozed</span>` : nothing}</span>`;
