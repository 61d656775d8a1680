/** What a person reads of a test run: a line for each file, failures in full, and a table at the end. */
import type { ExpectedSkip } from '../expected-skips.js';
import { ENGINES, engineSources } from '../support/browser/browsers.js';
import { failuresIn, type FileResult, type TestResult } from './results.js';

const of = (tests: readonly TestResult[], outcome: TestResult['outcome']): number =>
  tests.filter((test) => test.outcome === outcome).length;

export function fileLine({ file, durationMs, tests }: FileResult): string {
  const failed = of(tests, 'failed');
  const skipped = of(tests, 'skipped');
  const places = [...new Set(tests.map(({ place }) => place))].join(', ');
  const counts = [
    `${of(tests, 'passed')} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
  return `${failed > 0 ? '✗' : '✓'} ${file}  ${places}  ${counts}  ${(durationMs / 1000).toFixed(1)} s`;
}

export function failuresInFull(results: readonly FileResult[]): string {
  return failuresIn(results)
    .map(({ file, place, title, error }) => `\n✗ ${file} · ${place}\n  ${title}\n${indented(error ?? '')}`)
    .join('\n');
}

const indented = (text: string): string => text.replaceAll(/^/gm, '    ');

export function slowestFiles(results: readonly FileResult[], count: number): string {
  return results
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, count)
    .map(({ file, durationMs, tests }) => {
      const places = [...new Set(tests.map(({ place }) => place))].join(', ');
      return `  ${(durationMs / 1000).toFixed(1).padStart(6)} s  ${file}  ${places}`;
    })
    .join('\n');
}

export function table(results: readonly FileResult[], skips: ReadonlyMap<TestResult, ExpectedSkip>): string {
  const tests = results.flatMap((result) => result.tests);
  const rows = (['node', ...ENGINES] as const).map((place) => {
    const here = tests.filter((test) => test.place === place);
    const counts = (['passed', 'failed', 'skipped'] as const).map((outcome) => String(of(here, outcome)));
    const source = place === 'node' ? process.version : engineSources()[place];
    return [place, ...counts, source] as const;
  });
  const lines = [['', 'passed', 'failed', 'skipped', ''] as const, ...rows].map(
    ([place, passed, failed, skipped, source]) =>
      `${place.padEnd(10)}${passed.padStart(8)}${failed.padStart(8)}${skipped.padStart(9)}  ${source}`.trimEnd(),
  );
  const reasons = [...skips].map(([{ place, title }, { reason }]) => `  ${place} · ${title}: ${reason}`);
  return [...lines, ...(reasons.length > 0 ? ['Skipped:', ...reasons.toSorted()] : [])].join('\n');
}

/** One line that a machine can read too. */
export function totals(results: readonly FileResult[]): string {
  const tests = results.flatMap((result) => result.tests);
  return `${of(tests, 'passed')} passed, ${of(tests, 'failed')} failed, ${of(tests, 'skipped')} skipped`;
}
