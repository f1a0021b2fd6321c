import {html, nothing} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {filter, query} from '../url.js';
import {chips, pages, search, select, toggles} from '../parts/controls.js';
import {empty} from '../parts/states.js';
import {GAPS, grants} from '../parts/grants.js';
import {count, number, title} from '../parts/words.js';

const FILTERS = ['q', 'gap', 'state', 'kind', 'tenant', 'client', 'subject', 'scope'];

/** Every grant: why it exists, who answers for it, and what is wrong with it. */
class Ledger extends Screen {
  load(parameters, signal) {
    return get('/ledger', {...Object.fromEntries(FILTERS.map(name => [name, parameters.getAll(name)])), page: parameters.get('page')}, {signal});
  }

  view(data) {
    const tenants = Object.keys(data.tenants);
    const chosen = query().getAll('gap');
    const gaps = [...new Set([...Object.keys(data.gaps), ...chosen])];
    return html`
      <div class="head"><h1>Ledger</h1><p class="sum" aria-live="polite">${count(data.total, 'grant')}</p>${search('Search client, subject, owner, scope, network, hash')}</div>
      <div class="bar">
        <div class="toggles" role="group" aria-label="Gaps">${gaps.map(gap => html`
          <button type="button" aria-pressed=${chosen.includes(gap) ? 'true' : 'false'}
            @click=${() => filter({gap: chosen.includes(gap) ? chosen.filter(each => each !== gap) : [...chosen, gap]})}>${GAPS[gap] ?? gap} <b>${number(data.gaps[gap] ?? 0)}</b></button>`)}</div>
        ${toggles('State', 'state', Object.entries(data.states))}
        ${tenants.length > 1 || query().get('tenant') ? select('Tenant', 'tenant', tenants, 'All tenants') : nothing}
        ${select('Kind of subject', 'kind', Object.keys(data.kinds), 'Anybody')}
      </div>
      ${chips(['client', 'subject', 'scope', 'q'])}
      ${data.grants.length === 0
        ? empty('No grant', FILTERS.some(name => query().has(name)) ? 'None fits all of these filters.' : 'The live job has written none yet.', FILTERS.some(name => query().has(name)) ? html`<a class="button" href="/ledger">Take all filters away</a>` : nothing)
        : html`${grants(data.grants, data.now)}${pages(data.page, data.page_size, data.reachable)}
          ${data.reachable < data.total ? html`<p class="hint">The first ${number(data.reachable)} can be paged through; narrow the filters for the others.</p>` : nothing}`}`;
  }
}
customElements.define('tw-ledger', Ledger);
