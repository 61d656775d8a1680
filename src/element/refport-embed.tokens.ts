/** What the styles of the element's boxes have in common: colours of the page's own text, mixed down. */

/** Style sheets are plain text here; the name tells editors and the build (`vite.config.ts`) what is in it. */
export const css = String.raw;

export const tint = css`color-mix(in srgb, currentColor 9%, transparent)`;
export const line = css`color-mix(in srgb, currentColor 18%, transparent)`;
export const border = css`1px solid var(--refport-border, ${line})`;
export const radius = css`var(--refport-radius, 0.75em)`;
