/** Whatever a vendor answers, the browser hears one of a few statuses, and a token only when it looks like one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Affonso, Refport, embedTokenHandler, portalRedirectHandler } from 'refport-embed/server';
import { fc, REPLAY } from '../support/world/seed.js';
import { NOW, stillClock } from './upstream.js';

/** Mostly what a vendor would send, so that a strange value stands among good ones. */
const mostly = <T>(good: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: good, weight: 8 }, fc.string(), fc.anything());

const time = mostly(
  fc
    .date({ min: new Date(NOW - 1e8), max: new Date(NOW + 1e9), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
const token = mostly(fc.stringMatching(/^pt_[A-Za-z0-9]{8,20}$/));
const url = mostly(fc.oneof(fc.webUrl(), fc.constant('https://acme.example/auth?token=x')));
const answer = mostly(
  fc.oneof(
    fc.record({ publicToken: token, expires: time }),
    fc.record({
      success: mostly(fc.boolean()),
      data: mostly(fc.record({ token, portalUrl: url, expiresAt: time })),
    }),
    fc.record({
      error: mostly(fc.record({ code: mostly(fc.constant('NOT_FOUND')), message: mostly(fc.string()) })),
    }),
  ),
);
const json = answer.map(
  (value) => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part)) ?? '',
);
const text = fc.oneof({ arbitrary: json, weight: 8 }, fc.string(), fc.json());
const header = fc.oneof(
  fc.stringMatching(/^[\x20-\x7e]*$/),
  fc.constantFrom('0', '120', '-1', new Date(NOW).toUTCString()),
);
const vendor = fc.record({
  status: fc.oneof(
    { arbitrary: fc.constant(200), weight: 3 },
    fc.constantFrom(201, 401, 403, 404, 422, 429, 500),
    fc.integer({ min: 200, max: 599 }),
  ),
  body: text,
  headers: fc.record({ date: header, 'retry-after': header, 'x-request-id': header }, { requiredKeys: [] }),
});

const request = new Request('https://host.example/api', {
  headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
});

test('1,000 answers', async () => {
  let tokens = 0;
  let redirects = 0;
  await fc.assert(
    fc.asyncProperty(vendor, async ({ status, body, headers }) => {
      const fetch = () =>
        Promise.resolve(new Response([204, 205, 304].includes(status) ? null : body, { status, headers }));
      const options = { apiKey: 'rk_test', retries: 0, fetch, ...stillClock() };
      const quiet = { onError: () => {} };

      const minted = await embedTokenHandler({
        refport: new Refport(options),
        identify: () => ({ tenantId: 'org_001' }),
        ...quiet,
      })(request);
      assert.ok([200, 403, 404, 422, 429, 502].includes(minted.status), `${minted.status}`);
      const said = (await minted.json()) as {
        publicToken: string;
        expiresIn: number;
        error?: { code: string };
      };
      if (minted.status === 200) {
        assert.match(said.publicToken, /^[\w.~-]{8,4096}$/);
        assert.ok(Number.isSafeInteger(said.expiresIn) && said.expiresIn >= 0);
        tokens++;
      } else assert.match(said.error?.code ?? '', /^[A-Z][A-Z\d_]*$/);
      if (minted.status === 429)
        assert.match(minted.headers.get('retry-after') ?? '', /^([1-9]|[1-9]\d|[12]\d\d|300)$/);

      const opened = await portalRedirectHandler({
        affonso: new Affonso(options),
        identify: () => ({ affiliateId: 'abc' }),
        portalOrigins: ['https://acme.example'],
        ...quiet,
      })(request);
      assert.ok([303, 403, 404, 422, 429, 502].includes(opened.status), `${opened.status}`);
      assert.equal(opened.headers.has('location'), opened.status === 303);
      if (opened.status === 303) {
        assert.match(opened.headers.get('location') ?? '', /^https:\/\/acme\.example\//);
        redirects++;
      }
    }),
    { numRuns: 1000 },
  );
  assert.ok(
    tokens > 0 && redirects > 0,
    `the good answers were among them: ${tokens}, ${redirects}. ${REPLAY}`,
  );
});
