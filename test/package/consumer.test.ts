/**
 * The package as its users get it: packed, installed without a network beside nothing but Lit, imported, and compiled against
 * with every check of TypeScript on, those of declaration files included.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));
const manifestOf = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };

/** A package of ours and everything it depends on, each with the folder that it stands in here. */
async function dependenciesOf(name: string, found = new Map<string, string>()): Promise<Map<string, string>> {
  if (found.has(name)) return found;
  const folder = join(project, 'node_modules', name);
  found.set(name, folder);
  for (const dependency of Object.keys((await manifestOf(folder)).dependencies ?? {})) {
    await dependenciesOf(dependency, found);
  }
  return found;
}

describe('a project that installs the package', () => {
  let consumer: string;
  let lit: Map<string, string>;

  before(async () => {
    consumer = await mkdtemp(join(tmpdir(), 'refport-consumer-'));
    lit = await dependenciesOf('lit');
    const { stdout } = await run(
      'npm',
      ['pack', '--silent', '--ignore-scripts', `--pack-destination=${consumer}`],
      {
        cwd: project,
      },
    );
    const manifest = {
      private: true,
      type: 'module',
      dependencies: {
        'refport-embed': `file:${stdout.trim()}`,
        // In place of a registry. Should the package ever need more than Lit, npm would ask for it, and not get it.
        ...Object.fromEntries([...lit].map(([name, folder]) => [name, `file:${folder}`])),
      },
    };
    await writeFile(join(consumer, 'package.json'), JSON.stringify(manifest));
    await run('npm', ['install', '--offline', '--install-links', '--no-audit', '--no-fund'], {
      cwd: consumer,
    });
    await cp(join(project, 'test/package/consumer'), consumer, { recursive: true });
  });

  after(() => rm(consumer, { recursive: true }));

  it('gets Lit with it, and nothing else', async () => {
    const { packages } = JSON.parse(await readFile(join(consumer, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optional?: boolean }>;
    };
    const installed = Object.keys(packages).filter((path) => path !== '');
    const expected = ['refport-embed', ...lit.keys()].map((name) => `node_modules/${name}`);
    assert.deepEqual(installed.toSorted(), expected.toSorted());
  });

  it('gets no sources, tests or secrets', async () => {
    const contents = await readdir(join(consumer, 'node_modules/refport-embed'));
    const expected = ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json'];
    assert.deepEqual(contents.toSorted(), expected.toSorted());
  });

  it('imports every door at run time', async () => {
    const { stdout } = await run(process.execPath, ['imports.mjs'], { cwd: consumer });
    assert.equal(stdout, 'refport-embed, define, portal, server and issuer are here\n');
  });

  it('has the command line', async () => {
    const help = async (...command: string[]) =>
      (await run('npx', ['--offline', 'refport-embed', ...command, '--help'], { cwd: consumer })).stdout;
    assert.match(await help(), /^Usage: refport-embed issuer/);
    assert.match(await help('doctor'), /^Usage: refport-embed doctor <url>/);
  });

  for (const resolution of ['nodenext', 'bundler']) {
    it(`compiles without @types/node, strictly, its libraries checked too (${resolution})`, async () => {
      const compiler = join(project, 'node_modules/typescript/bin/tsc');
      const { stdout } = await run(process.execPath, [compiler, '--project', `tsconfig.${resolution}.json`], {
        cwd: consumer,
      }).catch((error: { stdout: string }) => error);
      assert.equal(stdout, '');
    });
  }
});
