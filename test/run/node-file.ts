/** Runs one file of node:test in a process of its own. */
import { run } from 'node:test';
import { inspect } from 'node:util';
import { placeOf, type FileResult, type TestResult } from './results.js';

const LONGEST_MS = 10 * 60_000;

interface Report {
  name: string;
  nesting: number;
  skip?: string | boolean;
  details: { type?: string; error?: Error & { failureType?: string } };
}

export async function runNodeFile(file: string): Promise<FileResult> {
  const start = performance.now();
  const tests: TestResult[] = [];
  const titles: string[] = [];
  let output = '';

  const add = ({ name, nesting, skip, details }: Report, outcome: TestResult['outcome']): void => {
    const path = [...titles.slice(0, nesting), name];
    const { error } = details;
    tests.push({
      file,
      place: placeOf(path),
      title: path.join(' › '),
      outcome,
      ...(outcome === 'skipped' && { reason: typeof skip === 'string' ? skip : '' }),
      ...(error && { error: inspect(error.cause ?? error) }),
    });
  };

  for await (const { type, data } of run({ files: [file], timeout: LONGEST_MS })) {
    if (type === 'test:stdout' || type === 'test:stderr') output += data.message;
    if (type === 'test:start') titles[data.nesting] = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const report = data as Report;
    const isSuite = report.details.type === 'suite';
    if (report.skip !== undefined) add(report, 'skipped');
    else if (type === 'test:pass' && !isSuite) add(report, 'passed');
    // A suite fails with its tests, which have been told; it fails by itself when a hook throws.
    else if (type === 'test:fail' && report.details.error?.failureType !== 'subtestsFailed')
      add(report, 'failed');
  }
  const failed = tests.find(({ outcome }) => outcome === 'failed');
  if (failed && output) failed.error += `\n--- printed by the file ---\n${output}`;
  return { file, durationMs: performance.now() - start, tests };
}
