/** The token endpoint as it is met in the wild, answered by a real server to a real fetch. */
import { expect } from '@open-wc/testing';
import { EmbedError } from '../../../src/protocol/embed-error.js';
import type { EmbedToken } from '../../../src/protocol/embed-token.js';
import { browserEnvironment } from '../../../src/element/environment.js';
import { askForToken, requestToken } from '../../../src/element/token/request.js';
import type { Answer } from '../../support/world/answer.js';
import { origins } from '../../support/page/origins.js';
import { serve, serveToken } from '../../support/page/serve.js';

interface Options {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const never = new AbortController().signal;

function request(
  url: string,
  { method = 'GET', headers, signal = never }: Options = {},
): Promise<EmbedToken> {
  const endpoint = { url, method, headers, credentials: 'same-origin' as const };
  return askForToken(
    requestToken(endpoint, browserEnvironment),
    { reason: 'first', signal },
    browserEnvironment,
  );
}

async function failure(outcome: Promise<EmbedToken>): Promise<EmbedError> {
  const error: unknown = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(EmbedError);
  return error as EmbedError;
}

describe('asking the token endpoint', () => {
  it('is one request, for JSON', async () => {
    const endpoint = serveToken();
    expect(await request(endpoint.url)).to.deep.equal({ token: 'pt_test_1', lifetimeMs: 1_800_000 });
    const requests = await endpoint.requests();
    expect(requests.map(({ method }) => method)).to.deep.equal(['GET']);
    expect(requests[0]?.headers['accept']).to.equal('application/json');
  });

  it('goes past the cache, which would give one visitor the token of another', async () => {
    const endpoint = serveToken({ headers: { 'cache-control': 'max-age=3600' } });
    const tokens = [await request(endpoint.url), await request(endpoint.url)].map(({ token }) => token);
    expect(tokens).to.deep.equal(['pt_test_1', 'pt_test_2']);
  });

  it('by POST and with headers of its own, when the page says so', async () => {
    const endpoint = serveToken();
    await request(endpoint.url, { method: 'POST', headers: { 'X-CSRF-Token': 'c' } });
    const [received] = await endpoint.requests();
    expect([received?.method, received?.headers['x-csrf-token']]).to.deep.equal(['POST', 'c']);
  });

  const html = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><h1>Sign in</h1>' };
  const failures: [what: string, answer: Answer, code: string, sentence: RegExp][] = [
    ['nobody signed in', { status: 401 }, 'UNAUTHENTICATED', /401/],
    ['a redirect to a login page', { redirect: '/login' }, 'UNAUTHENTICATED', /redirects/],
    ['no access', { status: 403 }, 'FORBIDDEN', /403/],
    ['no programme', { status: 404 }, 'NOT_FOUND', /404/],
    ['a wrong method', { status: 405 }, 'INVALID_REQUEST', /405/],
    ['a request that is refused', { status: 422 }, 'INVALID_REQUEST', /422/],
    ['a race', { status: 409 }, 'UNAVAILABLE', /409/],
    ['a request time-out', { status: 408 }, 'TIMEOUT', /408/],
    ['too many requests', { status: 429 }, 'RATE_LIMITED', /429/],
    ['a server error', { status: 500 }, 'UNAVAILABLE', /500/],
    ['a bad gateway', { status: 502, ...html }, 'UNAVAILABLE', /502/],
    ['a gateway time-out', { status: 504 }, 'TIMEOUT', /504/],
    ['a login page', html, 'BAD_RESPONSE', /text\/html.*login page/],
    ['a connection that is reset', { instead: 'reset' }, 'UNAVAILABLE', /could not be reached/],
  ];
  for (const [what, answer, code, sentence] of failures) {
    it(`${what} is ${code}`, async () => {
      const error = await failure(request(serveToken(answer).url));
      expect(error.code).to.equal(code);
      expect(error.message).to.match(sentence);
    });
  }

  const nonsense: [what: string, answer: Answer, sentence: RegExp][] = [
    ['no content', { status: 204 }, /204/],
    ['text', { headers: { 'content-type': 'text/plain' }, body: 'pt_1' }, /text\/plain/],
    ['no content type', { headers: { 'content-type': '' } }, /no content type/],
    ['JSON that is cut off', { body: '{"publicToken": "pt_1' }, /not valid JSON/],
    ['nothing at all', { body: '' }, /not valid JSON/],
    ['{}', { json: {} }, /answered \{\}/],
    ['an array', { json: ['pt_1'] }, /an array/],
    ['null', { json: null }, /null/],
    ['a token that is a number', { json: { token: 7 } }, /no string \(number\)/],
    ['a token that is an object', { json: { publicToken: { token: 'pt_1' } } }, /no string \(object\)/],
    ['an empty token', { json: { token: '' } }, /empty token/],
    ['a token as long as a letter', { json: { token: 'x'.repeat(5_000) } }, /5000 characters/],
    ['a novel', { json: { token: 'x'.repeat(70_000) } }, /more than 64 KiB/],
  ];
  for (const [what, answer, sentence] of nonsense) {
    it(`F7 · ${what} is BAD_RESPONSE`, async () => {
      // A long answer cannot travel in the query, where the scripted server reads it.
      const long = JSON.stringify(answer).length > 10_000;
      const error = await failure(long ? requestScripted(answer) : request(serveToken(answer).url));
      expect(error.code).to.equal('BAD_RESPONSE');
      expect(error.message).to.match(sentence);
      expect(error.message).not.to.contain('pt_1');
    });
  }

  it('F7 · a body that is cut off can be asked for again', async () => {
    const error = await failure(request(serveToken({ instead: 'cut' }).url));
    // WebKit ends such a body as if it were whole, which then is no JSON.
    expect(error.code).to.be.oneOf(['UNAVAILABLE', 'BAD_RESPONSE']);
    expect(error.retryable).to.equal(true);
  });

  it('reads what Retry-After asks for', async () => {
    const error = await failure(request(serveToken({ status: 429, headers: { 'retry-after': '7' } }).url));
    expect([error.status, error.retryAfterMs]).to.deep.equal([429, 7_000]);
  });

  it('does not read it where there is none', async () => {
    const error = await failure(request(serveToken({ status: 503 }).url));
    expect([error.status, error.retryAfterMs]).to.deep.equal([503, undefined]);
  });

  it('accepts any JSON type', async () => {
    const { url } = serveToken({ headers: { 'content-type': 'application/vnd.api+json; charset=utf-8' } });
    expect((await request(url)).token).to.equal('pt_test_1');
  });

  it('says what an endpoint on another origin has to do', async () => {
    const endpoint = serve(origins.evil, '/token');
    expect((await failure(request(endpoint.url))).message).to.match(/CORS/);
  });

  it('takes the life of a token from the server clock when that is all there is', async () => {
    const yearsAhead = { wall: () => Date.parse('2031-05-05T00:00:00Z'), monotonic: () => 0 };
    const { lifetimeMs } = await askForToken(
      async () =>
        Response.json(
          { publicToken: 'pt_1', expires: '2026-01-01T00:10:00Z' },
          { headers: { date: 'Thu, 01 Jan 2026 00:00:00 GMT' } },
        ),
      { reason: 'first', signal: never },
      { ...browserEnvironment, clock: yearsAhead },
    );
    expect(lifetimeMs).to.equal(600_000);
  });

  it('ends when its signal does, with the reason of the signal and no error of ours', async () => {
    const endpoint = serveToken({ instead: 'hang' });
    const leave = new AbortController();
    const outcome = request(endpoint.url, { signal: leave.signal }).catch((reason: unknown) => reason);
    await endpoint.requests(1);
    leave.abort('left the page');
    expect(await outcome).to.equal('left the page');
  });

  it('tells no secret when the answer makes no sense', async () => {
    const error = await failure(requestScripted({ body: '{"publicToken": "canary' }));
    expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.to.contain('canary');
  });
});

/** The same answers by way of a function of the page's own. */
const requestScripted = ({ body, json }: Answer): Promise<EmbedToken> =>
  askForToken(
    async () =>
      new Response(body ?? JSON.stringify(json), { headers: { 'content-type': 'application/json' } }),
    { reason: 'first', signal: never },
    browserEnvironment,
  );
