/** A reporter of web-test-runner: sends what each file has come to in each engine to the process that started the run. */
import { relative } from 'node:path';
import type { Reporter, TestResultError, TestSession, TestSuiteResult } from '@web/test-runner';
import type { Engine } from '../support/browser/browsers.js';
import type { FileResult, TestResult } from './results.js';

export function pageReporter(send: (result: FileResult) => void): Reporter {
  const startedAt = new Map<string, number>();
  const beginning = performance.now(); // the first sessions start before they can be heard
  return {
    start({ sessions }) {
      sessions.on('session-status-updated', (session) => {
        if (session.status === 'INITIALIZING') startedAt.set(session.id, performance.now());
        if (session.status !== 'FINISHED') return;
        send(resultOf(session, performance.now() - (startedAt.get(session.id) ?? beginning)));
      });
    },
  };
}

function resultOf(session: TestSession, durationMs: number): FileResult {
  const file = relative(process.cwd(), session.testFile);
  const { name } = session.browser;
  const place = (name === 'Chrome' ? 'chromium' : name.toLowerCase()) as Engine;
  const tests: TestResult[] = testsIn(session.testResults).map((test) => ({ file, place, ...test }));
  // What fails outside of any test: a file that does not load, an exception that nobody caught.
  const errors = session.errors.map(inFull);
  if (tests.length === 0 && errors.length === 0) errors.push('The file holds no test.');
  for (const error of errors) tests.push({ file, place, title: '(the file)', outcome: 'failed', error });
  return { file, durationMs, tests };
}

/** Firefox and WebKit leave the message out of the stack, and web-test-runner may. */
function inFull({ message, stack = '', expected, actual }: TestResultError): string {
  const difference = expected === undefined ? '' : `\nexpected: ${expected}\nactual: ${actual}`;
  return `${stack.includes(message) ? '' : `${message}\n`}${stack}${difference}`;
}

type Outcome = Pick<TestResult, 'title' | 'outcome' | 'error'>;

function testsIn(suite: TestSuiteResult | undefined): Outcome[] {
  if (!suite) return [];
  return [
    ...suite.tests.map(({ name, passed, skipped, error }): Outcome => ({
      title: name,
      outcome: skipped ? 'skipped' : passed ? 'passed' : 'failed',
      ...(error && { error: inFull(error) }),
    })),
    ...suite.suites.flatMap((inner) =>
      testsIn(inner).map((test) => ({ ...test, title: `${inner.name} › ${test.title}` })),
    ),
  ];
}
