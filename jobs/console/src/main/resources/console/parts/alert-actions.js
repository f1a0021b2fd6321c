import {LitElement, html, nothing} from 'lit';
import {post} from '../api.js';
import {link} from '../url.js';
import {trouble} from './states.js';
import {clock} from './words.js';

const SNOOZES = [['1 hour', 1], ['4 hours', 4], ['1 day', 24], ['1 week', 168]];

/** What an analyst does about the alert, in one row. Each is a fact with their name and the time. */
class AlertActions extends LitElement {
  static properties = {alert: {}, work: {}, session: {}, error: {state: true}, busy: {state: true}};

  createRenderRoot() {
    return this;
  }

  async #act(body, form) {
    this.busy = true;
    this.last = body;
    try {
      await post('/actions', {...body, alerts: [this.alert._id]});
      this.error = undefined;
      form?.reset();
      this.dispatchEvent(new Event('acted'));
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }

  render() {
    if (this.session?.role === 'viewer') return html`<p class="hint">You may look; judging needs the role analyst.</p>`;
    const work = this.work ?? {};
    const verdict = (word, text, says) => html`
      <button type="button" class="verdict" data-verdict=${word} title=${says} ?disabled=${this.busy} aria-pressed=${work.verdict === word ? 'true' : 'false'}
        @click=${() => this.#act({kind: 'verdict', verdict: word})}>${text}</button>`;
    return html`
      <section class="actions" aria-label="Actions">
        <div class="group" role="group" aria-label="Verdict">
          ${verdict('true_positive', 'True positive', 'An attack, or a failure that the rule is there to find')}
          ${verdict('benign_positive', 'Benign', 'It happened as said, and was allowed')}
          ${verdict('false_positive', 'False positive', 'The rule was wrong')}
        </div>
        <div class="group">
          ${work.acknowledged ? nothing : html`<button type="button" ?disabled=${this.busy} @click=${() => this.#act({kind: 'acknowledge'})}>Acknowledge</button>`}
          ${work.assignee === this.session?.name ? nothing : html`<button type="button" ?disabled=${this.busy} @click=${() => this.#act({kind: 'assign', assignee: 'me'})}>Assign to me</button>`}
          <label class="select"><span class="sr">Snooze</span>
            <select ?disabled=${this.busy} @change=${event => this.#snooze(event.target)}>
              <option value="">Snooze…</option>${SNOOZES.map(([text, hours]) => html`<option value=${hours}>${text}</option>`)}
            </select></label>
          ${work.verdict || work.snoozed_until ? html`<button type="button" ?disabled=${this.busy} @click=${() => this.#act({kind: 'reopen'})}>Reopen</button>` : nothing}
        </div>
        <form class="say" @submit=${event => {
          event.preventDefault();
          this.#act({kind: 'comment', comment: event.target.elements.comment.value}, event.target);
        }}>
          <label class="sr" for="comment">Comment</label>
          <input id="comment" name="comment" required maxlength="8000" placeholder="Comment" autocomplete="off">
          <button ?disabled=${this.busy}>Comment</button>
        </form>
        <a class="button" href=${link('/exception', {alert: this.alert._id})}>Make an exception</a>
      </section>
      ${work.snoozed_until ? html`<p class="hint">Snoozed until ${clock(work.snoozed_until, {seconds: false})} UTC.</p>` : nothing}
      ${this.error ? trouble(this.error, () => this.#act(this.last), true) : nothing}`;
  }

  #snooze(select) {
    const until = new Date(Date.now() + Number(select.value) * 3_600_000).toISOString();
    select.value = '';
    this.#act({kind: 'snooze', until});
  }
}
customElements.define('tw-alert-actions', AlertActions);
