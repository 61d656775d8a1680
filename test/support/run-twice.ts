/**
 * Runs test files one after another, each in a process of its own, and those that failed once more: `tsx run-twice.ts <files>`.
 * Real browsers do not always start, and a busy machine starves one now and then. A file that passes only the second time is
 * named at the end, because that is a defect too: of the test, or of what it tests.
 */
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const LONGEST_MS = 10 * 60_000;

/** @returns the files in which something failed */
async function failedOf(files: string[]): Promise<string[]> {
  const failed = new Set<string>();
  const events = run({ files, concurrency: 1, timeout: LONGEST_MS });
  events.on('test:fail', ({ file, name }) => {
    const owner = files.find((candidate) => file?.endsWith(candidate) ?? name.endsWith(candidate));
    for (const each of owner ? [owner] : files) failed.add(each);
  });
  for await (const line of events.compose(new spec())) process.stdout.write(String(line));
  return [...failed];
}

const failed = await failedOf(process.argv.slice(2));
const stillFailed = failed.length > 0 ? await failedOf(failed) : [];
for (const file of failed) {
  console.log(
    `${file} ${stillFailed.includes(file) ? 'failed twice.' : 'passed only the second time: mend it.'}`,
  );
}
if (stillFailed.length > 0) process.exitCode = 1;
