/** The demo's gallery of states (`/states`) as the pictures show it: every embed in its state, and nothing that varies. */
import type { Page } from '../support/browser/driver.js';

/** Every fontconfig of Debian and its relatives comes with it, and it has Latin and Arabic letters. */
const FONT = 'DejaVu Sans';

/**
 * The portals are not in the picture: they are other people's, and have tests of their own. Letters are placed exactly, and not
 * by whole pixels, which is up to the machine; buttons need to be told so themselves.
 */
const ARRANGEMENT = `
  :root { font-family: '${FONT}' !important }
  :root, refport-embed::part(retry) { text-rendering: geometricPrecision }
  header, h1, form, figure:has(#state-ready) { display: none !important }
  figcaption { font-size: 0 }
  figcaption strong { font-size: 14px }
  refport-embed::part(frame) { visibility: hidden }
`;

/** Before the first words, the first words, and the three changes that come with time. Then nothing is about to change. */
const STEPS_MS = [100, 100, 3_900, 6_100, 4_300];

/** Where a state is on the page. */
export interface Place {
  title: string;
  top: number;
  bottom: number;
}

/** Opens the gallery, and answers how high the embeds were on the way into their states. */
export async function openGallery(page: Page, host: string, lang: string): Promise<number[]> {
  await page.open(`${host}/states?${new URLSearchParams({ lang, width: 'desktop' })}`);
  await page.evaluate((css: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, ARRANGEMENT);
  // By real time: a portal has come and gone, and the words have come.
  await page.until(
    () =>
      document.querySelector<HTMLElementTagNameMap['refport-embed']>('#state-expired')?.error &&
      document.querySelector('#state-retry')?.shadowRoot?.querySelector('button[aria-disabled="true"]'),
  );
  const heights = new Set<number>();
  for (const ms of STEPS_MS) {
    const now = await page.evaluate(async (time: number) => {
      await window.passTime(time);
      return Array.from(document.querySelectorAll('refport-embed:not(#state-ready)'), (embed) =>
        Math.round(embed.getBoundingClientRect().height),
      );
    }, ms);
    for (const height of now) heights.add(height);
  }
  return Array.from(heights);
}

export const placesOf = (page: Page): Promise<Place[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('figure'), (figure) => {
      const { top, bottom } = figure.getBoundingClientRect();
      return { title: figure.querySelector('strong')?.textContent ?? '', top, bottom };
    }),
  );

/** Whether letters look the same here as in the pictures. */
export const hasFont = (page: Page): Promise<boolean> =>
  page.evaluate((font: string) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    const width = (family: string): number | undefined => {
      if (context) context.font = `40px ${family}`;
      return context?.measureText('Referral portal').width;
    };
    return ['serif', 'monospace'].some((other) => width(`'${font}', ${other}`) !== width(other));
  }, FONT);
