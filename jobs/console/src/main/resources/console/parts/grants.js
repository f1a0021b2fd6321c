import {html, nothing} from 'lit';
import {link} from '../url.js';
import {age, ago, duration, number, shortHash, time, visible} from './words.js';

export const GAPS = {
  no_owner: 'No owner', no_approver: 'No approver', no_purpose: 'No purpose', unused_scope: 'Unused scope',
  no_sender_constraint: 'No sender constraint', long_lived: 'Long-lived', slow_revocation: 'Slow revocation', reauthorization_due: 'Re-authorisation due',
};

/** Grants as rows: whose, for what, how it stands, what is wrong. */
export const grants = (list, now, withClient = true) => html`
  <div class="scroll wide" tabindex="0" role="region" aria-label="Grants"><table class="list">
    <thead><tr>${withClient ? html`<th scope="col">Client</th>` : nothing}<th scope="col">Subject</th><th scope="col">Scopes</th><th scope="col">State</th>
      <th scope="col" class="num">Uses</th><th scope="col">Networks</th><th scope="col" class="num">Last used</th><th scope="col" class="num">Expires</th>
      <th scope="col">Gaps</th><th scope="col" class="num">Risk</th></tr></thead>
    <tbody>${list.map(each => row(each, now, withClient))}</tbody></table></div>`;

function row(each, now, withClient) {
  const grant = each.oauth.grant;
  const client = each.oauth.client ?? {};
  const hash = each.oauth.token?.family_hash ?? each.oauth.token?.hash;
  return html`<tr>
    ${withClient ? html`<td><a class="mono" href=${link('/client', {id: client.id, tenant: each.organization?.id})}>${visible(client.id ?? 'none', 50)}</a>
      <div class="muted">${visible(each.organization?.id, 40)}${client.owner ? html` · ${visible(client.owner, 40)}` : nothing}</div></td>` : nothing}
    <td>${each.user?.id ? visible(each.user.id, 50) : html`<span class="muted">${grant.subject_type ?? '–'}</span>`}
      ${hash ? html`<div><a class="mono" href=${link('/timeline', {token: hash})} title=${hash}>${shortHash(hash)}</a></div>` : nothing}</td>
    <td>${scopes(each.oauth.scope ?? {})}</td>
    <td><b data-state=${grant.state}>${grant.state}</b>${grant.revocation?.lag_ms ? html`<div class="muted nowrap" title="accepted after the revocation">+${duration(grant.revocation.lag_ms)}</div>` : nothing}</td>
    <td class="num">${number(grant.uses)}</td>
    <td>${(grant.networks ?? []).slice(0, 3).map(network => html`<span class="tag mono">${visible(network, 40)}</span>`)}${(grant.networks ?? []).length > 3 ? html`<span class="muted">+${grant.networks.length - 3}</span>` : nothing}</td>
    <td class="num">${grant.last_used ? ago(grant.last_used, now) : html`<span class="muted">never</span>`}</td>
    <td class="num">${grant.expires ? until(grant.expires, now) : html`<span class="muted">–</span>`}</td>
    <td>${(grant.gaps ?? []).map(gap => html`<span class="tag gap">${GAPS[gap] ?? gap}</span>`)}</td>
    <td class="num">${grant.risk ? Math.round(grant.risk) : html`<span class="muted">0</span>`}</td></tr>`;
}

const until = (text, now) => new Date(text) < new Date(now) ? html`<span class="muted">past</span>` : html`<time datetime=${text}>${age(new Date(text) - new Date(now))}</time>`;

export const scopes = ({granted = [], used = [], unused = [], high_privilege: high = []}) => html`${granted.slice(0, 6).map(scope => html`
  <span class="tag mono ${used.includes(scope) ? 'used' : high.includes(scope) ? 'bad' : ''}" title=${used.includes(scope) ? 'used' : unused.includes(scope) ? 'granted and not used' : 'granted'}>${visible(scope, 60)}</span>`)}${granted.length > 6 ? html`<span class="muted">+${granted.length - 6}</span>` : nothing}`;
