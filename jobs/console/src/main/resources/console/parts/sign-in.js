import {LitElement, html, nothing} from 'lit';
import {session} from '../api.js';
import {query} from '../url.js';

const REFUSED = {
  expired: 'That took too long, or began in another browser. Try again.',
  denied: 'The identity provider refused.',
  invalid: 'The identity provider’s answer was not valid.',
  'no-role': 'You are known, but have no role here. Ask whoever runs this console.',
  absent: 'The identity provider cannot be reached.',
};

class SignIn extends LitElement {
  static properties = {ways: {state: true}, wrong: {state: true}, busy: {state: true}};

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.wrong = REFUSED[query().get('refused')] ?? '';
    try {
      this.ways = await session.ways();
      // The link that the terminal shows carries the password behind #, which no server ever sees.
      const once = /^#once=([a-z0-9-]+)$/.exec(location.hash)?.[1];
      if (once) {
        history.replaceState(null, '', location.pathname + location.search);
        await this.#send(once);
      }
    } catch (error) {
      this.wrong = error.message;
    }
  }

  async #send(password) {
    this.busy = true;
    try {
      const about = await session.signIn(password);
      this.dispatchEvent(new CustomEvent('signed-in', {detail: about}));
    } catch (error) {
      this.wrong = error.message;
    }
    this.busy = false;
  }

  render() {
    return html`
      <main class="sign-in">
        <div class="card">
          <h1><img src="/ui/icon.svg" alt="" width="36" height="36"> Tokenwatch</h1>
          <p class="muted">The abuse of OAuth tokens, while it happens.</p>
          ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
          ${this.ways?.openid ? html`<a class="button primary" href="/sign-in/openid" data-leave>Sign in with your organisation</a>` : nothing}
          ${this.ways?.password ? html`
            <form @submit=${event => {
              event.preventDefault();
              this.#send(event.target.elements.password.value);
            }}>
              <label for="password">One-time password</label>
              <input id="password" name="password" autocomplete="one-time-code" spellcheck="false" autocapitalize="none" required autofocus>
              <p class="hint">Shown in the terminal where the console was started. It works once.</p>
              <button class="primary" ?disabled=${this.busy}>Sign in</button>
            </form>` : nothing}
        </div>
      </main>`;
  }
}
customElements.define('tw-sign-in', SignIn);
