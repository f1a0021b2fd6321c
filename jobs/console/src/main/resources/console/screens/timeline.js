import {html} from 'lit';
import {Screen} from '../screen.js';
import {get} from '../api.js';
import {go, link, query} from '../url.js';
import {empty} from '../parts/states.js';
import {level, shortHash, time, visible} from '../parts/words.js';
import '../parts/token-timeline.js';

/** The life of one token or family, whoever asks. */
class Timeline extends Screen {
  load(parameters, signal) {
    const token = parameters.get('token');
    return token ? get('/timeline', {token}, {signal}) : null;
  }

  view(data) {
    const token = query().get('token') ?? '';
    return html`
      <div class="head"><h1>Token timeline</h1>
        ${token ? html`<p class="sum mono" title=${token}>${shortHash(token)}</p>` : ''}
        <form class="search wide" role="search" @submit=${event => {
          event.preventDefault();
          go(link('/timeline', {token: event.target.elements.token.value.trim()}));
        }}>
          <label class="sr" for="token">Hash of a token or family</label>
          <input id="token" name="token" type="search" placeholder="hmac-sha256:…" spellcheck="false" autocomplete="off" .value=${token}>
        </form></div>
      ${data === null
        ? empty('Whose life?', 'Enter the keyed hash of a token or family, or come here from an alert.')
        : html`
          <tw-token-timeline .timeline=${data}></tw-token-timeline>
          <section class="card"><h2>Alerts about it</h2>
            <ul class="alerts">${data.alerts.map(alert => html`<li>${level(alert.level)}
              <a href=${'/alert/' + alert.id}>${visible(alert.title)}</a><span class="muted">${alert.rule}</span><span class="num">${time(alert.first)}</span></li>`)}</ul>
          </section>`}`;
  }
}
customElements.define('tw-timeline-screen', Timeline);
