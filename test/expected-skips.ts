/**
 * The tests that an engine or a machine cannot run, each with the reason. A test that is skipped and not listed here fails the run, and so does
 * a line here whose test was run after all: the list says what is not covered, no more and no less.
 */
import { LANGUAGES } from './backends/languages.js';
import type { Place } from './run/results.js';

export interface ExpectedSkip {
  /** The test's own title, without those of its suites. */
  test: string;
  /** `bundled` is the Chromium inside the npm package, beside what Chromium skips anyway. */
  engine: Place | 'bundled';
  reason: string;
  /** The machine decides whether the test is skipped. An engine that BROWSERS names has to run it; LANGUAGES is the same for languages. */
  onSomeMachines?: true;
}

const firefoxAndWebKit = (test: string, reason: string): ExpectedSkip[] => [
  { test, engine: 'firefox', reason },
  { test, engine: 'webkit', reason },
];

export const EXPECTED_SKIPS: readonly ExpectedSkip[] = [
  {
    test: 'lives when the visitor comes back to a page that the browser has not kept',
    engine: 'webkit',
    reason: 'WebKit keeps every page',
  },
  ...firefoxAndWebKit('freezes a hidden page, and thaws it', 'only Chromium can be told to freeze a page'),
  ...firefoxAndWebKit(
    'F12 · a page that was frozen asks when it is seen again, and not when it thaws',
    'only Chromium can be told to freeze a page',
  ),
  ...firefoxAndWebKit(
    'crashes a frame, and leaves the page alone',
    'only Chromium can be told to crash a frame',
  ),
  ...firefoxAndWebKit(
    'F28 · a portal whose process has crashed is there again after reload()',
    'only Chromium can be told to crash a frame',
  ),
  ...firefoxAndWebKit(
    'F20 · a prerendered page asks for token and frame when it is shown, not before',
    'only Chromium prerenders pages',
  ),
  {
    test: 'takes a page off the network, frames included, and back',
    engine: 'webkit',
    reason: 'WebDriver cannot take WebKit off the network',
  },
  {
    test: 'F11 · a token that expires offline is replaced when the network is back, in the same document',
    engine: 'webkit',
    reason: 'WebDriver cannot take WebKit off the network',
  },
  {
    test: 'F11 · a portal that could not be loaded offline is loaded when the network is back',
    engine: 'webkit',
    reason: 'WebDriver cannot take WebKit off the network',
  },
  { test: 'prints', engine: 'webkit', reason: 'WebDriver cannot print from WebKit' },
  {
    test: 'F22 · prints the link, and leaves the portal on the page as it was',
    engine: 'webkit',
    reason: 'WebDriver cannot print from WebKit',
  },
  ...firefoxAndWebKit(
    'B23 · by the browser’s own list, it may do clipboard-write more than a frame without attributes',
    'the engine tells no page what its permissions policy allows',
  ),
  {
    test: 'B10 · a toJSON that says what it likes: a portal in the same frame, a refresh, a new start, a sign-out',
    engine: 'webkit',
    reason: 'WebDriver puts the frames that it names through the page’s toJSON',
  },
  {
    test: 'B10 · a toJSON that throws: a portal in the same frame, a refresh, a new start, a sign-out',
    engine: 'webkit',
    reason: 'WebDriver puts the frames that it names through the page’s toJSON',
  },
  ...firefoxAndWebKit(
    'F17 · what is left behind, and an embed at work, count in the memory of the page',
    'only Chromium tells what a page has in memory',
  ),
  {
    test: 'keeps its portal when it is moved by moveBefore',
    engine: 'webkit',
    reason: 'WebKitGTK 2.50 has no moveBefore',
  },
  {
    test: 'follows the page when it is moved by moveBefore',
    engine: 'webkit',
    reason: 'WebKitGTK 2.50 has no moveBefore',
  },
  {
    test: 'the button has a border that can be seen, and words in the colour of words',
    engine: 'webkit',
    reason: 'WebKitGTK has no forced colours',
  },
  ...['light-phone', 'light-desktop', 'dark-phone', 'dark-desktop', 'forced-colors', 'print', 'arabic'].map(
    (picture) => ({
      test: `${picture} looks as it should`,
      engine: 'chromium' as const,
      reason: 'the pictures are set in DejaVu Sans, which is not here (npm run browsers)',
      onSomeMachines: true as const,
    }),
  ),
  ...LANGUAGES.map(({ name, packages }) => ({
    test: name,
    engine: 'node' as const,
    reason:
      packages.length > 0 ? 'is not installed: npm run languages' : 'is not installed, and not in Debian',
    onSomeMachines: true as const,
  })),
];
