/** The script does not come, or cannot run, or the portal is kept away: the link in the page is all it takes. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  NONCE,
  seenBy,
  startSmallHost,
  type HostPage,
  type SmallHost,
} from '../../support/world/small-host.js';
import { linkIsVisible, untilStatus } from '../../support/world/visit.js';

/** A script tag with the digest of something else. */
const WRONG_DIGEST = `integrity="sha384-${'A'.repeat(64)}" crossorigin`;

const SCRIPTS: Record<string, (host: SmallHost) => string> = {
  'F25 · the script is not there': ({ scriptTag }) => scriptTag('', 'no-such-file.js'),
  'F25 · the script is not what its integrity says': ({ scriptTag }) => scriptTag(WRONG_DIGEST),
  'F25 · the script as a module is not what its integrity says': ({ scriptTag }) =>
    scriptTag(`type="module" ${WRONG_DIGEST}`),
  'F25 · the browser has no custom elements': ({ scriptTag }) =>
    `<script src="/before-custom-elements.js" nonce="${NONCE}"></script>${scriptTag()}`,
  'F27 · something blocks the script': ({ scriptTag }) => scriptTag('', 'reset.js'),
};

inEachEngine('without the script', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  const open = async (hostPage: HostPage) => {
    const page = await browser().newPage();
    await page.open(host.page(hostPage));
    return page;
  };

  for (const [what, scripts] of Object.entries(SCRIPTS)) {
    it(`${what}: the link, and no exception`, async () => {
      const page = await open({ scripts: scripts(host) });
      assert.deepEqual((await seenBy(page)).errors, []);
      assert.equal(await linkIsVisible(page), true);
      // The element was not upgraded: what is seen is the page's own link, and not ours for a failure.
      assert.equal(await page.evaluate(() => document.querySelector('refport-embed')?.shadowRoot), null);
    });
  }

  it('F27 · something blocks the frame: words and the link', async () => {
    const page = await open({ portal: '/reset' });
    await untilStatus(page, 'failed');
    assert.match(await page.text('refport-embed >>> [role=status]'), /cannot be shown/);
    assert.equal(await linkIsVisible(page), true);
    assert.deepEqual((await seenBy(page)).errors, []);
  });
});

inEachEngine(
  'F25 · without JavaScript',
  (browser) => {
    it('the link is on the page', async () => {
      const host = await startSmallHost();
      const page = await browser().newPage();
      await page.open(host.page({}));
      assert.equal(await linkIsVisible(page), true);
      host.close();
    });
  },
  { javaScript: false },
);
