import {LitElement, html, nothing} from 'lit';
import {session} from './api.js';
import {SCREENS, screenAt} from './screens.js';
import {path, query, go} from './url.js';
import {icon} from './parts/icons.js';
import {empty} from './parts/states.js';
import './parts/sign-in.js';

// The policy of the page lets no text become markup. Chart drawing empties its element that way, and that is all that passes.
globalThis.trustedTypes?.createPolicy('default', {createHTML: text => text === '' ? text : null});

class App extends LitElement {
  static properties = {who: {state: true}, asked: {state: true}, place: {state: true}, theme: {state: true}, ready: {state: true}};

  constructor() {
    super();
    this.place = path();
    this.asked = false;
    this.theme = localStorage.getItem('tokenwatch-theme') ?? '';
    this.#applyTheme();
    addEventListener('tw-place', () => this.#arrive());
    addEventListener('tw-signed-out', () => { this.who = undefined; });
    addEventListener('keydown', event => this.#key(event));
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.who = await session.load();
    } catch {
      // Nobody is signed in: the form says so.
    }
    this.asked = true;
    this.#arrive();
  }

  async #arrive() {
    this.place = path();
    const screen = screenAt(this.place);
    if (screen) {
      document.title = `${screen.label} · Tokenwatch`;
      await screen.module();
      this.ready = {...this.ready, [screen.tag]: true};
    }
  }

  #signedIn(about) {
    this.who = about;
    if (query().has('refused')) go('/', {replace: true});
    dispatchEvent(new Event('tw-signed-in'));
  }

  async #signOut() {
    await session.signOut().catch(() => undefined);
    this.who = undefined;
    go('/');
  }

  #toggleTheme() {
    const dark = this.theme ? this.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    this.theme = dark ? 'light' : 'dark';
    localStorage.setItem('tokenwatch-theme', this.theme);
    this.#applyTheme();
  }

  #applyTheme() {
    if (this.theme) document.documentElement.dataset.theme = this.theme;
    dispatchEvent(new Event('tw-theme'));
  }

  /** g and a number goes to a screen, / to the search. */
  #key(event) {
    if (event.target.closest?.('input, textarea, select, [contenteditable]') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      const field = this.querySelector('input[type=search]');
      if (field) {
        event.preventDefault();
        field.focus();
      }
    }
  }

  render() {
    if (!this.asked) return nothing;
    if (!this.who) return html`<tw-sign-in @signed-in=${event => this.#signedIn(event.detail)}></tw-sign-in>`;
    const here = screenAt(this.place);
    const current = here?.under ?? here?.path;
    return html`
      <a class="skip" href="#main" data-leave>To the content</a>
      <header class="side">
        <a class="brand" href="/" aria-label="Tokenwatch, to the alerts"><img src="/ui/icon.svg" alt="" width="24" height="24"><span>Tokenwatch</span></a>
        <nav aria-label="Screens">${SCREENS.filter(screen => !screen.hidden).map(screen => html`
          <a href=${screen.path} aria-current=${screen.path === current ? 'page' : nothing}>${icon(screen.icon)}<span>${screen.label}</span></a>`)}
        </nav>
        <div class="who">
          <div class="me"><b>${this.who.name}</b><span>${this.who.role} · ${this.who.all_tenants ? 'all tenants' : this.who.tenants.join(', ') || 'no tenant'}</span></div>
          <button type="button" class="quiet" @click=${this.#toggleTheme} aria-label="Light or dark" title="Light or dark">${icon('moon')}</button>
          <button type="button" class="quiet" @click=${this.#signOut} aria-label="Sign out" title="Sign out">${icon('out')}</button>
        </div>
      </header>
      <main id="main" tabindex="-1">${!here
        ? empty('No such page', 'The address is not one of this console.', html`<a class="button" href="/">To the alerts</a>`)
        : this.ready?.[here.tag] ? this.#screen(here) : nothing}</main>`;
  }

  #element;
  #screen(screen) {
    if (this.#element?.localName !== screen.tag) this.#element = document.createElement(screen.tag);
    this.#element.session = this.who;
    return this.#element;
  }
}
customElements.define('tw-app', App);
