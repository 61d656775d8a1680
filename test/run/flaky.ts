/** In CI: tells tests that fail now and then from tests that are broken. */
import { KNOWN_FLAKY } from '../known-flaky.js';
import { failuresIn, idOf, nameOf, type FileResult, type TestResult } from './results.js';

/**
 * Runs the files of failed tests once more, and names each test that passes then. Only those that `test/known-flaky.ts` lists are forgiven.
 *
 * @returns whether every failed test passed the second time and is listed
 */
export async function areForgiven(
  failures: readonly TestResult[],
  run: (files: readonly string[]) => Promise<FileResult[]>,
): Promise<boolean> {
  console.log('\nOnce more, what failed:');
  const again = failuresIn(await run([...new Set(failures.map(({ file }) => file))]));
  const broken = new Set(again.map(idOf));
  const flaky = failures.filter((test) => !broken.has(idOf(test)));
  for (const id of broken) console.log(`✗ failed the second time: ${id}`);
  for (const test of flaky) {
    console.log(
      `✗ passed the second time, ${reasonFor(test) ?? 'and is not in test/known-flaky.ts'}: ${idOf(test)}`,
    );
  }
  return broken.size === 0 && flaky.every((test) => reasonFor(test) !== undefined);
}

const reasonFor = (failure: TestResult): string | undefined =>
  KNOWN_FLAKY.find(({ test, place }) => place === failure.place && test === nameOf(failure))?.reason;
