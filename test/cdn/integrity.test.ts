/** The script from the demo's CDN, on a page that names its digest: the embed where it is right, the link where it is not. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { EXACT_SCRIPT_PATH, SCRIPT_PATH } from '../../demo/cdn.js';
import { startDemo, type Demo } from '../../demo/demo.js';
import { integrityOf } from '../../src/release/integrity.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import { seenBy, startSmallHost, type SmallHost } from '../support/world/small-host.js';
import { linkIsVisible, untilStatus } from '../support/world/visit.js';

interface Tag {
  what: string;
  path: string;
  attributes: (right: string) => string;
}

const WORKS: readonly Tag[] = [
  {
    what: 'the exact version with its digest',
    path: EXACT_SCRIPT_PATH,
    attributes: (right) => `async integrity="${right}" crossorigin="anonymous"`,
  },
  {
    what: 'the same as a module',
    path: EXACT_SCRIPT_PATH,
    attributes: (right) => `type="module" integrity="${right}" crossorigin="anonymous"`,
  },
  { what: 'the major version without a digest', path: SCRIPT_PATH, attributes: () => 'async' },
];

const OTHER_DIGEST = integrityOf(Buffer.from('the release before'));

const REFUSED: readonly Tag[] = [
  {
    what: 'the exact version with the digest of another',
    path: EXACT_SCRIPT_PATH,
    attributes: () => `async integrity="${OTHER_DIGEST}" crossorigin="anonymous"`,
  },
  {
    what: 'the major version with the digest of the release before',
    path: SCRIPT_PATH,
    attributes: () => `async integrity="${OTHER_DIGEST}" crossorigin="anonymous"`,
  },
  {
    what: 'the right digest without crossorigin',
    path: EXACT_SCRIPT_PATH,
    attributes: (right) => `async integrity="${right}"`,
  },
  {
    what: 'a version that is not there',
    path: EXACT_SCRIPT_PATH.replace(/[\d.]+\//, '98.0.0/'),
    attributes: (right) => `async integrity="${right}" crossorigin="anonymous"`,
  },
];

inEachEngine('F25 · integrity', (browser) => {
  let demo: Demo;
  let host: SmallHost;
  let digest: string;

  before(async () => {
    [demo, host] = [await startDemo(), await startSmallHost()];
    // Node need not know that cdn.localhost is this machine.
    const script = await fetch(`http://localhost:${new URL(demo.origins.cdn).port}${EXACT_SCRIPT_PATH}`);
    digest = integrityOf(Buffer.from(await script.arrayBuffer()));
  });
  after(async () => {
    host.close();
    await demo.close();
  });

  /** A page under the policy of docs/cdn.md, with this script tag. */
  const open = async ({ path, attributes }: Tag) => {
    const page = await browser().newPage();
    const policy = [
      `script-src 'self' ${demo.origins.cdn}/refport-embed/`,
      `frame-src ${host.origins.portal}`,
      `connect-src 'self'`,
      `require-trusted-types-for 'script'`,
      'trusted-types lit-html',
    ].join('; ');
    const scripts = `<script src="${demo.origins.cdn}${path}" ${attributes(digest)}></script>`;
    await page.open(host.page({ headers: { 'content-security-policy': policy }, scripts }));
    return page;
  };

  for (const tag of WORKS) {
    it(`${tag.what}: the portal`, async () => {
      const page = await open(tag);
      await untilStatus(page, 'ready');
      assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });
    });
  }

  for (const tag of REFUSED) {
    it(`${tag.what}: the link, and no exception`, async () => {
      const page = await open(tag);
      assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });
      assert.equal(await page.evaluate(() => customElements.get('refport-embed') === undefined), true);
      assert.equal(await linkIsVisible(page), true);
    });
  }
});
