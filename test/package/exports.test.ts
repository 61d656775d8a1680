/** Every door of the package is there, has types, and opens in Node: on a server that renders pages as on a plain backend. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const project = new URL('../../', import.meta.url);
const { name, version, exports } = JSON.parse(readFileSync(new URL('package.json', project), 'utf8')) as {
  name: string;
  version: string;
  exports: Record<string, string | Record<string, string>>;
};

/** Runs a module in a Node of its own, where nothing has been imported before, and answers what it prints. */
async function node(module: string): Promise<string> {
  const options = { cwd: fileURLToPath(project) };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', module],
    options,
  );
  return stdout.trim();
}

describe('exports', () => {
  it('are the doors that the documentation names', () => {
    const doors = ['.', './define', './portal', './server', './server/node', './issuer', './package.json'];
    assert.deepEqual(Object.keys(exports), doors);
  });

  for (const [door, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue;

    it(`${door} has types first, code last, and a file for each condition`, () => {
      const conditions = Object.keys(target); // the first that fits wins
      assert.equal(conditions[0], 'types');
      assert.equal(conditions.at(-1), 'default');
      const missing = Object.values(target).filter((file) => !existsSync(new URL(file, project)));
      assert.deepEqual(missing, [], 'build first: npm run build');
    });

    it(`${door} can be imported in Node`, async () => {
      const printed = await node(`console.log(Object.keys(await import('${name}${door.slice(1)}')).length)`);
      assert.ok(Number(printed) > 0, 'it exports something');
    });
  }

  it('do not include what is inside', async () => {
    await assert.rejects(
      node(`await import('${name}/dist/element/index.js')`),
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
  });

  it('tell the version', async () => {
    const module = `import { RefportEmbed } from '${name}'; console.log(RefportEmbed.version)`;
    assert.equal(await node(module), version);
  });
});

describe('registration', () => {
  // A registry that takes notes: what a page's registry would be asked.
  const registry = `
    const asked = [];
    globalThis.customElements = { get: () => undefined, define: (tag) => asked.push(tag) };`;

  it('does not happen when the class is imported', async () => {
    assert.equal(await node(`${registry} await import('${name}'); console.log(asked.join())`), '');
  });

  it('happens once when ./define is imported', async () => {
    assert.equal(
      await node(`${registry} await import('${name}/define'); console.log(asked.join())`),
      'refport-embed',
    );
  });
});
