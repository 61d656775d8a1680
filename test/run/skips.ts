/** Compares the tests that were skipped with the list of those that may be. */
import { EXPECTED_SKIPS, type ExpectedSkip } from '../expected-skips.js';
import { enginesToRun, isBundled, isRequired } from '../support/browser/browsers.js';
import { nameOf, type FileResult, type TestResult } from './results.js';

export interface Skips {
  expected: ReadonlyMap<TestResult, ExpectedSkip>;
  /** Tests that were skipped, and are not on the list. */
  unexpected: TestResult[];
  /** Lines of the list whose test was not skipped. */
  stale: ExpectedSkip[];
}

/** @param isWhole whether all files were run: a part of them says nothing of a line that no test has used */
export function compareSkips(results: readonly FileResult[], isWhole: boolean): Skips {
  const lines = EXPECTED_SKIPS.filter(
    ({ engine, onSomeMachines }) =>
      engine === 'node' ||
      ((engine === 'bundled' ? isBundled() : enginesToRun().includes(engine)) &&
        !(onSomeMachines && isRequired(engine))),
  );
  const expected = new Map<TestResult, ExpectedSkip>();
  const unexpected: TestResult[] = [];
  for (const test of results.flatMap(({ tests }) => tests).filter(({ outcome }) => outcome === 'skipped')) {
    const line = lines.find((candidate) => concerns(candidate, test));
    if (line) expected.set(test, line);
    else unexpected.push(test);
  }
  const used = new Set(expected.values());
  return {
    expected,
    unexpected,
    stale: isWhole ? lines.filter((line) => !line.onSomeMachines && !used.has(line)) : [],
  };
}

const concerns = ({ test, engine }: ExpectedSkip, skipped: TestResult): boolean =>
  (engine === 'bundled' ? 'chromium' : engine) === skipped.place && nameOf(skipped) === test;
