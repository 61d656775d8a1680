/**
 * Everything that the element can look like, compared with pictures that somebody has looked at and liked: `baselines/`.
 *
 * `UPDATE_BASELINES=1 npx tsx --test test/visual/states.test.ts` takes them anew: look at each before you commit it. What a
 * failed run has seen is in `actual/`.
 */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { signIn } from '../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../support/world/watched-demo.js';
import { enginesToRun } from '../support/browser/browsers.js';
import { compare, type Difference } from './compare.js';
import { hasFont, openGallery, placesOf, type Place } from './gallery.js';
import { openStudio, type Circumstances, type Studio } from './studio.js';

const PHONE = 390;
const DESKTOP = 1000;

const PICTURES: Record<string, Record<string, Circumstances>> = {
  en: {
    'light-phone': { width: PHONE },
    'light-desktop': { width: DESKTOP },
    'dark-phone': { width: PHONE, dark: true },
    'dark-desktop': { width: DESKTOP, dark: true },
    'forced-colors': { width: DESKTOP, forcedColors: true },
    print: { width: DESKTOP, print: true },
  },
  ar: { arabic: { width: DESKTOP } },
};

/** What the page reserves for each embed: no state is higher than that, or something on the page would move. */
const RESERVED = 300;

if (enginesToRun().includes('chromium')) describe('looks · chromium', looks);

function looks(): void {
  let demo: WatchedDemo;
  let studio: Studio;
  before(async () => {
    demo = await startWatchedDemo();
    studio = await openStudio();
    await signIn(studio.page, demo, 'alice');
  });
  after(async () => {
    await studio.close();
    await demo.close();
  });

  for (const [lang, pictures] of Object.entries(PICTURES)) {
    it(`no state moves what is on the page · ${lang}`, async () => {
      await studio.arrange({ width: 320 });
      assert.deepEqual(await openGallery(studio.page, demo.origins.host, lang), [RESERVED]);
    });

    for (const [name, circumstances] of Object.entries(pictures)) {
      it(`${name} looks as it should`, async (test) => {
        if (!(await hasFont(studio.page)))
          return test.skip('the pictures are set in DejaVu Sans, which is not here (npm run browsers)');
        await studio.arrange(circumstances);
        const actual = await studio.picture();
        if (process.env['UPDATE_BASELINES']) return save('baselines', name, actual);
        const difference = compare(await readFile(fileOf('baselines', name)), actual);
        if (difference) await save('actual', name, actual);
        assert.equal(
          difference && describeDifference(difference, await placesOf(studio.page), name),
          undefined,
        );
      });
    }
  }
}

const fileOf = (folder: string, name: string): URL => new URL(`${folder}/${name}.png`, import.meta.url);

async function save(folder: string, name: string, picture: Buffer): Promise<void> {
  await mkdir(new URL(`${folder}/`, import.meta.url), { recursive: true });
  await writeFile(fileOf(folder, name), picture);
}

function describeDifference({ left, top, right, bottom }: Difference, places: Place[], name: string): string {
  const states = places.filter((place) => place.top < bottom && place.bottom > top).map(({ title }) => title);
  return `between (${left}, ${top}) and (${right}, ${bottom}), at ${states.join(', ')}: see test/visual/actual/${name}.png`;
}
