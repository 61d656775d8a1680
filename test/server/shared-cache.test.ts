/** Two visitors, one content delivery network, and both endpoints behind it: nobody gets what was made for the other. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Affonso, Refport, embedTokenHandler, portalRedirectHandler } from 'refport-embed/server';
import { sharedCache } from './shared-cache.js';
import { HOST, own } from './token-endpoint.js';
import { click, PORTAL } from './portal-link.js';
import { json, NOW, portalLogin, startUpstream, stillClock } from './upstream.js';

type Handler = (request: Request) => Promise<Response>;

/** What the vendor answers, in this order, whoever asks. */
const ANSWERS = ['first', 'second', 'third'];

/** Both endpoints, for whoever the cookie names. */
async function endpoints(t: TestContext): Promise<Record<'token' | 'link', Handler>> {
  const expires = new Date(NOW + 1_800_000).toISOString();
  const tokens = ANSWERS.map((name) => json({ publicToken: `pt_the_${name}_token`, expires }));
  const links = ANSWERS.map((name) => portalLogin(`${PORTAL}/auth/token?token=${name}.jwt.jwt`));
  const client = { apiKey: 'rk_test', retries: 0, ...stillClock() };
  const who = (request: Request) => request.headers.get('cookie') ?? '';
  return {
    token: embedTokenHandler({
      refport: new Refport({ ...client, baseUrl: (await startUpstream(t, ...tokens)).baseUrl }),
      identify: (request) => ({ partner: { email: `${who(request)}@example.com` } }),
    }),
    link: portalRedirectHandler({
      affonso: new Affonso({ ...client, baseUrl: (await startUpstream(t, ...links)).baseUrl }),
      identify: (request) => ({ affiliateId: `aff_${who(request)}` }),
      portalOrigins: [PORTAL],
    }),
  };
}

const ENDPOINTS = [
  { name: 'token', path: '/api/embed-token', headers: own },
  { name: 'link', path: '/api/portal', headers: click },
] as const;

/** The same endpoint behind a framework's middleware that has its own idea of the headers. */
const rewriting =
  (handler: Handler, changes: Record<string, string | undefined>): Handler =>
  async (request) => {
    const response = await handler(request);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) response.headers.delete(name);
      else response.headers.set(name, value);
    }
    return response;
  };

/** Alice asks twice, then Bob does: which of the vendor's answers each of them got. */
async function answersTo(
  handler: Handler,
  { path, headers }: (typeof ENDPOINTS)[number],
): Promise<(string | undefined)[]> {
  const network = sharedCache(handler);
  const ask = async (cookie: string): Promise<string | undefined> => {
    const response = await network(new Request(HOST + path, { headers: { ...headers, cookie } }));
    const answer = `${response.headers.get('location')} ${await response.text()}`;
    return ANSWERS.find((name) => answer.includes(name));
  };
  return [await ask('alice'), await ask('alice'), await ask('bob')];
}

const EVERYONES = 'public, max-age=60';

for (const endpoint of ENDPOINTS) {
  describe(`S15 · a shared cache in front of the ${endpoint.name} endpoint`, () => {
    it('keeps nothing', async (t) => {
      const { [endpoint.name]: handler } = await endpoints(t);
      assert.deepEqual(await answersTo(handler, endpoint), ['first', 'second', 'third']);
    });

    for (const directive of ['no-store', 'private']) {
      it(`keeps nothing for "${directive}" alone`, async (t) => {
        const { [endpoint.name]: handler } = await endpoints(t);
        const halved = rewriting(handler, { 'cache-control': directive, vary: undefined });
        assert.deepEqual(await answersTo(halved, endpoint), ['first', 'second', 'third']);
      });
    }

    it('tells visitors apart by Vary, should a middleware call every answer everyone’s', async (t) => {
      const { [endpoint.name]: handler } = await endpoints(t);
      const rewritten = rewriting(handler, { 'cache-control': EVERYONES });
      assert.deepEqual(await answersTo(rewritten, endpoint), ['first', 'first', 'second']);
    });

    it('gives Bob what is Alice’s as soon as neither header is there', async (t) => {
      const { [endpoint.name]: handler } = await endpoints(t);
      // The control. No cache keeps a redirect that says nothing; an answer of 200 it does.
      const careless = endpoint.name === 'token' ? undefined : EVERYONES;
      const leaking = rewriting(handler, { 'cache-control': careless, vary: undefined });
      assert.deepEqual(await answersTo(leaking, endpoint), ['first', 'first', 'first']);
    });
  });
}
