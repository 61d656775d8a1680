/** A CDN as the demo has one: its answers are those that docs/cdn.md asks for, by the same names. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { EXACT_SCRIPT_PATH, SCRIPT_PATH } from '../../demo/cdn.js';
import { startDemo, type Demo } from '../../demo/demo.js';

const root = new URL('../../', import.meta.url);

/** What the configuration for nginx adds to every answer. */
async function documentedHeaders(): Promise<Map<string, string>> {
  const text = await readFile(new URL('docs/cdn.md', root), 'utf8');
  return new Map(
    [...text.matchAll(/add_header (\S+) (.*);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const TYPES = {
  'refport-embed.js': 'text/javascript; charset=utf-8',
  'refport-portal.js': 'text/javascript; charset=utf-8',
  'refport-embed.js.map': 'application/json',
  'LICENSES.txt': 'text/plain; charset=utf-8',
};

describe('the CDN', () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo.close());

  // Node need not know that cdn.localhost is this machine.
  const ask = (path: string): Promise<Response> =>
    fetch(`http://localhost:${new URL(demo.origins.cdn).port}${path}`);

  for (const path of [EXACT_SCRIPT_PATH, SCRIPT_PATH]) {
    it(`${path} may be read, embedded and measured by every page`, async () => {
      const { status, headers } = await ask(path);
      assert.equal(status, 200);
      const { 'Cache-Control': _, ...documented } = Object.fromEntries(await documentedHeaders());
      const names = Object.keys(documented);
      assert.ok(names.length >= 4, 'the document names headers');
      assert.deepEqual(Object.fromEntries(names.map((name) => [name, headers.get(name)])), documented);
    });
  }

  for (const [file, type] of Object.entries(TYPES)) {
    it(`serves ${file} as it was built, as ${type.split(';')[0]}`, async () => {
      const answer = await ask(EXACT_SCRIPT_PATH.replace('refport-embed.js', file));
      assert.equal(answer.headers.get('content-type'), type);
      assert.equal(await answer.text(), await readFile(new URL(`dist/cdn/${file}`, root), 'utf8'));
    });
  }

  it('has an exact version kept for a year, and the major one for a short while', async () => {
    const text = await readFile(new URL('docs/cdn.md', root), 'utf8');
    const exact = (await ask(EXACT_SCRIPT_PATH)).headers.get('cache-control');
    assert.equal(exact, 'public, max-age=31536000, immutable');
    assert.ok(text.includes(`"${exact}"`));

    const major = (await ask(SCRIPT_PATH)).headers.get('cache-control') ?? '';
    const seconds = /^public, max-age=(\d+), stale-while-revalidate=\d+$/;
    assert.match(major, seconds);
    assert.ok(Number(seconds.exec(major)?.[1]) <= 600);
    assert.match(text, /"public, max-age=600, stale-while-revalidate=86400"/);
  });

  for (const path of [
    EXACT_SCRIPT_PATH.replace('refport-embed.js', 'none.js'),
    EXACT_SCRIPT_PATH.replace(/[\d.]+\//, '98.0.0/'),
    SCRIPT_PATH.replace('refport-embed.js', '..%2fserver%2findex.js'),
    '/refport-embed/constructor/refport-embed.js',
  ]) {
    it(`${path} is not there, and nobody is told to remember that`, async () => {
      const { status, headers } = await ask(path);
      assert.equal(status, 404);
      assert.equal(headers.get('cache-control'), null);
    });
  }
});
