/** Every fault that the documentation promises something about has a test with its number, and every number is documented. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

const numbersIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, number = '']) => number);

const documented = numbersIn(readFileSync(join(project, 'docs/faults.md'), 'utf8'), /^\| (F\d+) /gm);

/** The numbers at the beginning of a title, be it written at the test or in a table of tests. */
const tested = new Set(
  readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => numbersIn(readFileSync(join(project, 'test', name), 'utf8'), /['"`](F\d+) · /g)),
);

describe('the faults', () => {
  it('are documented once each, all 31', () => {
    const numbers = Array.from({ length: 31 }, (_, n) => `F${n + 1}`);
    assert.deepEqual(new Set(documented), new Set(numbers));
    assert.equal(documented.length, numbers.length);
  });

  for (const number of documented) {
    it(`${number} has a test`, () => assert.ok(tested.has(number), `No title begins with "${number} · ".`));
  }

  it('that tests are named for are documented', () => {
    assert.deepEqual(
      [...tested].filter((number) => !documented.includes(number)),
      [],
    );
  });
});
