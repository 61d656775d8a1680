/**
 * The tests that may fail the first time in CI and pass the second. Every other test that needs a second try fails the run. A line is a
 * debt: it says why the test cannot be made dependable yet.
 */
import type { Place } from './run/results.js';

export interface KnownFlaky {
  /** The test's own title, without those of its suites. */
  test: string;
  place: Place;
  reason: string;
}

export const KNOWN_FLAKY: readonly KnownFlaky[] = [];
