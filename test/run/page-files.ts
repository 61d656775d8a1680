/** Runs the files whose tests run inside a page, with web-test-runner, in every engine of this run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FileResult } from './results.js';

/** `npx` would start it without tsx, which reads the configuration. */
const RUNNER = 'node_modules/@web/test-runner/dist/bin.js';

/** @param onFile called as soon as a file has been run in one engine more */
export async function runPageFiles(
  files: readonly string[],
  onFile: (result: FileResult) => void,
): Promise<FileResult[]> {
  const results: FileResult[] = [];
  // A process of its own: its terminal output is for people who watch, and page-reporter.ts sends what is to be told here.
  const args = ['--import', 'tsx', RUNNER, '--config', 'test/web-test-runner.config.ts', '--files', ...files];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let output = '';
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  child.on('message', (message) => {
    const result = message as FileResult;
    results.push(result);
    onFile(result);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const hasFailed = results.some(({ tests }) => tests.some(({ outcome }) => outcome === 'failed'));
  if (results.length === 0 || (code !== 0 && !hasFailed)) {
    throw new Error(`web-test-runner ended with ${code}, and no test failed:\n${output}`);
  }
  return results;
}
