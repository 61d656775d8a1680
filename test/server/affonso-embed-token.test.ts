/** Affonso's embed tokens: a host with Affonso alone has the embed. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Affonso, embedTokenHandler, ValidationError } from 'refport-embed/server';
import { json, startUpstream, stillClock, type Answer } from './upstream.js';

async function vendor(t: TestContext, answer: Answer) {
  const { baseUrl, asked } = await startUpstream(t, answer);
  const options = { apiKey: 'rk_test', baseUrl, retries: 0, programId: 'prog_1', ...stillClock() };
  const { embedTokens } = new Affonso(options);
  return { embedTokens, asked };
}

const EMBED = {
  publicToken: 'a1b2c3d4e5f6',
  expiresAt: '2026-07-28T12:30:00.000Z',
  link: 'https://acme.example',
};

test('an embed token, asked for and answered as the document says', async (t) => {
  const { embedTokens, asked } = await vendor(t, json({ success: true, data: EMBED }));
  const partner = { email: 'alice@example.com', name: 'Alice', image: 'x' };
  assert.deepEqual(await embedTokens.create({ partner, tenantId: null }), {
    publicToken: 'a1b2c3d4e5f6',
    expires: new Date('2026-07-28T12:30:00Z'),
    expiresInSeconds: 1800,
  });
  assert.equal(`${asked[0]?.method} ${asked[0]?.path}`, 'POST /v1/embed/token');
  assert.equal(
    asked[0]?.body,
    '{"programId":"prog_1","partner":{"email":"alice@example.com","name":"Alice"}}',
  );
});

for (const subject of [
  {},
  { tenantId: 'org_001' },
  { partner: { email: '' } },
  { partner: { email: 'a@b.c' }, tenantId: 'org_001' },
  { partner: { email: 'a@b.c' }, enrollmentId: 'enr_1' },
]) {
  test(`the subject ${JSON.stringify(subject)} is not dropped in part: refused before any request`, async (t) => {
    const { embedTokens, asked } = await vendor(t, json({ success: true, data: EMBED }));
    await assert.rejects(embedTokens.create(subject), ValidationError);
    assert.equal(asked.length, 0);
  });
}

for (const [what, fields] of [
  ['without a token', { publicToken: undefined }],
  ['without a time', { expiresAt: undefined }],
  ['that has expired', { expiresAt: '2026-07-28T11:59:59Z' }],
] as const) {
  test(`an embed token ${what} is BAD_RESPONSE`, async (t) => {
    const { embedTokens } = await vendor(t, json({ success: true, data: { ...EMBED, ...fields } }));
    await assert.rejects(embedTokens.create({ partner: { email: 'a@b.c' } }), { code: 'BAD_RESPONSE' });
  });
}

test('a host with Affonso alone has a token endpoint', async (t) => {
  const { embedTokens } = await vendor(t, json({ success: true, data: EMBED }));
  const identify = () => ({ partner: { email: 'alice@example.com' } });
  const handler = embedTokenHandler({ refport: { embedTokens }, identify });
  const response = await handler(
    new Request('https://host.example/', { headers: { 'sec-fetch-site': 'none' } }),
  );
  assert.deepEqual(await response.json(), {
    publicToken: 'a1b2c3d4e5f6',
    expires: '2026-07-28T12:30:00.000Z',
    expiresIn: 1800,
  });
});
