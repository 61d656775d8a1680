/** Tells an end-to-end story once for each engine of this run. */
import { after, afterEach, before, describe } from 'node:test';
import { enginesToRun, type Engine } from './browsers.js';
import { launch, type Browser, type Page, type VisitorOptions } from './driver.js';

type Story = (browser: () => Browser) => void;

/** `story` declares its tests; the browser is there inside them, not before, and the pages of a test are closed with it. */
export function inEachEngine(title: string, story: Story, options: VisitorOptions = {}): void {
  inEngines(enginesToRun(), title, story, options);
}

/** The first engine of this run: for long tables about our own code, in which engines hardly differ. */
export function inOneEngine(title: string, story: Story): void {
  inEngines(enginesToRun().slice(0, 1), title, story, {});
}

function inEngines(engines: Engine[], title: string, story: Story, options: VisitorOptions): void {
  for (const engine of engines) {
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
