/** `@sinonjs/fake-timers` as one script for pages, where it is `FakeTimers`: the package itself is for Node and bundlers. */
import { fileURLToPath } from 'node:url';
import type { TestRunnerPlugin } from '@web/test-runner';
import { build } from 'vite';

let script: Promise<string> | undefined;

/** A classic script, whose one global is `FakeTimers`. */
export const fakeTimersScript = (): Promise<string> => (script ??= bundle());

async function bundle(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sinonjs/fake-timers'));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'FakeTimers', fileName: 'fake-timers' } },
  });
  const [bundled] = Array.isArray(built) ? built : [];
  const [chunk] = bundled?.output ?? [];
  if (!chunk) throw new Error('@sinonjs/fake-timers has become no script.');
  return chunk.code;
}

const PATH = '/__fake-timers.js';

/** For web-test-runner, whose pages import the package by its name. */
export const fakeTimers: TestRunnerPlugin = {
  name: 'fake-timers',
  resolveImport: ({ source }) => (source === '@sinonjs/fake-timers' ? PATH : undefined),
  async serve({ path }) {
    if (path !== PATH) return undefined;
    return { body: `${await fakeTimersScript()}\nexport const { install } = FakeTimers;`, type: 'js' };
  },
};
