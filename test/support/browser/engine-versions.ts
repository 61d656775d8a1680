/** Starts every engine of this run once and prints its version: a log should say what was tested. */
import { enginesToRun, installations } from './browsers.js';
import { launch } from './driver.js';

for (const engine of enginesToRun()) {
  const browser = await launch(engine);
  console.log(`${engine}: ${browser.version} (${installations()[engine]?.source})`);
  await browser.close();
}
