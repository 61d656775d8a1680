/**
 * Calm and small. Fonts and colours are the host page's own, mixed down where they should recede, so light and dark need no
 * rules of their own; sizes are in `em`, so they follow the text around. What a page sets for the portal (`page/look.ts`)
 * counts for our own boxes too.
 */
import { THEME_VARIABLES } from '../page/look.js';
import { border, css, line, radius, skeletonStyles, tint } from './skeleton.js';

const look = THEME_VARIABLES.map((name) => `var(${name}, none)`).join(' ');

const styles = css`
  :host {
    display: block;
    contain: layout style; /* what happens in here never moves anything out there but by our own height */
  }

  :host([hidden]),
  [hidden]:not(:focus-within) {
    display: none !important;
  }

  .embed {
    display: grid;
    grid-template: 1fr auto / minmax(0, 1fr);
    min-height: inherit;
    /* Nothing of this is seen: by its transitions we hear that the page's style sheets say something else. */
    --look: ${look};
    outline-color: light-dark(#000, #fff);
    transition:
      outline-color 1ms,
      --look 1ms;
    transition-behavior: allow-discrete; /* on its own: older browsers drop what they do not know */
  }

  /* Portal, or words in its place; words about a portal that is shown come below it. */
  .frames,
  .waiting + .notice {
    grid-area: 1 / 1;
  }

  .frames {
    position: relative;
    overflow: clip;
  }

  /* Loaded and laid out behind the words. Not visibility: hidden, which stops animation frames and observers in the frame. */
  .waiting {
    opacity: 0;
    pointer-events: none; /* inert is younger than some browsers that have the link alone */
  }

  iframe,
  ::slotted(iframe) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }

  ::slotted(iframe) {
    width: 100% !important; /* the page's own rules are for the moments before it is ours */
    height: 100% !important;
  }

  iframe[inert] {
    opacity: 0;
  }

  .notice {
    box-sizing: border-box;
    overflow-wrap: anywhere;
  }

  /* Nothing is said, so the link stands alone. Without a box around it: its way into one would count as a shift of the page. */
  .notice:not([part], .under) {
    display: contents;
  }

  .notice:not([part], .under) > * {
    grid-area: 1 / 1;
    align-self: start;
  }

  .words {
    color: var(--refport-muted);
    text-wrap: balance;
    word-break: auto-phrase; /* Japanese */
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: inherit;
    column-gap: 1.25em;
  }

  /* As high as the button beside it. A link without words stands where it stood before the script ran. */
  [part] > .ways > .link {
    padding-block: 0.5em;
  }

  button,
  .failed .link {
    margin-block-start: 1em;
  }

  .failed,
  .loading {
    display: flex;
    flex-direction: column;
  }

  /* In the room of the portal, but not so far down that it has to be looked for. */
  .failed {
    align-items: center;
    justify-content: center;
    max-block-size: 22em;
    padding: 2em 1.25em;
    border: ${border};
    border-radius: ${radius};
    text-align: center;
  }

  .failed .words {
    max-inline-size: 30em;
  }

  .link {
    display: block; /* hidden or not, while the focus is in it: whoever is about to follow the link still can */
  }

  .under {
    padding-block-start: 1em;
  }

  .loading {
    min-block-size: 18em;
    padding: clamp(1em, 4.5%, 2em); /* where the portal's own content will begin */
  }

  /* For the first seconds the words are for screen readers alone: a heading without words has their place. */
  .quiet .words {
    position: absolute;
    opacity: 0;
  }

  button {
    min-block-size: max(2.5em, 24px); /* a target for any finger: WCAG 2.2, 2.5.8 */
    min-inline-size: 24px;
    padding: 0.25em 1.125em;
    border: 1px solid ${line};
    border-radius: calc(${radius} * 0.7);
    background: var(--refport-accent, ${tint});
    /* Black or white, whichever reads better on an accent that the page has chosen; without one, the text around. */
    color: var(--refport-on-accent, oklch(from var(--refport-accent) clamp(0, (0.6 - l) * 1000, 1) 0 0));
    font: inherit;
    cursor: pointer;
  }

  button:hover {
    background-image: linear-gradient(${tint} 0 0);
  }

  button:focus-visible {
    outline: 2px solid var(--refport-accent, currentColor);
    outline-offset: 2px;
  }

  button[aria-disabled='true'] {
    cursor: progress;
    opacity: 0.6;
  }

  /* What takes long is seen to go on. Before that nothing moves: it is soon over, and on a page of a hundred embeds it costs. */
  @media (prefers-reduced-motion: no-preference) {
    .loading:not(.quiet) .skeleton,
    button[aria-disabled='true'] {
      animation: breathe 1.2s ease-in-out infinite alternate;
    }

    @keyframes breathe {
      from {
        opacity: 0.4;
      }
    }
  }

  /* Tints are gone, lines are loud: words say it better. */
  @media (forced-colors: active) {
    .skeleton {
      display: none;
    }

    .quiet .words {
      position: static;
      opacity: 1;
    }
  }

  @media print {
    :host {
      min-height: 0 !important;
    }

    .frames,
    .skeleton,
    [role],
    button {
      display: none;
    }

    .notice {
      all: unset;
    }

    .link[hidden] {
      display: block !important;
    }
  }
`;

let sheet: CSSStyleSheet | undefined;

/** One for all the elements of a page. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(skeletonStyles + styles); // the last word is about paper and forced colours
  }
  return sheet;
}
