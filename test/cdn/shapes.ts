/** The four shapes of the snippet, as a page writes them and as filters leave them, and what a visitor then has of each. */
import { readFileSync } from 'node:fs';
import type { Origins } from '../../demo/pages/snippet.js';
import type { Frame } from '../support/browser/driver.js';

/**
 * a: `<refport-embed>` · b: `<div data-refport-embed>` · c: the script alone · d: `<a data-refport-embed>`
 * (docs/embedding.md)
 */
export type Shape = 'a' | 'b' | 'c' | 'd';

/** A portal that is ready, with no more than one embed for it; or a link that can be seen and leads to the portal; or neither. */
export type Outcome = 'works' | 'link' | 'nothing';

export const LINK = '<a href="/api/portal">Open your referral portal</a>';

/** Settings that these hosts need, as attributes of a placeholder. */
export const dataOf = ({ portal }: Origins): string =>
  `data-token-endpoint="/token" data-portal-url="${portal}/portal" data-token-delivery="channel"`;

/** What the site-wide script has to say, so that content may name the addresses of these hosts. */
export const allowing = ({ host, portal }: Origins): string => `data-refport-allow="${host}/token ${portal}"`;

/** What came out of a filter (`test/fixtures/sanitised`), shape by shape, with the addresses of these hosts. */
export function sanitised(
  place: string,
  { cdn, portal }: Origins,
  script = 'refport-embed.js',
): Record<Shape, string> {
  const file = readFileSync(new URL(`../fixtures/sanitised/${place}.html`, import.meta.url), 'utf8');
  const [, ...parts] = file
    .replaceAll('https://portal.example', portal)
    .replaceAll('https://cdn.example/refport-embed.js', `${cdn}/${script}`)
    .split(/^<!-- shape ([abcd]) -->$/m);
  return Object.fromEntries(
    parts.flatMap((part, n) => (n % 2 === 0 ? [[part, parts[n + 1]]] : [])),
  ) as Record<Shape, string>;
}

/** Each in a section of its own, so that one page tells about all of them. */
export const sections = (shapes: Partial<Record<Shape, string>>): string =>
  Object.entries(shapes)
    .map(([shape, markup]) => `<section id="${shape}">${markup}</section>`)
    .join('');

/** What the visitor has in each section, as soon as the page is complete, nothing is under way, and portals have their height. */
export async function outcomesOf(page: Frame): Promise<Record<string, Outcome>> {
  await page.until(
    () =>
      document.readyState === 'complete' &&
      [...document.querySelectorAll('refport-embed')].every(
        ({ status, shadowRoot }) =>
          status === undefined ||
          status === 'failed' ||
          (status === 'ready' && (shadowRoot?.querySelector('iframe')?.clientHeight ?? 0) > 0),
      ),
  );
  return page.evaluate(async () => {
    const outcomes: Record<string, Outcome> = {};
    // The status is there a moment before what it looks like.
    for (const embed of document.querySelectorAll('refport-embed')) await embed.updateComplete;
    for (const section of document.querySelectorAll('section')) {
      const [embed, ...more] = section.querySelectorAll('refport-embed');
      const frame = embed?.shadowRoot?.querySelector('iframe');
      const [link, ...others] = section.querySelectorAll('a');
      const isShown = (element: Element | null | undefined): boolean =>
        element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) === true &&
        element.getBoundingClientRect().height > 0;
      if (more.length > 0 || others.length > 0) throw new Error(`Too much in ${section.outerHTML}`);
      if (isShown(frame) && !isShown(link)) outcomes[section.id] = 'works';
      else if (isShown(link) && link?.pathname === '/api/portal') outcomes[section.id] = 'link';
      else outcomes[section.id] = 'nothing';
    }
    return outcomes;
  });
}
