import {svg, html} from 'lit';

// 20 × 20, drawn with the stroke of the text's colour.
const PATHS = {
  queue: svg`<path d="M3 5h14M3 10h14M3 15h9"/>`,
  timeline: svg`<path d="M2 10h16"/><circle cx="5" cy="10" r="2"/><circle cx="11" cy="10" r="2"/><path d="M16 6v8"/>`,
  client: svg`<rect x="3" y="4" width="14" height="12" rx="2"/><path d="M3 8h14M7 12h6"/>`,
  ledger: svg`<path d="M5 3h9l2 2v12H5zM8 8h5M8 11h5M8 14h3"/>`,
  replay: svg`<path d="M4 10a6 6 0 1 0 2-4.5M4 3v4h4"/>`,
  rules: svg`<path d="M3 16V9M8 16V4M13 16v-5M18 16H2"/>`,
  quiet: svg`<path d="M5 8a5 5 0 0 1 10 0v4l2 2H3l2-2zM8 17h4M3 3l14 14"/>`,
  dashboard: svg`<path d="M3 13a7 7 0 0 1 14 0M10 13l3-4M3 16h14"/>`,
  warning: svg`<path d="M10 3 2 17h16zM10 8v4M10 14.5v.5"/>`,
  calm: svg`<circle cx="10" cy="10" r="7"/><path d="m7 10 2 2 4-4"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.5"/><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5 6 6M14 14l1.5 1.5M15.5 4.5 14 6M6 14l-1.5 1.5"/>`,
  moon: svg`<path d="M16 12.5A7 7 0 0 1 7.5 4 6.5 6.5 0 1 0 16 12.5z"/>`,
  out: svg`<path d="M8 3H4v14h4M12 6l4 4-4 4M16 10H8"/>`,
  open: svg`<path d="m7 5 5 5-5 5"/>`,
  search: svg`<circle cx="9" cy="9" r="5"/><path d="m13 13 4 4"/>`,
  check: svg`<path d="m4 10 4 4 8-8"/>`,
  copy: svg`<rect x="7" y="7" width="10" height="10" rx="1.5"/><path d="M13 7V3H3v10h4"/>`,
};

export const icon = name => html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${PATHS[name]}</svg>`;
