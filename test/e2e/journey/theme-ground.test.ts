/**
 * No white box on a dark page: what a frame is painted on, by the pixels. A browser lets the page shine through a document that
 * paints nothing, if its colour scheme is the frame's; any other document gets an opaque ground of its own scheme.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { PNG } from 'pngjs';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { embedTag } from '../../support/world/small-host-files.js';
import { startSmallHost, type SmallHost } from '../../support/world/small-host.js';

type Theme = 'light' | 'dark';

/** How long two dozen frames may take to be drawn. */
const PATIENCE_MS = 20_000;

/** Colours of the page, which no browser paints by itself. */
const GROUND: Record<Theme, string> = { light: '#eeddcc', dark: '#112233' };

/** How a page tells that it is light or dark: in its style sheet, or on its root. */
interface Host {
  what: string;
  theme: Theme;
  css?: string;
  root?: string;
}

const hostsOn = (system: Theme): Host[] => [
  { what: `follows the ${system} system`, theme: system, css: 'color-scheme: light dark' },
  ...(['light', 'dark'] as const).flatMap((theme) => [
    { what: `declares ${theme}`, theme, css: `color-scheme: ${theme}` },
    { what: `wears ${theme}, and declares nothing`, theme, root: `data-theme="${theme}"` },
  ]),
];

/** Portals that paint nothing themselves, by their query, and the scheme that each has in a frame of this theme. */
const PORTALS: Record<string, (frame: Theme, own: { inWebKit: boolean; system: Theme }) => Theme> = {
  'follows&scheme=light dark': (frame) => frame,
  follows: (frame) => frame,
  'scheme=dark': () => 'dark',
  'drip&scheme=dark': () => 'dark', // its head arrives, its body later
  'scheme=light': () => 'light',
  'scheme=': () => 'light',
  // What a document prefers is its frame's scheme; in WebKit it is the system's.
  'scheme=light dark': (frame, { inWebKit, system }) => (inWebKit ? system : frame),
};

const CELLS = Object.keys(PORTALS).flatMap((query) =>
  (['auto', 'light', 'dark'] as const).map((attribute) => ({ query, attribute })),
);

for (const system of ['light', 'dark'] as const) {
  inEachEngine(
    `what a frame is painted on, on a ${system} system`,
    (browser) => {
      let host: SmallHost;
      let folder: string;
      before(async () => {
        host = await startSmallHost();
        folder = mkdtempSync(join(tmpdir(), 'ground-'));
      });
      after(() => {
        host.close();
        rmSync(folder, { recursive: true });
      });

      /** A page with an embed for each cell, in rows of three. */
      const open = async ({ theme, css = '', root = '' }: Host): Promise<Page> => {
        const embeds = CELLS.map(({ query, attribute }, n) =>
          embedTag(
            `${host.origins.portal}/portal?height=90&${query}&frame=${n}`,
            `id="embed-${n}" theme="${attribute}" min-height="90"`,
            '/token?held',
          ),
        );
        const style = `
          :root { background: ${GROUND[theme]}; ${css} }
          body { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; margin: 10px }
          refport-embed { block-size: 90px; overflow: clip }`;
        await browser().forgetVisitor(); // two dozen frames at a time are enough
        const page = await browser().newPage();
        await page.open(host.page({ root, body: `<style>${style}</style>${embeds.join('')}` }));
        return page;
      };

      /** What is in a corner of each embed, where nobody has anything to say: the page's ground, or a light or dark one. */
      async function grounds(page: Page, theme: Theme): Promise<Record<string, string>> {
        const path = join(folder, 'page.png');
        await page.screenshot(path);
        const corners = await page.evaluate(() =>
          Array.from(document.querySelectorAll('refport-embed'), (embed) => {
            const { right, top } = embed.getBoundingClientRect();
            return { x: Math.floor(right) - 5, y: Math.ceil(top) + 5 };
          }),
        );
        const { data, width } = PNG.sync.read(readFileSync(path));
        const found = corners.map(({ x, y }) => {
          const pixel = (y * width + x) * 4; // red, green, blue and alpha
          return `#${data.subarray(pixel, pixel + 3).toString('hex')}`;
        });
        const words = found.map((color) =>
          color === GROUND[theme]
            ? 'the page'
            : Number.parseInt(color.slice(1, 3), 16) > 128
              ? 'light'
              : 'dark',
        );
        return tableOf((n) => words[n] ?? 'nothing');
      }

      for (const page of hostsOn(system)) {
        const { what, theme } = page;
        it(`a page that ${what}`, async () => {
          const opened = await open(page);
          await opened.until(() =>
            Array.from(document.querySelectorAll('refport-embed'), ({ shadowRoot }) =>
              shadowRoot?.querySelector('iframe'),
            ).every((iframe) => iframe?.contentDocument === null),
          );
          const nothingYet = tableOf(() => 'the page');
          assert.deepEqual(await grounds(opened, theme), nothingYet, 'before the portals are ready');

          host.letGo();
          await opened.until(
            (count: number) => document.querySelectorAll('refport-embed:state(ready)').length === count,
            { args: [CELLS.length] },
          );
          const expected = tableOf((_, { query, attribute }) => {
            const frame = attribute === 'auto' ? theme : attribute;
            const scheme =
              PORTALS[query]?.(frame, { inWebKit: browser().engine === 'webkit', system }) ?? frame;
            return scheme === frame ? 'the page' : scheme;
          });
          let painted = await grounds(opened, theme);
          for (
            const end = Date.now() + PATIENCE_MS;
            Date.now() < end && !isDeepStrictEqual(painted, expected);
          ) {
            painted = await grounds(opened, theme); // a document of another process is drawn when that process comes to it
          }
          assert.deepEqual(painted, expected);
        });
      }
    },
    { dark: system === 'dark' },
  );
}

/** A value for each cell, by names that a failing test can print. */
const tableOf = (value: (n: number, cell: (typeof CELLS)[number]) => string): Record<string, string> =>
  Object.fromEntries(CELLS.map((cell, n) => [`${cell.query} in theme="${cell.attribute}"`, value(n, cell)]));
