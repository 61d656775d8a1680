/** Tells an end-to-end story once for each engine; an engine that this run leaves out shows up as skipped, not as silence. */
import { after, before, describe } from 'node:test';
import { ENGINES, enginesToRun } from './browsers.js';
import { launch, type Browser, type VisitorOptions } from './driver.js';

/** `story` declares its tests; the browser is there inside them, not before. */
export function inEachEngine(
  title: string,
  story: (browser: () => Browser) => void,
  options: VisitorOptions = {},
): void {
  const running = enginesToRun();
  for (const engine of ENGINES) {
    const skip = running.includes(engine) ? false : `no ${engine} in this run (npm run browsers)`;
    describe(`${title} · ${engine}`, { skip }, () => {
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
