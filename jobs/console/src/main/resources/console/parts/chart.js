import {LitElement, html} from 'lit';

let library;

/**
 * A chart by ECharts, fetched when the first is shown, in the colours of the page. What it shows is said in `label` for those
 * who do not see it; the numbers themselves stand in a table or in words beside it.
 */
class Chart extends LitElement {
  static properties = {option: {attribute: false}, label: {}};

  #chart;
  #watch = new ResizeObserver(() => this.#chart?.resize());
  #theme = () => requestAnimationFrame(() => this.#draw());

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<div class="chart ${this.className.includes('small') ? 'small' : ''}" role="img" aria-label=${this.label}></div>`;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('tw-theme', this.#theme);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.#theme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('tw-theme', this.#theme);
    matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', this.#theme);
    this.#watch.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  async updated() {
    library ??= import('echarts');
    const echarts = await library;
    if (!this.isConnected) return;
    const box = this.querySelector('.chart');
    if (!this.#chart) {
      this.#chart = echarts.init(box, undefined, {renderer: 'canvas'});
      this.#watch.observe(box);
    }
    this.#draw();
  }

  #draw() {
    if (!this.#chart || !this.option) return;
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue('--' + name).trim();
    const axis = {
      axisLine: {lineStyle: {color: colour('line-strong')}}, axisTick: {show: false},
      axisLabel: {color: colour('muted'), fontSize: 11}, splitLine: {lineStyle: {color: colour('line')}},
    };
    const option = this.option(colour);
    this.#chart.setOption({
      animation: false,
      textStyle: {fontFamily: style.getPropertyValue('--font')},
      color: ['accent', 'high', 'good', 'medium', 'critical', 'low'].map(colour),
      grid: {left: 8, right: 14, top: 28, bottom: 4, containLabel: true},
      // Drawn, not made of markup: the policy of the page forbids that, and so no name in it can do harm.
      tooltip: {trigger: 'axis', renderMode: 'richText', backgroundColor: colour('raised'), borderColor: colour('line-strong'), textStyle: {color: colour('text'), fontSize: 12}},
      legend: {top: 0, right: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: {color: colour('muted'), fontSize: 11}},
      ...option,
      xAxis: [option.xAxis ?? {}].flat().map(each => ({...axis, ...each, axisLabel: {...axis.axisLabel, ...each.axisLabel}, splitLine: {show: false}})),
      yAxis: [option.yAxis ?? {}].flat().map(each => ({...axis, ...each, axisLine: {show: false}})),
    }, true);
  }
}
customElements.define('tw-chart', Chart);

/** Time along the bottom, in UTC. */
export const timeAxis = (extra = {}) => ({
  type: 'time',
  axisLabel: {hideOverlap: true, formatter: value => {
    const at = new Date(value).toISOString();
    return at.endsWith('T00:00:00.000Z') ? at.slice(5, 10) : at.slice(11, 16);
  }},
  ...extra,
});
