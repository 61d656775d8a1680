/**
 * The test command: `npm test`, or after a build `npx tsx test/run/index.ts test/server test/element/theme.test.ts`.
 *
 * Each file of node:test runs in a process of its own; files that run inside pages go to web-test-runner, beside them. No test is run
 * twice, except in CI, where the files of failed tests are run once more, to tell a flaky test from a broken one.
 */
import { engineSummary, enginesToRun } from '../support/browser/browsers.js';
import { areForgiven } from './flaky.js';
import { keepFilesInMemory } from './memory-disk.js';
import { runsInPage, testFiles } from './files.js';
import { runNodeFile } from './node-file.js';
import { runPageFiles } from './page-files.js';
import { failuresInFull, fileLine, slowestFiles, table, totals } from './report.js';
import { failuresIn, type FileResult } from './results.js';
import { compareSkips } from './skips.js';

keepFilesInMemory();
const wanted = process.argv.slice(2);
const started = performance.now();

const print = (result: FileResult): void => console.log(fileLine(result));

async function run(files: readonly string[]): Promise<FileResult[]> {
  const pageFiles = files.filter(runsInPage);
  const queue = files.filter((file) => !runsInPage(file));
  const lane = async (): Promise<FileResult[]> => {
    const results: FileResult[] = [];
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const result = await runNodeFile(file);
      print(result);
      results.push(result);
    }
    return results;
  };
  const inPages = pageFiles.length > 0 ? runPageFiles(pageFiles, print) : Promise.resolve([]);
  // More browsers at a time than there are cores make each other late.
  const second = enginesToRun().length > 1 ? inPages.then(lane) : lane();
  return (await Promise.all([inPages, lane(), second])).flat();
}

console.log(`${engineSummary()}\nseed: ${process.env['SEED'] || '1'}`);
const results = await run(testFiles(wanted));
const failures = failuresIn(results);
const skips = compareSkips(results, wanted.length === 0);

console.log(failuresInFull(results));
if (results.length > 20) console.log(`The slowest files:\n${slowestFiles(results, 10)}\n`);
console.log(table(results, skips.expected));
for (const { file, place, title, reason } of skips.unexpected) {
  console.log(
    `✗ Skipped, and not in test/expected-skips.ts: ${file} · ${place} · ${title} (${reason ?? ''})`,
  );
}
for (const { test, engine } of skips.stale) {
  console.log(`✗ In test/expected-skips.ts, and was not skipped: ${engine} · ${test}`);
}
const isForgiven =
  process.env['CI'] !== undefined && failures.length > 0 && (await areForgiven(failures, run));
console.log(`\n${totals(results)}`);
console.log(`in ${((performance.now() - started) / 60_000).toFixed(1)} minutes`);

const isGood = (failures.length === 0 || isForgiven) && skips.unexpected.length + skips.stale.length === 0;
process.exit(isGood ? 0 : 1);
