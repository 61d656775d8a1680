/** The portal page inside hosts that are not ours: Refport's browser client, its React component, and a plain iframe. */
import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import type { Browser, Frame, Page } from '../support/browser/driver.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import {
  CLIENTS,
  startForeignHost,
  toldTo,
  untilToldErrors,
  type ForeignHost,
  type ForeignPage,
} from '../support/world/foreign-host.js';
import { documentHeight, fieldIn } from '../support/world/visit.js';

/** A page of a host of its own origin, and so with a storage of its own: the portal remembers refusals for a minute. */
async function openHost(
  test: TestContext,
  browser: Browser,
  visit: ForeignPage,
): Promise<{ host: ForeignHost; page: Page }> {
  const host = await startForeignHost();
  test.after(() => host.close());
  const page = await browser.newPage();
  await page.open(host.page(visit));
  return { host, page };
}

const portalIn = (page: Page): Frame => page.inFrame('iframe');
const untilCarol = (page: Page): Promise<unknown> =>
  portalIn(page).until(() => document.querySelector('[data-field="name"]')?.textContent === 'Carol Diaz');
/** When the page is complete: until then, the next one would take its place in the history. */
async function leaveForAnotherPage(page: Page): Promise<void> {
  await page.until(() => document.readyState === 'complete');
  await page.evaluate(() => location.assign('/elsewhere'));
  await page.until(() => location.pathname === '/elsewhere');
}

/** The frame goes to another page and back, and so to the address that it had when it was left. */
async function leaveAndGoBackInFrame(page: Page): Promise<void> {
  await loadInFrame(page, '/elsewhere');
  await portalIn(page).until(() => document.body.textContent?.includes('Another page'));
  await page.evaluate(() => history.back());
}

const loadInFrame = (page: Page, src: string): Promise<void> =>
  page.evaluate((address: string) => {
    const iframe = document.querySelector('iframe');
    if (iframe) iframe.src = address;
  }, src);

for (const client of CLIENTS) {
  inEachEngine(`the portal page in ${client}`, (browser) => {
    const open = async (test: TestContext, visit: Omit<ForeignPage, 'client'>): Promise<Page> =>
      (await openHost(test, browser(), { client, ...visit })).page;

    it('shows the partner, and takes the token out of its address', async (test) => {
      const page = await open(test, {});
      await untilCarol(page);
      assert.equal(await fieldIn(portalIn(page), 'email'), 'carol@example.com');
      assert.doesNotMatch(await portalIn(page).evaluate(() => location.href), /pt_/);
      assert.deepEqual(await toldTo(page), []);
      if (client === 'iframe') return; // it has not asked for heights
      const height = await documentHeight(portalIn(page));
      await page.until((px: number) => document.querySelector('iframe')?.clientHeight === px, {
        args: [height],
      });
    });

    it('is told of an expiry as TOKEN_EXPIRED, and goes on with a fresh token', async (test) => {
      const visit = { client, tokens: 'brief', refreshOn: 'TOKEN_EXPIRED' } as const;
      const { host, page } = await openHost(test, browser(), visit);
      await untilCarol(page);
      assert.deepEqual(await untilToldErrors(page, 1), ['TOKEN_EXPIRED']);
      await untilCarol(page);
      assert.ok(host.minted() >= 2);
    });

    if (client !== 'iframe') {
      it('lives when the visitor comes back to a page that the browser has kept', async (test) => {
        const page = await open(test, { isKept: true });
        await untilCarol(page);
        const height = await documentHeight(portalIn(page));
        await leaveForAnotherPage(page);
        await page.back();
        await page.until(() => Reflect.get(window, 'wasKept') === true);
        // A frame out of the cache is beyond some drivers: that it lives is seen by its height, which follows its width.
        await page.until(
          (before: number) => {
            const iframe = document.querySelector('iframe');
            if (iframe) iframe.style.width = '300px';
            return Number(iframe?.clientHeight) > before;
          },
          { args: [height] },
        );
        assert.deepEqual(await toldTo(page), []);
      });
    }

    it('lives when the visitor comes back to a page that the browser has not kept', async (test) => {
      if (browser().engine === 'webkit') return test.skip('WebKit keeps every page');
      const page = await open(test, { refreshOn: 'TOKEN_EXPIRED' });
      await untilCarol(page);
      await leaveForAnotherPage(page);
      await page.back();
      assert.equal(await page.until(() => String(Reflect.get(window, 'wasKept') ?? '')), 'false');
      await untilCarol(page);
    });

    it('asks for a token when its frame goes back to an address that has lost it, and takes the one in `src`', async (test) => {
      const page = await open(test, { refreshOn: 'TOKEN_EXPIRED' });
      await untilCarol(page);
      await leaveAndGoBackInFrame(page);
      assert.deepEqual(await untilToldErrors(page, 1), ['TOKEN_EXPIRED']);
      await untilCarol(page);
    });
  });
}

