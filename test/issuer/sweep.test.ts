/** What has expired is forgotten, and what has not is kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore } from '../../src/issuer/store.js';
import { sweep } from '../../src/issuer/sweep.js';

const NOON = Date.parse('2030-01-01T12:00:00Z');
const HOUR_MS = 60 * 60 * 1000;

test('rows go an hour after they expired, in as many batches as it takes', async (t) => {
  let now = NOON;
  const store = await openStore({ database: ':memory:', baseDomain: 'localhost', now: () => now });
  t.after(() => store.database.close());
  const programme = await store.programmes.create({
    name: 'Acme',
    reward: '20 %',
    landingUrl: 'https://acme.example',
    subdomain: 'acme',
    embedOrigins: [],
  });
  const partner = await store.partners.findOrCreate({
    programmeId: programme.id,
    email: 'alice@example.com',
  });
  const enrolment = await store.enrolments.findOrCreate(partner, undefined);
  const sweepAndCount = async () => {
    await sweep(store.database, now);
    const [row] = await store.database.query(
      `select (select count(*) from embed_tokens) as tokens, (select count(*) from sessions) as sessions,
              (select count(*) from redeemed) as redeemed`,
    );
    return { ...row };
  };

  for (let i = 0; i < 2_500; i += 1) await store.embedTokens.mint(enrolment.id, 1800);
  const { token: portalToken } = await store.portalTokens.mint(partner);
  const signedIn = await store.portalTokens.redeem(programme.id, portalToken);
  assert.ok(signedIn);
  const { token: early } = await store.embedTokens.mint(enrolment.id, 1800);
  now += 1;
  const { token: late } = await store.embedTokens.mint(enrolment.id, 1800);
  assert.deepEqual(await sweepAndCount(), { tokens: 2_502, sessions: 1, redeemed: 1 });

  now = NOON + 1.5 * HOUR_MS + 1;
  assert.deepEqual(await sweepAndCount(), { tokens: 1, sessions: 1, redeemed: 0 });
  // Swept or not, an old token is an expired one; and the session, which lives eight hours, is still good.
  for (const token of [early, late]) {
    assert.deepEqual(await store.embedTokens.read(programme.id, token), { ok: false, code: 'TOKEN_EXPIRED' });
  }
  assert.ok(await store.sessions.read(programme.id, signedIn.session));
  // A portal token that was used stays refused when its record is gone: it has expired long ago.
  assert.equal(await store.portalTokens.redeem(programme.id, portalToken), undefined);

  now = NOON + 9 * HOUR_MS + 1;
  assert.deepEqual(await sweepAndCount(), { tokens: 0, sessions: 0, redeemed: 0 });
});
