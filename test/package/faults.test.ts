/** Every fault that the documentation promises something about has a test with its number, and every number is documented. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXPECTED_SKIPS } from '../expected-skips.js';
import { ENGINES } from '../support/browser/browsers.js';
import { withCoreTable } from './write-core-table.js';

const project = fileURLToPath(new URL('../..', import.meta.url));

const numbersIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, number = '']) => number);

const documented = numbersIn(readFileSync(join(project, 'docs/faults.md'), 'utf8'), /^\| (F\d+) /gm);

/** Titles that begin with a number, be they written at the test or in a table of tests. */
const titles = readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .flatMap((name) => numbered(readFileSync(join(project, 'test', name), 'utf8')));

const tested = new Set(titles.filter((title) => runsSomewhere(title, EXPECTED_SKIPS)).map(numberOf));

describe('the faults', () => {
  it('are documented once each, all 31', () => {
    const numbers = Array.from({ length: 31 }, (_, n) => `F${n + 1}`);
    assert.deepEqual(new Set(documented), new Set(numbers));
    assert.equal(documented.length, numbers.length);
  });

  for (const number of documented) {
    it(`${number} has a test`, () =>
      assert.ok(tested.has(number), `No test that runs has a title that begins with "${number} · ".`));
  }

  it('that tests are named for are documented', () => {
    assert.deepEqual(
      titles.filter((title) => !documented.includes(numberOf(title))),
      [],
    );
  });

  it('do not count as tested where every engine skips the test', () => {
    const test = 'F1 · a test';
    const skips = ENGINES.map((engine) => ({ test, engine, reason: 'as an example' }));
    assert.deepEqual(
      [skips, skips.slice(1)].map((some) => runsSomewhere(test, some)),
      [false, true],
    );
  });

  it('and what follows from what are printed as the code has it: npm run faults', async () => {
    const written = readFileSync(join(project, 'docs/faults.md'), 'utf8');
    assert.equal(written, await withCoreTable(written));
  });
});

function numbered(source: string): string[] {
  return [...source.matchAll(/(['"`])(F\d+ · .*?)\1/g)].map(([, , title = '']) => title);
}

function numberOf(title: string): string {
  return title.split(' ')[0] ?? '';
}

function runsSomewhere(title: string, skips: typeof EXPECTED_SKIPS): boolean {
  return ENGINES.some((each) => !skips.some(({ test, engine }) => test === title && engine === each));
}
