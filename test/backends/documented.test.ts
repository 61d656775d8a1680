/** The TypeScript of docs/backends.md compiles, that of frameworks too which no test starts. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SECTIONS, writeProject } from './documented.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const ROUTES = 'The two routes in JavaScript';

test('every example in TypeScript compiles', (t) => {
  const examples = SECTIONS.filter(({ files }) => [...files.keys()].some((name) => name.endsWith('.ts')));
  const projects = examples.map(({ heading }) => writeProject(...new Set([ROUTES, heading])));
  t.after(() => projects.forEach(({ remove }) => remove()));
  const folder = mkdtempSync(join(tmpdir(), 'refport-backends-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const tsconfig = {
    extends: join(project, 'tsconfig.json'),
    compilerOptions: {
      rootDir: '/',
      module: 'esnext',
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      typeRoots: [join(project, 'node_modules/@types')],
      types: ['node'],
    },
    include: projects.map((example) => example.folder),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  const compiler = join(project, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  assert.equal(stdout, '');
});
