import {html} from 'lit';
import {icon} from './icons.js';

const SAYS = {
  absent: ['Elasticsearch is away', 'Nothing is lost: detection goes on and writes when it is back.'],
  slow: ['Elasticsearch is slow', 'It did not answer in time. Narrow the filters, or try again.'],
  read_only: ['Elasticsearch takes no writes', 'What you see is current; what you did was not stored. Often its disk is full.'],
  refused: ['Elasticsearch refuses', 'The console’s credentials or permissions there are wrong.'],
  not_found: ['Not here', ''],
  forbidden: ['Not allowed', ''],
  wrong: ['That cannot be asked', ''],
  signed_out: ['Signed out', 'Sign in to go on where you were.'],
  console_absent: ['The console is away', 'Its back end does not answer.'],
};

/** What is wrong, and what to do. Over older data it is a banner; alone it fills the screen. */
export function trouble(error, retry, overData) {
  const [title, more] = SAYS[error.kind] ?? ['Something went wrong', ''];
  const detail = error.kind && SAYS[error.kind] ? error.message : 'An error in the page or the back end.';
  return html`
    <div class=${overData ? 'trouble banner' : 'trouble'} role="alert">
      ${icon('warning')}
      <div>
        <strong>${title}.</strong> <span>${detail}</span>
        ${more ? html`<p>${more}</p>` : ''}
      </div>
      <button type="button" @click=${retry}>Try again</button>
    </div>`;
}

export const empty = (title, text, more = '') => html`
  <div class="empty">${icon('calm')}<h2>${title}</h2><p>${text}</p>${more}</div>`;

export const skeleton = () => html`
  <div class="skeleton" role="status"><span class="sr">Loading</span>${[1, 2, 3, 4, 5, 6].map(() => html`<i></i>`)}</div>`;
