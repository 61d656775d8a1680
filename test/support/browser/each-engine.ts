/** Tells an end-to-end story once for each engine of this run. */
import { after, before, describe } from 'node:test';
import { enginesToRun } from './browsers.js';
import { launch, type Browser, type VisitorOptions } from './driver.js';

/** `story` declares its tests; the browser is there inside them, not before. */
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
      story(() => {
        if (!browser) throw new Error('The browser is there inside tests only.');
        return browser;
      });
    });
  }
}
