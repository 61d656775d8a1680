/**
 * A release for the CDN, made for real in copies of the project that have nothing in common but what is in them: the same bytes
 * everywhere, with the licences of all that is in them, and never other bytes under a version that is out.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import packageJson from 'refport-embed/package.json' with { type: 'json' };

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));
const { version } = packageJson;

/** Bundled into the scripts: copied for real, because a link would lead to the same path from everywhere. */
const BUNDLED = ['@lit', 'lit', 'lit-element', 'lit-html'];

/** What a build takes: our sources, and the packages. */
async function copyProject(copy: string): Promise<void> {
  await mkdir(join(copy, 'node_modules'), { recursive: true });
  for (const name of [
    'src',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'vite.config.ts',
    'LICENSE',
  ]) {
    await cp(join(project, name), join(copy, name), { recursive: true });
  }
  const packages = join(project, 'node_modules');
  for (const name of await readdir(packages)) {
    const target = join(copy, 'node_modules', name);
    if (BUNDLED.includes(name)) await cp(join(packages, name), target, { recursive: true });
    else if (!/^\.(?!bin)/.test(name)) await symlink(join(packages, name), target);
  }
}

const release = (cwd: string, env: Record<string, string> = {}) =>
  run('npm', ['run', '-s', 'release:cdn'], { cwd, env: { ...process.env, ...env } });

/** The files of a release, by name. */
async function filesOf(copy: string, released = version): Promise<Record<string, Buffer>> {
  const folder = join(copy, 'dist/cdn', released);
  const names = (await readdir(folder)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}

interface SourceMap {
  file: string;
  sources: string[];
}

const mapsIn = (files: Record<string, Buffer>): SourceMap[] =>
  Object.entries(files)
    .filter(([name]) => name.endsWith('.map'))
    .map(([, content]) => JSON.parse(content.toString()) as SourceMap);

describe('a release for the CDN', () => {
  let parent: string;
  let here: string;
  let elsewhere: string;
  let printed: string;
  let files: Record<string, Buffer>;

  before(async () => {
    parent = await mkdtemp(join(tmpdir(), 'refport-release-'));
    here = join(parent, 'here');
    elsewhere = join(parent, 'some where/else entirely');
    await copyProject(here);
    await copyProject(elsewhere);
    ({ stdout: printed } = await release(here, { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' }));
    await release(elsewhere, { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' });
    files = await filesOf(here);
  });

  after(() => rm(parent, { recursive: true }));

  it('has the scripts, their source maps, the licences and the digests', () => {
    const scripts = ['refport-embed.js', 'refport-portal.js'];
    for (const name of [...scripts, ...scripts.map((script) => `${script}.map`), 'LICENSES.txt']) {
      assert.ok(files[name], name);
    }
  });

  it('has the same bytes wherever and whenever it is built', async () => {
    assert.deepEqual(await filesOf(elsewhere), files);
  });

  it('tells nothing of the machine that built it', () => {
    const maps = mapsIn(files);
    assert.ok(maps.every(({ sources }) => sources.length > 0));
    for (const source of maps.flatMap(({ sources }) => sources)) {
      assert.match(source, /^\.\.\/\.\.\/(src|node_modules)\//);
    }
    for (const [name, content] of Object.entries(files)) assert.ok(!content.includes(parent), name);
  });

  it('begins each script with its version and the way to the licences, in less than 60 bytes', () => {
    for (const name of ['refport-embed.js', 'refport-portal.js']) {
      const [banner = ''] = String(files[name]).split('\n', 1);
      assert.equal(banner, `/*! refport-embed ${version} · MIT · LICENSES.txt */`);
      assert.ok(Buffer.byteLength(banner) < 60);
    }
  });

  it('has the licence of every package that a source map names, and ours', async () => {
    const folders = mapsIn(files).flatMap(({ sources }) =>
      sources.flatMap((source) => /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source) ?? []),
    );
    assert.ok(folders.includes('node_modules/lit-html'), 'Lit is in it');
    for (const folder of new Set(['.', ...folders])) {
      const licence = await readFile(join(project, folder, 'LICENSE'), 'utf8');
      assert.ok(String(files['LICENSES.txt']).includes(licence.trim()), folder);
    }
  });

  it('has the digest and the size of every other file, and prints the tag with the digest of the script', () => {
    const { 'integrity.json': list, ...others } = files;
    const expected = Object.entries(others).map(([name, content]) => [
      name,
      {
        integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
        bytes: content.length,
      },
    ]);
    const digests = Object.fromEntries(expected) as Record<string, { integrity: string }>;
    assert.deepEqual(JSON.parse(String(list)), { version, files: digests });
    assert.ok(printed.includes(`/refport-embed/${version}/refport-embed.js"`));
    assert.ok(printed.includes(`integrity="${digests['refport-embed.js']?.integrity}"`));
  });

  it('is not in the npm package, which has the scripts already', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: here });
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const paths = packed.files.map(({ path }) => path).filter((path) => path.startsWith('dist/cdn/'));
    const { 'integrity.json': _, ...others } = files;
    assert.deepEqual(
      paths,
      Object.keys(others).map((name) => `dist/cdn/${name}`),
    );
  });

  it('is refused when a package in it has no licence text', async () => {
    // A package of its own: what stands beside it may be a link to what everybody here works with.
    const folder = join(elsewhere, 'node_modules/without-licence');
    await mkdir(folder);
    await writeFile(
      join(folder, 'package.json'),
      '{ "name": "without-licence", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
    );
    await writeFile(join(folder, 'index.js'), 'document.title = 0;\n');
    await appendFile(join(elsewhere, 'src/cdn/script.ts'), `import 'without-licence';\n`);
    await assert.rejects(release(elsewhere), /without-licence is bundled, and has no licence text/);
  });

  it('is written once: the same again is fine, other bytes are refused, and another version has its own folder', async () => {
    assert.match((await release(here)).stdout, /is there already/);

    await appendFile(join(here, 'src/cdn/script.ts'), `document.title = 'changed';\n`);
    await assert.rejects(release(here), ({ stderr }: { stderr: string }) => {
      assert.match(stderr, /has been released with other content \(refport-embed\.js, .*Raise the version/);
      return true;
    });
    assert.deepEqual(await filesOf(here), files, 'what is out stays as it is, builds or not');

    await writeFile(join(here, 'src/element/version.ts'), `export const version = '99.0.0';\n`);
    await release(here);
    assert.deepEqual(await filesOf(here), files);
    assert.match(String((await filesOf(here, '99.0.0'))['refport-embed.js']), /changed/);
  });
});
