/** Whose portal a token opens: selectors narrow, and nobody is ever shown somebody else's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addProgramme, askForEmbedToken, at, openAcme, openPortal, textAt, type Acme } from './acme.js';

const ALICE = 'alice@example.com';
const BOB = 'bob@example.com';
const SHARED = 'org_shared';

/** Alice and Bob share an organisation; Carol has one of her own. */
async function openSharedOrganisation(t: Parameters<typeof openAcme>[0]) {
  const acme = await openAcme(t);
  const programmeId = acme.programme.id;
  const { enrollmentId: alice } = await acme.issuer.partners.create({
    programmeId,
    email: ALICE,
    tenantId: SHARED,
  });
  const { enrollmentId: bob } = await acme.issuer.partners.create({
    programmeId,
    email: BOB,
    tenantId: SHARED,
  });
  await acme.issuer.partners.create({ programmeId, email: 'carol@example.com', tenantId: 'org_carol' });
  return { acme, alice, bob };
}

/** The address that the portal shows, or the status and code of the refusal. */
async function whoIsShown({ issuer, key }: Acme, body: unknown): Promise<string> {
  const answer = await askForEmbedToken(issuer, key, body);
  if (answer.status !== 200) return `${answer.status} ${textAt(answer.body, 'error', 'code')}`;
  const portal = await openPortal(issuer, textAt(answer.body, 'publicToken'));
  return /[\w.]+@example\.com/.exec(String(portal.body))?.[0] ?? 'nobody';
}

test('a shared organisation never shows Bob the portal of Alice', async (t) => {
  const { acme, alice, bob } = await openSharedOrganisation(t);
  const scenarios: [request: object, shown: string][] = [
    [{ tenantId: SHARED, partner: { email: BOB } }, BOB],
    [{ tenantId: SHARED, partner: { email: ALICE } }, ALICE],
    [{ enrollmentId: bob }, BOB],
    [{ enrollmentId: bob, tenantId: SHARED, partner: { email: ' BOB@example.com' } }, BOB],
    [{ tenantId: 'org_carol' }, 'carol@example.com'],
    // Contradictions, and a selector that names two.
    [{ tenantId: SHARED }, '422 VALIDATION_ERROR'],
    [{ enrollmentId: alice, partner: { email: BOB } }, '422 VALIDATION_ERROR'],
    [{ enrollmentId: alice, tenantId: 'org_carol' }, '422 VALIDATION_ERROR'],
    [{ enrollmentId: alice, tenantId: SHARED.toUpperCase() }, '422 VALIDATION_ERROR'],
    [{ enrollmentId: 'enr_unknown', partner: { email: BOB } }, '404 NOT_FOUND'],
    // Ids are compared byte for byte.
    [{ tenantId: 'ORG_CAROL' }, '404 NOT_FOUND'],
    [{ tenantId: 'org_carol ' }, '404 NOT_FOUND'],
    [{ tenantId: '%' }, '404 NOT_FOUND'],
    // Bob in Carol's organisation is Bob, enrolled there now; after that, the organisation alone names two.
    [{ tenantId: 'org_carol', partner: { email: BOB } }, BOB],
    [{ tenantId: 'org_carol' }, '422 VALIDATION_ERROR'],
  ];
  for (const [request, shown] of scenarios) {
    assert.equal(await whoIsShown(acme, request), shown, JSON.stringify(request));
  }
});

test('programmes are strangers: neither an enrolment nor a token of one is known to the other', async (t) => {
  const { acme, alice } = await openSharedOrganisation(t);
  const globex = await addProgramme(acme.issuer, 'globex');
  assert.equal(await whoIsShown({ ...acme, key: globex.key }, { enrollmentId: alice }), '404 NOT_FOUND');
  assert.equal(await whoIsShown({ ...acme, key: globex.key }, { tenantId: SHARED }), '404 NOT_FOUND');

  // The same address is another partner there, and its token opens nothing on Acme's pages.
  const { body } = await askForEmbedToken(acme.issuer, globex.key, { partner: { email: ALICE } });
  const portal = await openPortal(acme.issuer, textAt(body, 'publicToken'));
  assert.deepEqual([portal.status, at(portal.body, 'error', 'code')], [401, 'UNAUTHORIZED']);
});

test('a paused programme gives no tokens', async (t) => {
  const { acme } = await openSharedOrganisation(t);
  await acme.issuer.programmes.setStatus(acme.programme.id, 'PAUSED');
  const answer = await askForEmbedToken(acme.issuer, acme.key, { partner: { email: ALICE } });
  assert.deepEqual(answer.body, {
    error: { code: 'NOT_FOUND', message: 'No active referral program found for the organization' },
  });
  assert.equal(answer.status, 404);
});

test('a ban is felt at once: no new token, and those already out open nothing', async (t) => {
  const { acme, alice } = await openSharedOrganisation(t);
  const { issuer, key, programme } = acme;
  const { body } = await askForEmbedToken(issuer, key, { enrollmentId: alice });
  const token = textAt(body, 'publicToken');
  assert.equal((await openPortal(issuer, token)).status, 200);

  const partner = (await issuer.partners.list(programme.id)).find(({ email }) => email === ALICE);
  assert.ok(partner);
  for (const status of ['BANNED', 'PENDING'] as const) {
    await issuer.partners.setStatus(partner.id, status);
    for (const request of [
      { enrollmentId: alice },
      { partner: { email: ALICE } },
      { tenantId: 'new', partner: { email: ALICE } },
    ]) {
      assert.equal(await whoIsShown(acme, request), '403 AFFILIATE_NOT_ACTIVE', JSON.stringify(request));
    }
    const portal = await openPortal(issuer, token);
    assert.deepEqual([portal.status, at(portal.body, 'error', 'code')], [403, 'AFFILIATE_NOT_ACTIVE']);
    assert.ok(!JSON.stringify(portal.body).includes(ALICE));
  }

  await issuer.partners.setStatus(partner.id, 'ACTIVE');
  assert.equal((await openPortal(issuer, token)).status, 200);
});
