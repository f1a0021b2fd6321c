import {html, nothing} from 'lit';
import {filter, query, link} from '../url.js';
import {number, visible} from './words.js';

/** One of several, as a row of buttons; the choice is a parameter of the URL. */
export const choice = (label, parameter, options, otherwise) => {
  const chosen = query().get(parameter) ?? otherwise;
  return html`
    <div class="choice" role="group" aria-label=${label}>
      ${options.map(([value, text]) => html`
        <button type="button" aria-pressed=${value === chosen ? 'true' : 'false'}
          @click=${() => filter({[parameter]: value === otherwise ? null : value})}>${text}</button>`)}
    </div>`;
};

/** Several of several, each with how many there are. */
export const toggles = (label, parameter, options) => {
  const chosen = query().getAll(parameter);
  return html`
    <div class="toggles" role="group" aria-label=${label}>
      ${options.map(([value, count, kind]) => html`
        <button type="button" data-level=${kind ?? nothing} aria-pressed=${chosen.includes(value) ? 'true' : 'false'}
          @click=${() => filter({[parameter]: chosen.includes(value) ? chosen.filter(each => each !== value) : [...chosen, value]})}>
          ${value} <b>${number(count)}</b></button>`)}
    </div>`;
};

export const select = (label, parameter, options, all) => html`
  <label class="select"><span class="sr">${label}</span>
    <select @change=${event => filter({[parameter]: event.target.value})}>
      <option value="" ?selected=${!query().get(parameter)}>${all}</option>
      ${options.map(value => html`<option value=${value} ?selected=${query().get(parameter) === value}>${visible(value, 60)}</option>`)}
    </select></label>`;

export const search = (label, parameter = 'q') => html`
  <form class="search" role="search" @submit=${event => {
    event.preventDefault();
    filter({[parameter]: event.target.elements.words.value.trim()});
  }}>
    <label class="sr" for="search-words">${label}</label>
    <input id="search-words" name="words" type="search" placeholder=${label} autocomplete="off" spellcheck="false"
      .value=${query().get(parameter) ?? ''} @search=${event => event.target.value === '' && filter({[parameter]: null})}>
  </form>`;

/** What narrows the view beyond the controls, each with a way to take it away. */
export const chips = parameters => {
  const here = query();
  const set = parameters.flatMap(name => here.getAll(name).map(value => [name, value]));
  return set.length === 0 ? nothing : html`
    <ul class="chips" aria-label="Filters">${set.map(([name, value]) => html`
      <li><span>${name}</span> ${visible(value, 60)}
        <button type="button" aria-label=${`Remove the filter ${name}`} @click=${() =>
          filter({[name]: here.getAll(name).filter(each => each !== value)})}>×</button></li>`)}</ul>`;
};

export const pages = (page, size, total) => {
  const last = Math.max(1, Math.ceil(total / size));
  const to = target => {
    const next = Object.fromEntries(new Set(query().keys()).values().map(name => [name, query().getAll(name)]));
    return link(location.pathname, {...next, page: target === 1 ? '' : target});
  };
  return last <= 1 ? nothing : html`
    <nav class="pages" aria-label="Pages">
      ${page > 1 ? html`<a href=${to(page - 1)} rel="prev">Previous</a>` : html`<span>Previous</span>`}
      <span aria-current="page">${number(page)} of ${number(last)}</span>
      ${page < last ? html`<a href=${to(page + 1)} rel="next">Next</a>` : html`<span>Next</span>`}
    </nav>`;
};
