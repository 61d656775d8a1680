/** The published types, as strangers' compilers meet them: without zod, without @types/node, with everything strict. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--ignoreConfig'];

async function compile(file: string, ...options: string[]): Promise<string> {
  const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
  const path = fileURLToPath(new URL(`test/server/fixtures/${file}`, root));
  const run = promisify(execFile)(process.execPath, [tsc, ...strict, ...options, path], { cwd: root });
  return run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

for (const module of ['nodenext', 'preserve']) {
  for (const exact of ['true', 'false']) {
    test(`the documented backend compiles: module ${module}, exactOptionalPropertyTypes ${exact}`, async () => {
      const bundler = module === 'preserve' ? ['--moduleResolution', 'bundler'] : [];
      const types = ['--types', '', '--lib', 'es2022,dom', '--exactOptionalPropertyTypes', exact];
      assert.equal(await compile('backend.ts', '--module', module, ...bundler, ...types), '');
    });
  }
}

test('a listener fits node:http, node:http2 and Express', async () => {
  const output = await compile(
    'node-backend.ts',
    '--module',
    'nodenext',
    '--types',
    'node',
    '--skipLibCheck',
    'true',
  );
  assert.equal(output, '');
});

test('a mistake does not compile: the compiler above was really asked', async () => {
  const types = ['--types', '', '--lib', 'es2022', '--exactOptionalPropertyTypes', 'true'];
  assert.match(
    await compile('backend.ts', '--module', 'nodenext', ...types),
    /error TS\d+: Cannot find name 'Request'/,
  );
});

test('the declarations import nothing but each other', async () => {
  const folder = new URL('dist/types/server/', root);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.d.ts'));
  assert.ok(files.includes('index.d.ts'));
  for (const file of files) {
    const text = await readFile(new URL(file, folder), 'utf8');
    const imported = [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map((match) => match[1]);
    for (const name of imported) assert.match(name ?? '', /^\.\/[\w-]+\.js$/, `${file} imports ${name}`);
    assert.doesNotMatch(text, /reference types|NodeJS\.|Buffer/, file);
  }
});
