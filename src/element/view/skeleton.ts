/** What stands in for a portal while it loads, and looks like one: a heading, three figures, a link with its button, a table. */
import { html } from 'lit/html.js';

/** Style sheets are plain text here; the name tells editors and the build (`vite.config.ts`) what is in it. */
export const css = String.raw;

// What the styles of the boxes have in common: colours of the page's own text, mixed down.
export const tint = css`color-mix(in srgb, currentColor 9%, transparent)`;
export const line = css`color-mix(in srgb, currentColor 18%, transparent)`;
export const border = css`1px solid var(--refport-border, ${line})`;
export const radius = css`var(--refport-radius, 0.75em)`;

/** Their tags are what the styles know them by. */
export const skeleton = html`<div class="skeleton" aria-hidden="true">
  <b></b><i></i><i></i><i></i><u></u><u></u><s></s><s></s><s></s><s></s><s></s><s></s>
</div>`;

export const skeletonStyles = css`
  .quiet b {
    block-size: 1lh;
  }

  .skeleton {
    display: grid;
    flex: 1 1 0; /* as much of it as there is room for */
    grid-template-columns: repeat(6, 1fr);
    align-content: start;
    gap: 1.25em;
    min-block-size: 0;
    overflow: clip;
    mask: linear-gradient(#000 40%, #0000);
  }

  b,
  :is(i, s)::before,
  :is(i, s)::after {
    border-radius: 1em;
    background: ${tint};
    content: '';
  }

  :is(i, s)::before,
  :is(i, s)::after {
    block-size: 0.75em;
    inline-size: 35%;
  }

  b {
    grid-column: 1 / -1;
    inline-size: min(16em, 60%);
  }

  /* Figures: what, and how many. */
  i {
    display: grid;
    grid-column: span 2;
    gap: 1em;
    padding: 1.25em 1em;
    border: ${border};
    border-radius: ${radius};
  }

  i::after {
    block-size: 1.25em;
    inline-size: min(6em, 75%);
  }

  /* A link, and a button to copy it. */
  u {
    grid-column: span 4;
    block-size: 2.75em;
    border: ${border};
    border-radius: ${radius};
  }

  u + u {
    grid-column: span 2;
    border-color: transparent;
    background: ${tint};
  }

  /* A table. */
  s {
    display: flex;
    grid-column: 1 / -1;
    justify-content: space-between;
    padding-block-start: 1.25em;
    border-block-start: ${border};
  }

  s::after {
    inline-size: 15%;
  }
`;
