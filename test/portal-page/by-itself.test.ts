/** The portal page in a tab of its own: the portal for whoever brings a token, for everybody else the way to get in. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../support/browser/driver.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import { axeFindings } from '../support/world/axe.js';
import { startForeignHost, type ForeignHost, type Tokens } from '../support/world/foreign-host.js';
import { fieldIn, leaveFor } from '../support/world/visit.js';

inEachEngine('the portal page by itself', (browser) => {
  let host: ForeignHost;
  before(async () => {
    host = await startForeignHost();
  });
  after(() => host.close());

  const open = async (query: string): Promise<Page> => {
    const page = await browser().newPage();
    await page.open(`${host.portal}/embed/referrals${query}`);
    return page;
  };
  const untilAtEntrance = (page: Page): Promise<unknown> =>
    page.until(() => location.pathname === '/portal' && document.querySelector('h1'));

  it('is the portal for whoever comes with a token, and leads to the entrance without it', async () => {
    const page = await open(`?token=${await host.mint()}`);
    assert.equal(await fieldIn(page, 'name'), 'Carol Diaz');
    assert.equal(await page.url(), `${host.portal}/embed/referrals`);
    assert.deepEqual(await axeFindings(page), []);

    await page.evaluate(() => location.reload());
    await untilAtEntrance(page);
    assert.equal(await page.text('h1'), 'Your portal is one step away');
  });

  it('is no dead end on Back', async () => {
    const page = await open(`?token=${await host.mint()}`);
    assert.equal(await fieldIn(page, 'name'), 'Carol Diaz');
    await leaveFor(page, '/auth/signed-out');
    await page.evaluate(() => history.back());
    // Kept whole by the browser it is the portal, loaded anew it has no token.
    await page.until(() => location.pathname === '/portal' || document.querySelector('[data-field="name"]'));
  });

  for (const tokens of ['expired', 'of another programme'] satisfies Tokens[]) {
    it(`leads to the entrance with a token that is ${tokens}`, async () => {
      await untilAtEntrance(await open(`?token=${await host.mint(tokens)}`));
    });
  }

  it('says so when the visit has expired, beside what was there', async () => {
    const page = await open(`?token=${await host.mint('brief')}`);
    assert.equal(await fieldIn(page, 'name'), 'Carol Diaz');
    await page.until(() => !document.getElementById('notice')?.hidden);
    assert.match(await page.text('#notice-text'), /^Your visit has expired\./);
    assert.deepEqual(await axeFindings(page), []);
    assert.equal(await page.text('#notice-link'), 'Try again');
    await page.click('#notice-link');
    await untilAtEntrance(page);
  });

  it('tells a partner who is not active so', async () => {
    const page = await open(`?token=${await host.mint('of a banned partner')}`);
    await page.until(() => !document.getElementById('notice')?.hidden);
    assert.match(await page.text('#notice-text'), /is not active/);
  });

  for (const query of ['', '?theme=dark', '?dynamicHeight=true', '?token=']) {
    it(`leads to the entrance without a token (${query || 'the address alone'})`, async () => {
      const page = await open(query);
      await untilAtEntrance(page);
      assert.deepEqual(await axeFindings(page), []);
      const link = await page.evaluate(() => {
        const found = document.querySelector<HTMLAnchorElement>('main a');
        found?.focus();
        return { hasFocus: document.activeElement === found, href: found?.href };
      });
      assert.deepEqual(link, { hasFocus: true, href: `${host.host}/welcome` });
    });
  }
});
