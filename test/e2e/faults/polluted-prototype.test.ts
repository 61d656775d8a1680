/** Something on the page has written to `Object.prototype`, so that every object has what nobody gave it. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { startSmallHost, type SmallHost } from '../../support/world/small-host.js';
import { answering } from '../../support/world/written-page.js';
import { linkIsVisible, portalIn, untilStatus, wordsOf } from '../../support/world/visit.js';

const POLLUTIONS: Record<string, string> = {
  'names of answers and messages': names(
    'token publicToken expires expiresAt expiresIn success data refport t n px v doc code message event height status retryable',
  ),
  'names of settings, and of what a frame has': names(
    'sandbox src srcdoc allow allowfullscreen referrerPolicy title name part loading theme vars locale minHeight maxHeight portalUrl tokenEndpoint tokenDelivery fetchToken requestHeaders',
  ),
  'options of requests': names(
    'headers body method mode cache credentials redirect referrer referrerPolicy integrity keepalive signal window priority duplex',
  ),
  'options of listeners, observers and shadow roots': names(
    'once passive capture signal bubbles cancelable composed detail attributes attributeFilter attributeOldValue characterData characterDataOldValue childList subtree root rootMargin scrollMargin threshold delegatesFocus slotAssignment clonable serializable preventScroll targetOrigin transfer',
  ),
  'a toJSON that says what it likes': `Object.prototype.toJSON = () => ({ token: 'pt_evil', publicToken: 'pt_evil' });`,
  'a toJSON that throws': `Object.prototype.toJSON = () => { throw new Error('not me'); };`,
};

function names(list: string): string {
  return `for (const name of ${JSON.stringify(list.split(' '))}) Object.prototype[name] = 'pt_evil';`;
}

/** It answers with the last of the names that are looked for, so that each of the others is missed. */
const ENDPOINT = answering('polluted', '{"token":"pt_test"}', { 'content-type': 'application/json' });

inEachEngine('a page with a polluted Object.prototype', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** A page that is polluted before our script is there, with one embed. */
  const open = async (pollution: string, attributes: string): Promise<Page> => {
    const page = await browser().newPage();
    await page.open(
      host.page({
        scripts: `<script>${pollution}</script>${host.scriptTag()}`,
        body: `<refport-embed ${attributes}><a href="/api/portal">Open your referral portal</a></refport-embed>`,
      }),
    );
    return page;
  };
  const channel = (endpoint = ENDPOINT) =>
    `token-endpoint="${endpoint}" token-delivery="channel" portal-url="${host.origins.portal}/portal"`;
  /** Texts alone travel from such a page: its objects are not what they are. */
  const frameOf = (page: Page): Promise<string> =>
    page.evaluate(() =>
      [...(document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe')?.attributes ?? [])]
        .map(({ name, value }) => `${name}=${value.replace(/\d{4,}/, 'port')}`)
        .sort()
        .join('\n'),
    );

  let clean: string;
  before(async () => {
    const page = await open('', channel());
    await untilStatus(page, 'ready');
    clean = await frameOf(page);
  });

  for (const [what, pollution] of Object.entries(POLLUTIONS)) {
    it(`B10 · ${what}: a portal in the same frame, a refresh, a new start, a sign-out`, async (t) => {
      if (browser().engine === 'webkit' && what.includes('toJSON')) {
        return t.skip('WebDriver puts the frames that it names through the page’s toJSON');
      }
      const page = await open(pollution, channel());
      await untilStatus(page, 'ready');
      assert.equal(await frameOf(page), clean);
      assert.equal(await portalIn(page).evaluate('document.body.dataset.token'), 'pt_test');
      await page.evaluate(`void document.querySelector('refport-embed').refresh()`);
      await untilStatus(page, 'ready');
      await page.evaluate(`document.querySelector('refport-embed').reload()`);
      await untilStatus(page, 'ready');
      await page.evaluate(`document.querySelector('refport-embed').reset()`);
      await untilStatus(page, 'idle');
      assert.equal(await page.evaluate('seen.errors.join()'), '');
    });

    it(`B10 · ${what}: words and the link when there is no token`, async () => {
      const page = await open(pollution, channel('/token?status=403'));
      await untilStatus(page, 'failed');
      assert.equal(await page.evaluate(`document.querySelector('refport-embed').error.code`), 'FORBIDDEN');
      assert.match(await wordsOf(page), /access/);
      assert.equal(await linkIsVisible(page), true);
      assert.equal(await page.evaluate('seen.errors.join()'), '');
    });
  }

  it('B10 · a name that Lit reads of its own objects, strings: the link', async () => {
    const page = await open(names('strings'), channel());
    await page.until('document.readyState === "complete"');
    await page.until(() => document.querySelector('refport-embed')?.status === 'idle');
    assert.equal(await linkIsVisible(page), true);
  });
});
