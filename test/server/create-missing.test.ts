/** Partners whom the vendor does not know yet: created by the link where the host wants it, once, however often they click. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createIssuer } from 'refport-embed/issuer';
import { Affonso, portalRedirectHandler, type PortalSubject } from 'refport-embed/server';
import { click, HOST, link } from './portal-link.js';
import { GOOD_LOGIN, json, refused, type Answer } from './upstream.js';

const NOBODY = json({ success: true, data: [] });
const CREATED = json({ success: true, data: { id: 'aff_dana', email: 'dana@example.com' } }, 201);
const FOUND = json({ success: true, data: [{ id: 'aff_first', email: 'dana@example.com' }] });
const dana: PortalSubject = { email: 'dana@example.com', name: 'Dana' };

const firstVisit = (t: TestContext, answers: Answer[], subject = dana) =>
  link(t, answers, { identify: () => subject, createMissing: true });

test('an unknown partner is created, and their portal opens', async (t) => {
  const { open, asked } = await firstVisit(t, [NOBODY, CREATED, GOOD_LOGIN]);
  assert.equal((await open()).status, 303);
  assert.deepEqual(
    asked.map(({ method, path, body }) => `${method} ${path} ${body}`.trim()),
    [
      'GET /v1/affiliates?email=dana%40example.com',
      'POST /v1/affiliates {"name":"Dana","email":"dana@example.com"}',
      'POST /v1/affiliates/aff_dana/portal-token',
    ],
  );
});

test('a partner without a name gets one that says nothing: it becomes part of a public link', async (t) => {
  const { open, asked } = await firstVisit(t, [NOBODY, CREATED, GOOD_LOGIN], { email: 'dana@example.com' });
  await open();
  assert.equal(asked[1]?.body, '{"name":"Partner","email":"dana@example.com"}');
});

for (const status of [409, 422, 400]) {
  test(`${status}, because somebody came first: theirs is the partner`, async (t) => {
    const { open, asked, errors } = await firstVisit(t, [
      NOBODY,
      refused(status, 'EXISTS'),
      FOUND,
      GOOD_LOGIN,
    ]);
    assert.equal((await open()).status, 303);
    assert.equal(asked.at(-1)?.path, '/v1/affiliates/aff_first/portal-token');
    assert.deepEqual(errors, []);
  });
}

for (const [what, answers, status] of [
  ['a conflict with nobody', [NOBODY, refused(409, 'CONFLICT'), NOBODY], 502],
  ['no such programme', [NOBODY, refused(422, 'VALIDATION_ERROR'), NOBODY], 422],
  ['a key that may not', [NOBODY, refused(403, 'INSUFFICIENT_PERMISSIONS')], 403],
  ['an outage', [NOBODY, { status: 503 }], 502],
  ['an answer without an id', [NOBODY, json({ success: true, data: {} })], 502],
] as [string, Answer[], number][]) {
  test(`${what}: ${status}, nobody is sent anywhere, and the host hears why`, async (t) => {
    const { open, asked, errors } = await firstVisit(t, answers);
    const response = await open();
    assert.deepEqual([response.status, response.headers.has('location')], [status, false]);
    assert.deepEqual([asked.length, errors.length], [answers.length, 1]);
  });
}

test('whoever is known by id is never created', async (t) => {
  const { open, asked } = await firstVisit(t, [refused(404, 'NOT_FOUND')], {
    affiliateId: 'aff_gone',
    ...dana,
  });
  assert.deepEqual([(await open()).status, asked.length], [404, 1]);
});

test('without createMissing nobody is', async (t) => {
  const { open, asked } = await link(t, [NOBODY], { identify: () => dana });
  assert.deepEqual([(await open()).status, asked.length], [404, 1]);
});

test('fifty clicks at once, on a real issuer: one partner, and fifty portals', async (t) => {
  const issuer = await createIssuer({ database: ':memory:' });
  t.after(() => issuer.close());
  const programme = await issuer.programmes.create({
    name: 'Acme',
    reward: '20 %',
    landingUrl: 'https://acme.example',
    subdomain: 'acme',
    embedOrigins: [],
  });
  const { key } = await issuer.keys.create({
    programmeId: programme.id,
    scopes: ['read:affiliates', 'write:affiliates'],
  });
  const fetch = (url: string, init: RequestInit) => issuer.fetch(new Request(url, init));
  const open = portalRedirectHandler({
    affonso: new Affonso({ apiKey: key, baseUrl: 'http://localhost', fetch }),
    identify: () => dana,
    createMissing: true,
    portalOrigins: [programme.origin],
  });
  const clicks = Array.from({ length: 50 }, () =>
    open(new Request(`${HOST}/api/portal`, { headers: click })),
  );
  const statuses = (await Promise.all(clicks)).map(({ status }) => status);
  assert.deepEqual(new Set(statuses), new Set([303]));
  const partners = await issuer.partners.list(programme.id);
  assert.deepEqual(
    partners.map(({ email, name }) => [email, name]),
    [['dana@example.com', 'Dana']],
  );
});
