/** `POST /v1/affiliates` and `POST /v1/embed/token` (Affonso): what a host with Affonso's API alone needs of the issuer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addProgramme, askForEmbedToken, at, bearer, openAcme, openPortal, send, textAt } from './acme.js';
import type { Issuer } from 'refport-embed/issuer';

function post(issuer: Issuer, path: string, key: string, body: unknown) {
  return send(issuer, path, { method: 'POST', ...bearer(key), body: JSON.stringify(body) });
}

const DANA = { email: ' Dana@Example.com ', name: 'Dana', program_id: 'prog_of_affonso' };

test('an affiliate is created, once for each e-mail address', async (t) => {
  const { issuer, key, programme } = await openAcme(t);
  const created = await post(issuer, '/v1/affiliates', key, DANA);
  assert.equal(created.status, 201);
  const id = textAt(created.body, 'data', 'id');
  assert.deepEqual(created.body, {
    success: true,
    data: { id, email: 'dana@example.com', name: 'Dana', status: 'ACTIVE' },
  });
  const again = await post(issuer, '/v1/affiliates', key, {
    email: 'dana@example.com',
    name: 'Somebody else',
  });
  assert.deepEqual([again.status, at(again.body, 'error', 'code')], [409, 'AFFILIATE_EXISTS']);
  const partners = await issuer.partners.list(programme.id);
  assert.deepEqual(
    partners.map((partner) => [partner.id, partner.name]),
    [[id, 'Dana']],
  );
});

test('of fifty who create one affiliate at once, one does', async (t) => {
  const { issuer, key, programme } = await openAcme(t);
  const racing = Array.from({ length: 50 }, () => post(issuer, '/v1/affiliates', key, DANA));
  const statuses = (await Promise.all(racing)).map(({ status }) => status);
  assert.deepEqual(
    [201, 409].map((status) => statuses.filter((other) => other === status).length),
    [1, 49],
  );
  assert.equal((await issuer.partners.list(programme.id)).length, 1);
});

test('a programme’s affiliates are its own, and creating them needs the scope', async (t) => {
  const { issuer, key, programme } = await openAcme(t);
  const globex = await addProgramme(issuer, 'globex');
  const { key: reader } = await issuer.keys.create({
    programmeId: programme.id,
    scopes: ['read:affiliates'],
  });
  const statusFor = async (secret: string) => (await post(issuer, '/v1/affiliates', secret, DANA)).status;
  assert.deepEqual(
    [await statusFor(reader), await statusFor(key), await statusFor(globex.key)],
    [403, 201, 201],
  );
});

for (const body of [
  {},
  { email: 'dana' },
  { email: 7, name: 'Dana' },
  { email: 'a@b.c', name: {} },
  [],
  null,
]) {
  test(`the affiliate ${JSON.stringify(body)} is a 422`, async (t) => {
    const { issuer, key } = await openAcme(t);
    const { status, body: answer } = await post(issuer, '/v1/affiliates', key, body);
    assert.deepEqual(
      [status, at(answer, 'error', 'code'), at(answer, 'success')],
      [422, 'VALIDATION_ERROR', false],
    );
  });
}

test('an embed token in Affonso’s words opens the same portal, and creates who is new', async (t) => {
  const { issuer, key, programme } = await openAcme(t, { now: () => Date.parse('2030-01-01T12:00:00Z') });
  const partner = { email: 'dana@example.com', name: 'Dana' };
  const answer = await post(issuer, '/v1/embed/token', key, { programId: 'prog_of_affonso', partner });
  assert.equal(answer.status, 200);
  const [found] = await issuer.partners.list(programme.id);
  assert.deepEqual(answer.body, {
    success: true,
    data: {
      publicToken: textAt(answer.body, 'data', 'publicToken'),
      expiresAt: '2030-01-01T12:30:00.000Z',
      link: `https://acme.example/welcome?via=${found?.handle}`,
      partnershipStatus: 'APPROVED',
    },
  });
  assert.equal((await openPortal(issuer, textAt(answer.body, 'data', 'publicToken'))).status, 200);
  const refport = await askForEmbedToken(issuer, key, { partner });
  assert.equal((await openPortal(issuer, textAt(refport.body, 'publicToken'))).status, 200);
  assert.equal((await issuer.partners.list(programme.id)).length, 1);

  await issuer.partners.setStatus(found?.id ?? '', 'BANNED');
  const banned = await post(issuer, '/v1/embed/token', key, { partner });
  assert.deepEqual([banned.status, at(banned.body, 'error', 'code')], [403, 'AFFILIATE_NOT_ACTIVE']);
  const nobody = await post(issuer, '/v1/embed/token', key, {});
  assert.deepEqual([nobody.status, at(nobody.body, 'error', 'code')], [422, 'VALIDATION_ERROR']);
});
