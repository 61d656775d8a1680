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

export const KNOWN_FLAKY: readonly KnownFlaky[] = [
  {
    test: 'a page that wears dark, and declares nothing',
    place: 'chromium',
    reason:
      'Chromium has lost the colour scheme of a frame, seen on a busy machine alone; the scheme is set earlier since, which nobody has seen fail yet',
  },
  {
    test: 'not when there is nothing to measure, and at once when there is',
    place: 'chromium',
    reason:
      'on a busy machine a frame that is displayed again has not told its height within 20 s; the cause is not understood',
  },
];
