import {LitElement, html, nothing} from 'lit';
import {query} from './url.js';
import {trouble, skeleton} from './parts/states.js';

/**
 * What every screen is: it loads what its URL says, keeps showing what it has while it loads anew, and says what is wrong when
 * something is. A screen has `load(parameters, signal)` and `view(data)`.
 */
export class Screen extends LitElement {
  static properties = {
    data: {state: true},
    error: {state: true},
    loading: {state: true},
    place: {attribute: false},
    session: {attribute: false},
  };

  #abort;
  #reload = () => this.reload();

  // Everything in one tree: one style sheet, and labels that reach their controls.
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('tw-place', this.#reload);
    addEventListener('tw-signed-in', this.#reload);
    this.reload();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('tw-place', this.#reload);
    removeEventListener('tw-signed-in', this.#reload);
    this.#abort?.abort();
  }

  async reload() {
    this.#abort?.abort();
    const abort = this.#abort = new AbortController();
    this.loading = true;
    try {
      const data = await this.load(query(), abort.signal);
      if (abort.signal.aborted) return;
      this.data = data;
      this.error = undefined;
    } catch (error) {
      if (error.name === 'AbortError' || abort.signal.aborted) return;
      this.error = error;
    }
    this.loading = false;
  }

  render() {
    return html`
      <div class="screen" aria-busy=${this.loading ? 'true' : 'false'}>
        ${this.error ? trouble(this.error, () => this.reload(), this.data !== undefined) : nothing}
        ${this.data !== undefined ? this.view(this.data) : this.error ? nothing : skeleton()}
      </div>`;
  }
}
