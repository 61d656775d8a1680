/** `POST /v1/affiliates/{id}/portal-token` (Affonso, "Generate Portal Token"), and the link it makes, followed once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { openDatabase } from '../../src/issuer/database.js';
import { affonsoPortalTokenSchema } from '../../src/protocol/schemas.js';
import {
  addProgramme,
  askForPortalToken,
  at,
  followPortalLink,
  openAcme,
  openAgain,
  send,
  textAt,
} from './acme.js';

const NOON = Date.parse('2030-01-01T12:00:00Z');
const ALICE = { email: 'alice@example.com', name: 'Alice Liddell' };

async function openAcmeWithAlice(t: Parameters<typeof openAcme>[0], now: () => number = Date.now) {
  const acme = await openAcme(t, { now });
  const alice = await acme.issuer.partners.create({ programmeId: acme.programme.id, ...ALICE });
  const mint = async () => {
    const { body } = await askForPortalToken(acme.issuer, acme.key, alice.id);
    return textAt(body, 'data', 'token');
  };
  return { ...acme, alice, mint };
}

test('the link signs the partner in, once', async (t) => {
  const { issuer, key, alice } = await openAcmeWithAlice(t, () => NOON);
  const answer = await askForPortalToken(issuer, key, alice.id);
  assert.equal(answer.status, 200);
  const { token, portalUrl, expiresAt } = affonsoPortalTokenSchema.parse(answer.body).data;
  assert.equal(portalUrl, `http://acme.localhost/auth/token?token=${token}`);
  assert.equal(expiresAt, '2030-01-01T12:05:00.000Z');

  const first = await followPortalLink(issuer, token);
  assert.deepEqual([first.status, first.headers.get('Location')], [303, '/portal']);
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const portal = await send(issuer, '/portal', { headers: { Cookie: cookie } });
  assert.equal(portal.status, 200);
  assert.ok(String(portal.body).includes(ALICE.name));

  const second = await followPortalLink(issuer, token);
  assert.deepEqual([second.status, second.headers.getSetCookie()], [410, []]);
});

test('the token says whose it is and for whom, and nothing about the person', async (t) => {
  const { alice, programme, mint } = await openAcmeWithAlice(t, () => NOON);
  const token = await mint();
  assert.deepEqual(decodeProtectedHeader(token), { alg: 'HS256', typ: 'portal-token+jwt', kid: '1' });
  const { jti, ...claims } = decodeJwt(token);
  assert.deepEqual(claims, {
    iss: 'refport-embed',
    aud: programme.id,
    sub: alice.id,
    iat: NOON / 1000,
    exp: NOON / 1000 + 300,
  });
  assert.match(jti ?? '', /^[0-9a-f]{32}$/);
});

test('the portal lives on the programme’s own domain when it has one', async (t) => {
  const { issuer } = await openAcme(t, { baseDomain: 'portal.example' });
  const hosts: [customDomain: string | undefined, origin: string][] = [
    ['partners.globex.example', 'https://partners.globex.example'],
    ['portal.localhost:4321', 'http://portal.localhost:4321'],
    [undefined, 'https://globex2.portal.example'],
    ['notlocalhost', 'https://notlocalhost'],
  ];
  for (const [index, [customDomain, origin]] of hosts.entries()) {
    const { id: programmeId } = await issuer.programmes.create({
      name: 'Globex',
      reward: '10 %',
      landingUrl: 'https://globex.example',
      subdomain: `globex${index}`,
      customDomain,
      embedOrigins: [],
    });
    const { key } = await issuer.keys.create({ programmeId, scopes: ['write:affiliates'] });
    const partner = await issuer.partners.create({ programmeId, ...ALICE });
    const { body } = await askForPortalToken(issuer, key, partner.id);
    const portalUrl = new URL(textAt(body, 'data', 'portalUrl'));
    assert.equal(portalUrl.origin, origin);
    assert.equal((await issuer.fetch(new Request(portalUrl))).status, 303);
  }
});

test('unknown, strange and foreign ids are all the same 404', async (t) => {
  const { issuer, key } = await openAcmeWithAlice(t);
  const globex = await addProgramme(issuer, 'globex');
  const foreigner = await issuer.partners.create({ programmeId: globex.programme.id, ...ALICE });
  const ids = ['aff_unknown', foreigner.id, '..%2f..', '%00', '*', "'or'1", 'a'.repeat(65), 'a'.repeat(5000)];
  for (const id of ids) {
    const { status, body } = await askForPortalToken(issuer, key, id);
    assert.equal(status, 404, id);
    const error = { code: 'NOT_FOUND', message: 'There is no affiliate with this id.' };
    assert.deepEqual(body, { success: false, error });
  }
});

test('only an active affiliate gets a link, and a link dies with the affiliate’s status', async (t) => {
  const { issuer, key, alice, mint } = await openAcmeWithAlice(t);
  const token = await mint();
  for (const status of ['PENDING', 'BANNED'] as const) {
    await issuer.partners.setStatus(alice.id, status);
    const answer = await askForPortalToken(issuer, key, alice.id);
    assert.deepEqual([answer.status, at(answer.body, 'error', 'code')], [403, 'AFFILIATE_NOT_ACTIVE']);
    assert.equal((await followPortalLink(issuer, token)).status, 410);
  }
  // Refused is not used up.
  await issuer.partners.setStatus(alice.id, 'ACTIVE');
  assert.equal((await followPortalLink(issuer, token)).status, 303);
});

test('a ban ends the sessions that are open', async (t) => {
  const { issuer, alice, mint } = await openAcmeWithAlice(t);
  const { headers } = await followPortalLink(issuer, await mint());
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const portal = () => send(issuer, '/portal', { headers: { Cookie: cookie } });
  assert.equal((await portal()).status, 200);
  await issuer.partners.setStatus(alice.id, 'BANNED');
  assert.equal((await portal()).status, 401);
});

test('looking at a link does not use it up', async (t) => {
  const { issuer, mint } = await openAcmeWithAlice(t);
  const token = await mint();
  await send(issuer, `/auth/token?token=${token}`, { method: 'HEAD' });
  await send(issuer, `/auth/token?token=${token}`, { headers: { 'Sec-Purpose': 'prefetch' } });
  assert.equal((await followPortalLink(issuer, token)).status, 303);
});

test('twenty racing redemptions, by two issuers, have one winner; select-then-insert would have several', async (t) => {
  const { issuer, database, mint } = await openAcmeWithAlice(t);
  const other = await openAgain(t, database);
  for (let round = 0; round < 10; round += 1) {
    const token = await mint();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => followPortalLink(i % 2 ? issuer : other, token)),
    );
    const winners = answers.filter(({ status }) => status === 303);
    const losers = answers.filter(({ status }) => status === 410);
    assert.deepEqual([winners.length, losers.length], [1, 19]);
    assert.equal(answers.flatMap(({ headers }) => headers.getSetCookie()).length, 1);
  }

  // The control: the same race, lost by code that looks first and writes afterwards.
  const connections = await Promise.all([openDatabase(database), openDatabase(database)]);
  t.after(() => Promise.all(connections.map((connection) => connection.close())));
  const wins = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const connection = connections[i % 2];
      assert.ok(connection);
      const [used] = await connection.query(`select 1 as used from redeemed where jti = 'control'`);
      if (used) return 0;
      await connection.query(
        `insert into redeemed (jti, expires_at) values ('control', 0) on conflict do nothing`,
      );
      return 1;
    }),
  );
  assert.ok(wins.reduce<number>((sum, win) => sum + win, 0) > 1, 'the race is none');
});

test('five minutes later the link is dead', async (t) => {
  let now = NOON;
  const { issuer, mint } = await openAcmeWithAlice(t, () => now);
  const [inTime, late] = [await mint(), await mint()];
  now = NOON + 299_000;
  assert.equal((await followPortalLink(issuer, inTime)).status, 303);
  now = NOON + 306_000; // five seconds are for clocks that differ
  assert.equal((await followPortalLink(issuer, late)).status, 410);
});
