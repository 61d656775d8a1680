/** What is published as `refport-embed/server`: one file that imports nothing, and that refuses to run in a browser. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { test } from 'node:test';

const file = new URL('../../dist/server/index.js', import.meta.url);

test('it imports nothing, evaluates nothing, and knows no runtime by name', async () => {
  const code = await readFile(file, 'utf8');
  assert.doesNotMatch(code, /^\s*import\b|\bimport\(|\brequire\(|\beval\(|new Function|node:|process\./m);
});

/** Imports the file in a fresh process with these globals, and answers what happens. */
async function importWith(globals: string): Promise<string> {
  const script = `
    Object.assign(globalThis, ${globals});
    await import(${JSON.stringify(file.href)}).then(
      (kit) => console.log(Object.keys(kit).join(' ')),
      (error) => console.log('refused:', error.message),
    );`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return (await run).stdout.trim();
}

test('in a browser the import itself throws, and says why', async () => {
  assert.match(await importWith('{ window: globalThis, document: {} }'), /^refused: .*API key.*browser/);
});

for (const [runtime, globals] of [
  ['Node', '{}'],
  ['Deno 1, which had a window', '{ window: globalThis }'],
  ['a worker at the edge', '{ self: globalThis, caches: {}, WorkerGlobalScope: class {} }'],
]) {
  test(`${runtime} may import it`, async () => {
    assert.equal(
      await importWith(globals ?? ''),
      'Affonso NotFoundError RateLimitError Refport RefportError UnauthorizedError ValidationError embedTokenHandler portalRedirectHandler toNodeListener',
    );
  });
}
