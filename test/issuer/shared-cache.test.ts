/** S15 · A proxy in front of the issuer that keeps whatever it may: the frame's shell for everybody, and nobody's portal. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedCache } from '../server/shared-cache.js';
import { acmeWithLinks } from './acme-with-links.js';
import { askForEmbedToken, bearer, textAt } from './acme.js';
import { PartnerBrowser } from './partner-browser.js';

test('two partners behind one proxy each see their own portal, in the frame and on the page', async (t) => {
  const { issuer, key, alice, bob, linkFor } = await acmeWithLinks(t);
  const asked: string[] = [];
  const network = sharedCache((request) => {
    asked.push(new URL(request.url).pathname);
    return issuer.fetch(request);
  });

  for (const [{ email }, whose] of [
    [alice, /Alice Liddell/],
    [bob, /Bob/],
  ] as const) {
    const { body } = await askForEmbedToken(issuer, key, { partner: { email } });
    const token = textAt(body, 'publicToken');
    const read = async (path: string, init?: RequestInit): Promise<string> =>
      (await network(new Request(`http://acme.localhost${path}`, init))).text();
    assert.doesNotMatch(await read('/embed/referrals'), whose);
    assert.doesNotMatch(await read(`/embed/referrals?token=${token}`), whose);
    assert.match(await read('/embed/referrals/content', bearer(token)), whose);
  }

  const proxied = { ...issuer, fetch: network };
  for (const [partner, whose] of [
    [alice, /Signed in as <bdi>Alice Liddell/],
    [bob, /Signed in as <bdi>Bob/],
  ] as const) {
    const browser = new PartnerBrowser(proxied);
    assert.match((await browser.visit(await linkFor(partner))).html, whose);
  }
  const stranger = await new PartnerBrowser(proxied).open('/portal');
  assert.equal(stranger.status, 401);
  const count = (path: string) => asked.filter((each) => each === path).length;
  assert.deepEqual(
    [count('/embed/referrals/content'), count('/portal'), count('/embed/referrals')],
    [2, 3, 3],
    'of all these the shell alone was kept, once',
  );
});
