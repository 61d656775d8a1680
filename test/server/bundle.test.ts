/** What is published as `refport-embed/server`: one file, the page of the portal link, the Node adapter, and another file for browsers. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'node:test';
import * as kit from 'refport-embed/server';

const dist = new URL('../../dist/server/', import.meta.url);

for (const file of ['index.js', 'link-page.js', 'node.js']) {
  test(`${file} imports nothing, evaluates nothing, and knows no runtime by name`, async () => {
    const code = await readFile(new URL(file, dist), 'utf8');
    // The page of the portal link is loaded when somebody has to read it.
    const others = code.replace('import("./link-page.js")', '');
    assert.doesNotMatch(others, /^\s*import\b|\bimport\(|\brequire\(|\beval\(|new Function|node:|process\./m);
  });
}

test('there is no other file', async () => {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  assert.deepEqual(files.toSorted(), ['browser.js', 'index.js', 'link-page.js', 'node.js']);
});

/** Runs a script in a fresh process that resolves packages under these conditions, and answers what it prints. */
async function run(script: string, ...conditions: string[]): Promise<string> {
  const flags = conditions.map((condition) => `--conditions=${condition}`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, '--input-type=module', '--eval', script],
    { cwd: fileURLToPath(dist) },
  );
  return stdout.trim();
}

const USE = `
  import * as kit from 'refport-embed/server';
  for (const use of [
    () => new kit.Refport({ apiKey: 'rk_test' }),
    () => new kit.Affonso({ apiKey: 'rk_test' }),
    () => kit.embedTokenHandler({ refport: {}, identify: () => null }),
    () => kit.portalRedirectHandler({ affonso: {}, identify: () => null, portalOrigins: [] }),
  ]) {
    try {
      use();
      console.log('works');
    } catch (error) {
      console.log(error.message);
    }
  }`;

test('what a bundler puts into a page, or into a web worker, refuses to be used, and says why', async () => {
  const lines = (await run(USE, 'browser')).split('\n');
  assert.equal(lines.length, 4);
  for (const line of lines) assert.match(line, /API key.*never in a browser/);
});

for (const [runtime, conditions] of [
  ['Node', []],
  ['Deno', ['deno']],
  ['a Cloudflare Worker', ['workerd', 'worker', 'browser']],
  ['an edge function of Next', ['edge-light', 'worker', 'browser']],
] as const) {
  test(`in ${runtime} it works`, async () => {
    assert.deepEqual((await run(USE, ...conditions)).split('\n'), Array(4).fill('works'));
  });
}

test('a component test in jsdom may import it', async () => {
  const script = `
    Object.assign(globalThis, { window: globalThis, document: {} });
    const { Refport } = await import('refport-embed/server');
    console.log(typeof new Refport({ apiKey: 'rk_test' }));`;
  assert.equal(await run(script), 'object');
});

test('code that is shared with a browser links there: every name exists', async () => {
  const names = `import * as kit from 'refport-embed/server'; console.log(Object.keys(kit).join());`;
  assert.equal(await run(names, 'browser'), Object.keys(kit).join());
});

test('what a browser gets holds nothing of the kit', async () => {
  assert.doesNotMatch(await readFile(new URL('browser.js', dist), 'utf8'), /fetch|Bearer|https:/);
});