inEachEngine('the portal page in a frame without a token', (browser) => {
  it('says so at once where the address asks for heights, and is no dead end', async (test) => {
    const { host, page } = await openHost(test, browser(), { client: 'iframe' });
    await untilCarol(page);
    await loadInFrame(page, `${host.portal}/embed/referrals?dynamicHeight=true&locale=de-AT`);
    assert.deepEqual(await untilToldErrors(page, 1), ['TOKEN_EXPIRED']);
    assert.match(await portalIn(page).text('#notice-text'), /^Ihre Sitzung ist abgelaufen\./);
    const notice = await portalIn(page).evaluate(() => {
      const [box, link] = [document.getElementById('notice'), document.getElementById('notice-link')];
      return {
        language: box?.lang,
        role: box?.role,
        isReachable: link?.tabIndex === 0 && link.checkVisibility(),
        href: link?.getAttribute('href'),
        words: link?.textContent,
      };
    });
    assert.deepEqual(notice, {
      language: 'de',
      role: 'alert',
      isReachable: true,
      href: '/portal',
      words: 'In neuem Tab öffnen',
    });
  });

  it('says what to do where nobody listens', async (test) => {
    const { page } = await openHost(test, browser(), { client: 'iframe' });
    await untilCarol(page);
    await leaveAndGoBackInFrame(page);
    assert.match(await portalIn(page).text('#notice-text'), /^Your visit has expired\./);
    assert.equal(await portalIn(page).text('#notice-link'), 'Open in a new tab');
    assert.equal(await portalIn(page).evaluate(() => document.querySelector('#skeleton')), null);
  });
});

/** What the portal tells, in order, and how many tokens that costs. */
const STORMS: [ForeignPage & { tokens: string; refreshOn: string }, string[], number][] = [
  [
    { client: 'createEmbed', tokens: 'of another programme', refreshOn: 'TOKEN_EXPIRED' },
    ['UNAUTHORIZED'],
    1,
  ],
  [
    { client: 'React', tokens: 'of a banned partner', refreshOn: 'TOKEN_EXPIRED' },
    ['AFFILIATE_NOT_ACTIVE'],
    1,
  ],
  [
    { client: 'createEmbed', tokens: 'of another programme', refreshOn: 'all' },
    ['UNAUTHORIZED', 'UNAUTHORIZED', 'UNAUTHORIZED', 'TOKEN_REJECTED'],
    5,
  ],
  [
    { client: 'React', tokens: 'expired', refreshOn: 'TOKEN_EXPIRED' },
    ['TOKEN_EXPIRED', 'TOKEN_EXPIRED', 'TOKEN_EXPIRED', 'TOKEN_REJECTED'],
    4,
  ],
  [
    { client: 'iframe', tokens: 'expired', refreshOn: 'all' },
    ['TOKEN_EXPIRED', 'TOKEN_EXPIRED', 'TOKEN_EXPIRED', 'TOKEN_REJECTED'],
    5,
  ],
];

inEachEngine('a host whose tokens are no good', (browser) => {
  for (const [visit, told, tokens] of STORMS) {
    it(`${visit.client}, tokens ${visit.tokens}, another one for ${visit.refreshOn}: ${tokens} in all`, async (test) => {
      const { host, page } = await openHost(test, browser(), visit);
      assert.deepEqual(await untilToldErrors(page, told.length), told);
      // The document of the last token, which has nothing more to say to its host, has words for the partner.
      await page.until(() => document.querySelector('iframe') !== null);
      const words = told.includes('TOKEN_REJECTED')
        ? /cannot be opened at the moment/
        : /cannot be opened from here|is not active/;
      await portalIn(page).until(
        (wanted: string) =>
          new RegExp(wanted).test(document.getElementById('notice-text')?.textContent ?? ''),
        { args: [words.source] },
      );
      assert.deepEqual([await toldTo(page), host.minted()], [told, tokens]);
    });
  }
});
