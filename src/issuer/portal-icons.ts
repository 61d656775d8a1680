/** The portal's icons: drawn in the text's colour, and silent for a screen reader, because words stand beside each. */
import { html } from 'hono/html';
import type { Html } from './portal-document.js';

const icon = (shapes: Html): Html =>
  html`<svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
    ${shapes}
  </svg>`;

export const copyIcon = icon(
  html`<rect x="7" y="7" width="10" height="10" rx="2.5" />
    <path d="M13 4.5A2 2 0 0 0 11 3H5.5A2.5 2.5 0 0 0 3 5.5V11a2 2 0 0 0 1.5 2" />`,
);

export const copiedIcon = icon(html`<path d="m4 10.5 4 4 8-9" />`);

export const mailIcon = icon(
  html`<rect x="2.5" y="4.5" width="15" height="11" rx="2.5" /> <path d="m3.5 6.5 6.5 5 6.5-5" />`,
);
