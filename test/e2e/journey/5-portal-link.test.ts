/** Step 5: the plain link leads to the portal as a page of its own. Without JavaScript it is all there is, and it is enough. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { FALLBACK_LINK, fieldIn, untilStatus, visit } from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('5. the link, with JavaScript', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('works when the embed does not', async () => {
    const page = await visit(browser(), demo, 'alice', { token: '404' });
    await untilStatus(page, 'failed');
    await page.click(FALLBACK_LINK);
    await untilPortalOf(page, 'Alice Martin');
    assert.equal(await page.url(), `${demo.origins.portal}/portal`, 'and the token is gone from the address');
  });

  it('signs in once: the second use of its URL is refused, with the reason', async () => {
    const url = await portalUrlFor(demo, 'alice');
    await browser().forgetVisitor();
    const page = await browser().newPage();
    await page.open(url);
    await untilPortalOf(page, 'Alice Martin');

    await browser().forgetVisitor();
    const thief = await browser().newPage();
    await thief.open(url);
    assert.equal(await thief.text('h1'), 'This link has expired or was already used');
    assert.match(await thief.text('main'), /works once, and for five minutes/);
    assert.doesNotMatch(await thief.text('main'), /Alice/);
    assert.equal((await demo.issuer.fetch(new Request(url))).status, 410);
  });
});

inEachEngine(
  'F25 · 5. the link, without JavaScript',
  (browser) => {
    let demo: WatchedDemo;
    before(async () => {
      demo = await startWatchedDemo();
    });
    after(() => demo.close());

    for (const [user, name] of [
      ['alice', 'Alice Martin'],
      ['dana', 'Dana Silva'], // whom no embed has made a partner
    ] as const) {
      it(`is on the page, and leads ${name} to her portal`, async () => {
        const page = await visit(browser(), demo, user);
        assert.equal(await page.text(FALLBACK_LINK), 'Open your referral portal');
        await page.click(FALLBACK_LINK);
        await untilPortalOf(page, name);
        assert.match(await fieldIn(page, 'referral-link'), /\/welcome\?via=/);
      });
    }
  },
  { javaScript: false },
);

async function untilPortalOf(page: Page, name: string): Promise<void> {
  await page.until(
    (wanted: string) => document.querySelector('[data-field="name"]')?.textContent === wanted,
    {
      args: [name],
    },
  );
}

/** Where the host's `/api/portal` would send a signed-in user: the URL that a browser only passes through. */
async function portalUrlFor(demo: WatchedDemo, user: string): Promise<string> {
  const { host } = demo.origins;
  const form = new URLSearchParams({ user });
  const signedIn = await fetch(`${host}/sign-in`, { method: 'POST', body: form, redirect: 'manual' });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  // A click in the host's own page, as browsers without Fetch Metadata describe it.
  const answer = await fetch(`${host}/api/portal`, {
    headers: { Cookie: cookie, Referer: `${host}/` },
    redirect: 'manual',
  });
  assert.equal(answer.status, 303);
  const url = answer.headers.get('location') ?? '';
  assert.ok(url.startsWith(`${demo.origins.portal}/auth/token?token=`), url);
  return url;
}
