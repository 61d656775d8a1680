/** Tells an end-to-end story once for each engine of this run. */
import { after, afterEach, before, describe } from 'node:test';
import { enginesToRun } from './browsers.js';
import { launch, type Browser, type Page, type VisitorOptions } from './driver.js';

/** `story` declares its tests; the browser is there inside them, not before, and the pages of a test are closed with it. */
export function inEachEngine(
  title: string,
  story: (browser: () => Browser) => void,
  options: VisitorOptions = {},
): void {
  for (const engine of enginesToRun()) {
    describe(`${title} · ${engine}`, () => {
      let browser: Browser | undefined;
      before(async () => {
        browser = await launch(engine, options);
      });
      after(() => browser?.close());
      const pages = new Set<Page>();
      afterEach(async () => {
        await Promise.all(Array.from(pages, (page) => page.close().catch(() => undefined))); // it may be gone
        pages.clear();
      });
      story(() => {
        if (!browser) throw new Error('The browser is there inside tests only.');
        const { newPage } = browser;
        return {
          ...browser,
          async newPage() {
            const page = await newPage();
            pages.add(page);
            return page;
          },
        };
      });
    });
  }
}
