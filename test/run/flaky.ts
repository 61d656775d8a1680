/** In CI: tells tests that fail now and then from tests that are broken. */
import { failuresIn, idOf, type FileResult, type TestResult } from './results.js';

/**
 * Runs the files of failed tests once more, and names what passes then: each is a test to be mended. Until three runs in a row have
 * passed with nothing retried, such a test does not fail the run.
 *
 * @returns whether everything has passed the second time
 */
export async function passedAgain(
  failures: readonly TestResult[],
  run: (files: readonly string[]) => Promise<FileResult[]>,
): Promise<boolean> {
  console.log('\nOnce more, what failed:');
  const again = failuresIn(await run([...new Set(failures.map(({ file }) => file))])).map(idOf);
  for (const id of failures.map(idOf)) {
    console.log(`✗ ${again.includes(id) ? 'failed twice' : 'passed only the second time, mend it'}: ${id}`);
  }
  return again.length === 0;
}
