import {LitElement, html, svg, nothing} from 'lit';
import {clusters, life, ticks} from './token-life.js';
import {captured, clock, count, duration, number, visible} from './words.js';

const AXIS = 26;
const LIFE = 44;
const LANE = 46;
const MAP = 30;
const SAYS = {issued: 'Issued', refreshed: 'Refreshed', used: 'Used', refused: 'Refused', revoked: 'Revoked', changed: 'Changed', after: 'Used after revocation', elsewhere: 'From elsewhere'};

/** The life of a token, to scale: a line for each origin, and what came after the revocation in the colour of alarm. */
class TokenTimeline extends LitElement {
  static properties = {timeline: {}, alert: {}, width: {state: true}, view: {state: true}, chosen: {state: true}};

  #watch = new ResizeObserver(([entry]) => { this.width = Math.floor(entry.contentRect.width); });

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.#watch.observe(this.querySelector('.plot'));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('timeline')) {
      this.life = life(this.timeline);
      const {whole, incident} = this.life;
      this.view = incident && (incident[1] - incident[0]) < 0.08 * (whole[1] - whole[0]) ? incident : whole;
      this.chosen = this.life.points.findLast(each => each.trigger) ?? this.life.points.at(-1);
    }
  }

  render() {
    const {points, grant} = this.life;
    return html`
      <section class="card timeline" aria-label="Token timeline">
        <div class="timeline-head">
          <h2>Token timeline</h2>
          <p class="summary">${this.#summary()}</p>
          ${points.length ? this.#controls() : nothing}
        </div>
        <div class="plot">${points.length === 0
          ? html`<p class="muted">This alert holds no event with a time of its own${grant ? '' : ', and the ledger knows no such token'}.</p>`
          : this.width ? this.#drawing() : nothing}</div>
        ${points.length ? html`${this.#legend()}${this.#detail()}` : nothing}
      </section>`;
  }

  #summary() {
    const {points, issued, expires, revoked, lastAfter, origins} = this.life;
    const uses = points.filter(each => each.what === 'used');
    const after = uses.filter(each => each.after);
    const networks = origins.filter(each => each.uses > 0).length;
    const says = [];
    if (issued !== undefined) says.push(html`Issued ${clock(issued, {seconds: false})}.`);
    if (uses.length) says.push(html` ${count(uses.length, 'use')} in evidence, from <strong>${count(networks, 'origin')}</strong>.`);
    if (revoked !== undefined) says.push(html` Revoked ${clock(revoked, {date: false})}.`);
    if (lastAfter !== undefined) {
      says.push(html` <strong class="alarm">${after.length ? `Used ${after.length === 1 ? 'once' : count(after.length, 'time')} after it, ` : 'Used after it, '}${after.length > 1 ? 'at latest ' : ''}${duration(lastAfter - revoked)} later.</strong>`);
    }
    const elsewhere = points.find(each => each.elsewhere);
    if (elsewhere) {
      const home = points.findLast(each => !each.trigger && each.t <= elsewhere.t && each.origin.key !== 'server') ?? points.find(each => !each.trigger && each.origin.key !== 'server');
      says.push(html` <strong class="alarm">${visible(elsewhere.origin.name, 40)}${home ? html`, ${duration(elsewhere.t - home.t)} ${elsewhere.t < home.t ? 'before' : 'after'} ${visible(home.origin.name, 40)}` : ''}.</strong>`);
    }
    if (expires !== undefined && revoked === undefined) says.push(html` Expires ${clock(expires, {seconds: false})}.`);
    return says;
  }

  #controls() {
    const {whole, incident} = this.life;
    const zoom = factor => {
      const middle = this.chosen && this.chosen.t >= this.view[0] && this.chosen.t <= this.view[1] ? this.chosen.t : (this.view[0] + this.view[1]) / 2;
      const span = Math.min(Math.max((this.view[1] - this.view[0]) * factor, 20), whole[1] - whole[0]);
      const share = (middle - this.view[0]) / (this.view[1] - this.view[0]);
      this.#show(middle - share * span, span);
    };
    const shift = share => this.#show(this.view[0] + share * (this.view[1] - this.view[0]), this.view[1] - this.view[0]);
    const is = view => view && Math.abs(view[0] - this.view[0]) < 1 && Math.abs(view[1] - this.view[1]) < 1 ? 'true' : 'false';
    return html`
      <div class="zoom" role="group" aria-label="What part of time to show">
        <button type="button" aria-pressed=${is(whole)} @click=${() => { this.view = whole; }}>Whole life</button>
        ${incident ? html`<button type="button" aria-pressed=${is(incident)} @click=${() => { this.view = incident; }}>Incident</button>` : nothing}
        <button type="button" aria-label="Earlier" @click=${() => shift(-0.4)}>←</button>
        <button type="button" aria-label="Zoom out" @click=${() => zoom(2)}>−</button>
        <button type="button" aria-label="Zoom in" @click=${() => zoom(0.5)}>+</button>
        <button type="button" aria-label="Later" @click=${() => shift(0.4)}>→</button>
      </div>`;
  }

  #show(from, span) {
    const [least, most] = this.life.whole;
    const start = Math.min(Math.max(from, least), Math.max(least, most - span));
    this.view = [start, Math.min(start + span, most)];
  }

  #drawing() {
    const {points, origins, whole} = this.life;
    const narrow = this.width < 620;
    const left = narrow ? 8 : 190;
    const right = this.width - 12;
    const x = t => left + ((t - this.view[0]) / (this.view[1] - this.view[0])) * (right - left);
    const lanes = origins.map((origin, index) => ({...origin, y: AXIS + LIFE + index * LANE + LANE / 2 + 6}));
    const bottom = AXIS + LIFE + origins.length * LANE + 12;
    const inView = Math.abs(this.view[1] - this.view[0] - (whole[1] - whole[0])) > 1;
    const height = bottom + (inView ? MAP + 8 : 0);
    return html`
      <svg class="drawing" width=${this.width} height=${height} viewBox="0 0 ${this.width} ${height}" role="group"
        aria-label="Events of the token in order of time; arrow keys go from one to the next" @keydown=${event => this.#key(event)}>
        <defs>
          <clipPath id="plot-area"><rect x=${left - 7} y="0" width=${right - left + 14} height=${bottom}></rect></clipPath>
          <pattern id="after-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="8"></line></pattern>
        </defs>
        ${this.#axis(x, left, right, bottom)}
        <g clip-path="url(#plot-area)">${this.#validity(x, left, right, bottom)}</g>
        ${lanes.map(lane => this.#lane(lane, left, right, narrow))}
        <g clip-path="url(#plot-area)">
          ${this.#path(points, lanes, x)}
          ${lanes.map(lane => clusters(points.filter(each => each.origin.key === lane.key), x, 11)
            .filter(each => each.x >= left - 10 && each.x <= right + 10)
            .map(cluster => this.#mark(cluster, lane)))}
        </g>
        ${inView ? this.#map(whole, points, left, right, bottom + 8) : nothing}
      </svg>`;
  }

  #axis(x, left, right, bottom) {
    const {step, list} = ticks(this.view, right - left, left > 100 ? 92 : 72);
    const days = this.view[1] - this.view[0] > 36 * 3_600_000;
    const text = t => days ? clock(t, {seconds: false}).slice(5) : clock(t, {date: false, seconds: step < 60_000, millis: step < 1_000});
    return svg`<g class="axis">
      ${list.map(t => svg`<line x1=${x(t)} x2=${x(t)} y1=${AXIS - 4} y2=${bottom}></line><text x=${x(t)} y="14" text-anchor="middle">${text(t)}</text>`)}
      ${left > 100 ? svg`<text class="day" x="0" y="14">${clock(this.view[0], {seconds: false}).slice(0, 10)} UTC</text>` : nothing}
    </g>`;
  }

  /** The bar of its validity: from issue to revocation or expiry, and what comes behind. */
  #validity(x, left, right, bottom) {
    const {issued, expires, revoked, lastAfter} = this.life;
    const y = AXIS + 10;
    const from = issued === undefined ? left : x(issued);
    const end = revoked ?? expires;
    const to = end === undefined ? right : Math.min(x(end), right + 20);
    return svg`
      ${revoked !== undefined ? svg`
        <rect class="after" x=${x(revoked)} y=${AXIS} width=${Math.max(0, right + 20 - x(revoked))} height=${bottom - AXIS}></rect>
        <rect fill="url(#after-hatch)" x=${x(revoked)} y=${y} width=${Math.max(0, Math.min(expires === undefined ? right + 20 : Math.max(x(expires), x(lastAfter ?? revoked)), right + 20) - x(revoked))} height="12"></rect>
        <line class="revoked-line" x1=${x(revoked)} x2=${x(revoked)} y1=${AXIS - 2} y2=${bottom}></line>` : nothing}
      <rect class="valid" x=${from} y=${y} width=${Math.max(2, to - from)} height="12" rx="3"></rect>
      ${issued !== undefined && x(issued) >= left - 1 && (revoked === undefined || x(revoked) - x(issued) > 56) ? svg`<text class="end" x=${x(issued)} y=${y + 27}>issued</text>` : nothing}
      ${revoked !== undefined && x(revoked) >= left && x(revoked) <= right ? svg`<text class="end alarm" x=${x(revoked) + (x(revoked) > right - 150 ? -6 : 6)} text-anchor=${x(revoked) > right - 150 ? 'end' : 'start'} y=${y + 27}>revoked ${clock(revoked, {date: false})}</text>` : nothing}
      ${revoked !== undefined && lastAfter !== undefined && x(lastAfter) - x(revoked) > 110 ? svg`
        <line class="reach" x1=${x(revoked)} x2=${x(lastAfter)} y1=${y + 6} y2=${y + 6}></line>
        <text class="reach-text" x=${(Math.max(x(revoked), left) + Math.min(x(lastAfter), right)) / 2} y=${y + 10} text-anchor="middle">${duration(lastAfter - revoked)} too long</text>` : nothing}
      ${expires !== undefined && revoked === undefined && x(expires) <= right ? svg`<text class="end" x=${x(expires)} y=${y + 27} text-anchor="end">expires</text>` : nothing}`;
  }

  #lane(lane, left, right, narrow) {
    const name = visible(lane.name, narrow ? 40 : 26);
    return svg`<g class=${lane.alarm ? 'lane alarm' : 'lane'}>
      <line x1=${left} x2=${right} y1=${lane.y} y2=${lane.y}></line>
      <text class="name" x=${narrow ? 8 : 0} y=${narrow ? lane.y - 14 : lane.y - 2}>${name}${narrow && lane.more ? ' · ' + visible(lane.more, 24) : ''}</text>
      ${narrow ? nothing : svg`<text class="more" x="0" y=${lane.y + 13}>${visible(lane.more, 28)}</text>`}
    </g>`;
  }

  /** The token's way from origin to origin. */
  #path(points, lanes, x) {
    const uses = points.filter(each => each.what === 'used' || each.what === 'refreshed' || each.what === 'issued');
    const y = each => lanes.find(lane => lane.key === each.origin.key).y;
    return uses.slice(1).map((each, index) => svg`
      <line class=${each.after || each.elsewhere ? 'hop alarm' : each.origin.key === uses[index].origin.key || uses[index].origin.key === 'server' || each.origin.key === 'server' ? 'hop' : 'hop jump'}
        x1=${x(uses[index].t)} y1=${y(uses[index])} x2=${x(each.t)} y2=${y(each)}></line>`);
  }

  #mark({x, points, trigger}, lane) {
    const [first] = points;
    const chosen = points.includes(this.chosen);
    const says = `${SAYS[first.kind] ?? first.what}${points.length > 1 ? `, ${points.length} times` : ''}, ${clock(first.t, {millis: true})}, ${visible(lane.name, 60)}`;
    return svg`<g class="mark" data-what=${first.kind} data-id=${first.id} transform="translate(${x} ${lane.y})" role="button" tabindex="0"
        aria-label=${says} aria-pressed=${chosen ? 'true' : 'false'} @click=${() => { this.chosen = first; }} @focus=${() => { this.chosen = first; }}>
      <title>${says}</title>
      <circle class="touch" r="14"></circle>
      ${chosen ? svg`<circle class="chosen" r="13"></circle>` : nothing}
      ${trigger ? svg`<circle class="trigger" r="10"></circle>` : nothing}
      ${shape(first.what)}
      ${points.length > 1 ? svg`<text class="many" y="-11" text-anchor="middle">${number(points.length)}</text>` : nothing}
    </g>`;
  }

  #map(whole, points, left, right, top) {
    const x = t => left + ((t - whole[0]) / (whole[1] - whole[0])) * (right - left);
    const to = event => {
      const box = event.currentTarget.getBoundingClientRect();
      const at = whole[0] + ((event.clientX - box.left) / box.width) * (whole[1] - whole[0]);
      const span = this.view[1] - this.view[0];
      this.#show(at - span / 2, span);
    };
    return svg`<g class="map" aria-hidden="true">
      <rect class="ground" x=${left} y=${top} width=${right - left} height=${MAP - 8} rx="4" @click=${to}></rect>
      ${points.map(each => svg`<line data-what=${each.kind} x1=${x(each.t)} x2=${x(each.t)} y1=${top + 4} y2=${top + MAP - 12}></line>`)}
      <rect class="window" x=${x(this.view[0])} y=${top} width=${Math.max(3, x(this.view[1]) - x(this.view[0]))} height=${MAP - 8} rx="4"></rect>
      ${left > 100 ? svg`<text x="0" y=${top + 15}>whole life, ${duration(whole[1] - whole[0])}</text>` : nothing}
    </g>`;
  }

  #legend() {
    const {points} = this.life;
    const kinds = [...new Set(points.map(each => each.kind))];
    return html`<ul class="legend" aria-label="Legend">
      ${kinds.map(kind => html`<li><svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true"><g class="mark" data-what=${kind}>${shape(kind === 'after' || kind === 'elsewhere' ? 'used' : kind)}</g></svg>${SAYS[kind] ?? kind}</li>`)}
      ${points.some(each => each.trigger) ? html`<li><svg width="22" height="22" viewBox="-11 -11 22 22" aria-hidden="true"><g class="mark"><circle class="trigger" r="9"></circle></g></svg>Completed a finding</li>` : nothing}
    </ul>`;
  }

  #detail() {
    const each = this.chosen;
    if (!each) return nothing;
    const before = this.life.points[this.life.points.indexOf(each) - 1];
    return html`
      <div class="event-detail" aria-live="polite">
        <h3><span data-what=${each.kind}>${SAYS[each.kind] ?? each.what}</span>
          <span class="mono">${clock(each.t, {millis: true})} UTC</span>
          ${before ? html`<span class="muted">${duration(each.t - before.t)} after the event before</span>` : nothing}</h3>
        <dl class="facts">
          ${Object.entries(each.fields).map(([name, value]) => html`<div><dt>${name}</dt><dd class="mono">${[value].flat().map((one, index) => html`${index ? ', ' : ''}<span title=${visible(one, 500)}>${captured(name, one, 160)}</span>`)}</dd></div>`)}
          ${each.roles.length ? html`<div><dt>evidence of</dt><dd>${[...new Set(each.roles.map(role => `${role.rule} (${role.role})`))].join(', ')}</dd></div>` : nothing}
          ${each.place ? html`<div><dt>kept at</dt><dd class="mono">${each.place}</dd></div>` : nothing}
        </dl>
      </div>`;
  }

  #key(event) {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const {points} = this.life;
    const next = points[points.indexOf(this.chosen) + step];
    if (!next) return;
    this.chosen = next;
    if (next.t < this.view[0] || next.t > this.view[1]) {
      const span = this.view[1] - this.view[0];
      this.#show(next.t - span / 2, span);
    }
    this.updateComplete.then(() => this.querySelector(`.mark[data-id="${CSS.escape(next.id)}"]`)?.focus());
  }
}
customElements.define('tw-token-timeline', TokenTimeline);

/** Each kind has a shape of its own: colour is never all that tells them apart. */
const shape = what => ({
  issued: svg`<path class="shape" d="M0-7 7 0 0 7-7 0z"></path>`,
  refreshed: svg`<path class="shape hollow" d="M0-6.5 6.5 0 0 6.5-6.5 0z"></path>`,
  used: svg`<circle class="shape" r="5.5"></circle>`,
  refused: svg`<path class="shape line" d="M-4.5-4.5 4.5 4.5M-4.5 4.5 4.5-4.5"></path>`,
  revoked: svg`<rect class="shape" x="-6" y="-6" width="12" height="12" rx="1.5"></rect>`,
  changed: svg`<path class="shape" d="M0-6.5 6.5 5.5h-13z"></path>`,
})[what] ?? svg`<circle class="shape hollow" r="4.5"></circle>`;
