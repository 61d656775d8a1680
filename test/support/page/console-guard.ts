/**
 * Loaded into every page of tests, before the tests: an error on the console that no test has announced fails the test that
 * runs. (Uncaught errors and unhandled rejections do so by themselves.)
 */
const announced: RegExp[] = [];

console.error = (...values: unknown[]) => {
  const message = values.map(String).join(' ');
  if (announced.some((pattern) => pattern.test(message))) return;
  reportError(new Error(`Unexpected console.error: ${message}`));
};

/** From now on, errors that match are expected in this test file, and no news to who runs it. */
export function announceConsoleErrors(...patterns: RegExp[]): void {
  announced.push(...patterns);
}
