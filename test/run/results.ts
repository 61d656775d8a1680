/** What a test run has found out, whichever runner has run the tests. */
import { ENGINES, type Engine } from '../support/browser/browsers.js';

/** Where a test ran: in a browser, or in Node alone. */
export type Place = Engine | 'node';

export interface TestResult {
  file: string;
  place: Place;
  /** The titles of its suites and its own, outermost first. */
  title: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Why the test was skipped, in its own words; '' where the runner does not tell. */
  reason?: string;
  /** What went wrong, with the stack. */
  error?: string;
}

export interface FileResult {
  file: string;
  durationMs: number;
  tests: TestResult[];
}

/** What a test is called wherever it is named: in its engine, once. */
export const idOf = ({ file, place, title }: TestResult): string => `${file} · ${place} · ${title}`;

/** The test's own title, without those of its suites. */
export const nameOf = ({ title }: TestResult): string => title.split(' › ').at(-1) ?? title;

/** End-to-end suites end with the engine's name: `sleep · firefox`. */
export function placeOf(titles: readonly string[]): Place {
  return ENGINES.find((engine) => titles.some((title) => title.endsWith(` · ${engine}`))) ?? 'node';
}

export const failuresIn = (results: readonly FileResult[]): TestResult[] =>
  results.flatMap(({ tests }) => tests.filter(({ outcome }) => outcome === 'failed'));
