/** Runtimes whose requests know less than the standard: Workers, each option probed before it is used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as Kit from 'refport-embed/server';
import { GOOD_TOKEN, startUpstream, stillClock } from './upstream.js';

const file = new URL('../../dist/server/index.js', import.meta.url).href;

/** The kit as a fresh process would load it, in a runtime whose `Request` throws at these options. */
async function kitWhere(runtime: string, throws: (init: RequestInit) => string | undefined) {
  class OldRequest extends Request {
    constructor(input: RequestInfo | URL, init: RequestInit = {}) {
      const reason = throws(init);
      if (reason) throw new TypeError(reason);
      super(input, init);
    }
  }
  const { Request: Modern } = globalThis;
  globalThis.Request = OldRequest;
  try {
    const kit = (await import(`${file}?${encodeURIComponent(runtime)}`)) as typeof Kit;
    // There, fetch builds a Request of its own.
    const fetch = (url: string, init: RequestInit) => globalThis.fetch(new OldRequest(url, init));
    return { kit, fetch };
  } finally {
    globalThis.Request = Modern;
  }
}

for (const [runtime, throws] of [
  ['all options', () => undefined],
  ['no redirect "error"', ({ redirect }) => (redirect === 'error' ? 'Invalid redirect value' : undefined)],
  [
    'no cache, as before 2024-11-11',
    (init) => ('cache' in init ? "The 'cache' field on 'RequestInitializerDict' is not implemented." : ''),
  ],
  [
    'neither',
    (init) => ('cache' in init || init.redirect === 'error' ? 'It is not implemented.' : undefined),
  ],
] as [string, (init: RequestInit) => string | undefined][]) {
  test(`a runtime with ${runtime} gets its token`, async (t) => {
    const { kit, fetch } = await kitWhere(runtime, throws);
    const { baseUrl } = await startUpstream(t, GOOD_TOKEN);
    const refport = new kit.Refport({ apiKey: 'rk_test', baseUrl, retries: 0, fetch, ...stillClock() });
    const { publicToken } = await refport.embedTokens.create({ tenantId: 'org_001' });
    assert.equal(publicToken, 'pt_0123456789');
  });

  test(`a runtime with ${runtime} follows no redirect`, async (t) => {
    const { kit, fetch } = await kitWhere(runtime, throws);
    const upstream = await startUpstream(t, { status: 307, headers: { location: '/elsewhere' } });
    const { baseUrl, asked } = upstream;
    const refport = new kit.Refport({ apiKey: 'rk_test', baseUrl, retries: 0, fetch, ...stillClock() });
    await assert.rejects(refport.embedTokens.create({ tenantId: 'org_001' }));
    assert.equal(asked.length, 1);
  });
}

test('where there is a cache option, every request goes past caches', async () => {
  const { kit } = await kitWhere('a cache option', () => undefined);
  const seen: unknown[] = [];
  const fetch = (_: string, { cache, redirect }: RequestInit) => {
    seen.push([cache, redirect]);
    return Promise.reject(new Error('enough'));
  };
  const refport = new kit.Refport({ apiKey: 'rk_test', retries: 0, fetch });
  await assert.rejects(refport.embedTokens.create({ tenantId: 'org_001' }));
  assert.deepEqual(seen, [['no-store', 'error']]);
});
