/**
 * What a host's two routes promise, whatever they are written in (docs/backends.md): who gets a token, who is refused and how,
 * and what every answer says to caches and to other sites. It runs against any backend that listens at an address.
 */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { ask, type Answer } from './ask.js';
import { LINK_WITHOUT_KEY, PORTAL_ROWS, TOKEN_ROWS, TROUBLE_ROWS, type Row } from './rows.js';
import type { Vendor } from './vendor.js';

export interface Backend {
  /** Such as `http://127.0.0.1:40123`. */
  url: string;
  /** All that it has printed. */
  output(): string;
}

/** Where the portal link leads: what the backends are told. */
export const PORTAL_URL = 'https://portal.example/embed/referrals';

/** Runs each row as a test of its own. The vendor's key is revoked afterwards. */
export async function contract(t: TestContext, backend: Backend, vendor: Vendor): Promise<void> {
  const carol = await vendor.issuer.partners.create({
    programmeId: vendor.programme.id,
    email: 'carol@example.com',
  });
  await vendor.issuer.partners.setStatus(carol.id, 'BANNED');

  const meets = (path: string, granted: (answer: Answer, row: Row) => Promise<void>) => async (row: Row) => {
    await t.test(row.title, async () => {
      await row.before?.(vendor);
      const sent = row.send?.(backend.url) ?? {};
      const cookie = row.as ? { cookie: `session=${row.as}` } : undefined;
      // A query names somebody else, too: it has no say either.
      const answer = await ask(`${backend.url}${path}?email=bob%40example.com&user=bob`, {
        ...sent,
        headers: { accept: 'application/json', ...sent.headers, ...cookie },
      });
      const { status, body } = answer;
      assert.equal(status, row.refusal?.status ?? (path === '/api/portal' ? 303 : 200), body);
      assert.ok(!JSON.stringify(answer).includes(vendor.key), 'the key stays on the server');
      if (status === 405) return assert.match(answer.headers.allow ?? '', /\bGET\b/);
      isForNobodyElse(answer);
      if (row.refusal) refused(answer, row.refusal, backend.url);
      else await granted(answer, row);
    });
  };

  const tokenRow = meets('/api/embed-token', async ({ headers: { 'content-type': type }, body }, row) => {
    assert.match(type ?? '', /^application\/json\b/);
    const { publicToken, expires, expiresIn } = JSON.parse(body) as Record<string, unknown>;
    assert.equal(await vendor.emailOf(String(publicToken)), `${row.as}@example.com`);
    const secondsLeft = (Date.parse(String(expires)) - Date.now()) / 1000;
    assert.ok(secondsLeft > 0 && secondsLeft <= 1800, String(expires));
    // By the vendor's clock, whose Date header may be a second old or two.
    if (expiresIn !== undefined)
      assert.ok(Number.isInteger(expiresIn) && Math.abs(Number(expiresIn) - secondsLeft) < 60);
  });
  const portalRow = meets('/api/portal', async ({ headers: { location = '', ...others } }, row) => {
    const { origin, pathname, searchParams } = new URL(location);
    assert.equal(origin + pathname, PORTAL_URL);
    assert.equal(await vendor.emailOf(searchParams.get('token') ?? ''), `${row.as}@example.com`);
    assert.equal(others['referrer-policy'], 'no-referrer');
  });

  for (const row of TOKEN_ROWS) await tokenRow(row);
  for (const row of PORTAL_ROWS) await portalRow(row);
  for (const row of TROUBLE_ROWS) await tokenRow(row);
  await portalRow(LINK_WITHOUT_KEY);

  await t.test('its own log holds no key and no token', () => {
    assert.doesNotMatch(backend.output(), /\b[rp][kt]_\w{8}/);
  });
}

/** The headers of every answer but that of a framework to a method that the route does not have. */
function isForNobodyElse({ headers: sent }: Answer): void {
  assert.match(sent['cache-control'] ?? '', /\bno-store\b/);
  assert.match(sent['cache-control'] ?? '', /\bprivate\b/);
  const vary = (sent.vary ?? '').toLowerCase().split(/\s*,\s*/);
  for (const name of ['cookie', 'origin', 'sec-fetch-site']) assert.ok(vary.includes(name), `Vary: ${name}`);
  assert.equal(sent['x-content-type-options'], 'nosniff');
  assert.equal(sent['cross-origin-resource-policy'], 'same-origin');
  assert.equal(sent['access-control-allow-origin'], undefined);
}

function refused(
  answer: Answer,
  { code, headers: expected, leadsTo }: NonNullable<Row['refusal']>,
  url: string,
) {
  for (const [name, value] of Object.entries(expected ?? {})) assert.equal(answer.headers[name], value);
  assert.ok(!answer.body.includes('publicToken') && !answer.body.includes('canary'), answer.body);
  const { location } = answer.headers;
  assert.equal(location && new URL(location, url).href, leadsTo && new URL(leadsTo, url).href);
  if (code === undefined) return;
  if (!answer.headers['content-type']?.startsWith('application/json')) {
    return assert.match(answer.body, new RegExp(`\\b${code}\\b`)); // a page for a reader
  }
  const { error } = JSON.parse(answer.body) as { error: Record<string, unknown> };
  assert.equal(error['code'], code);
  assert.equal(typeof error['message'], 'string');
}
