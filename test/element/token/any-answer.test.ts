/** Whatever a token endpoint answers: a token, or an error with a code that the documentation knows. Nothing in between. */
import { expect } from '@open-wc/testing';
import { browserEnvironment } from '../../../src/element/environment.js';
import { askForToken, requestToken, type FetchToken } from '../../../src/element/token/request.js';
import { EmbedError, type EmbedErrorCode } from '../../../src/protocol/embed-error.js';
import type { EmbedToken } from '../../../src/protocol/embed-token.js';
import { fc, REPLAY } from '../../support/world/seed.js';

/** Is in every token that these answers hold, and may be in no error. */
const CANARY = 'canary';

/** What a request for a token can end with; the other codes are about the portal. */
const CODES: readonly EmbedErrorCode[] = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_REQUEST',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'TIMEOUT',
  'BAD_RESPONSE',
];

const token = fc.string().map((text) => `pt_${CANARY}_${text}`);
const junk = fc.anything({ withDate: true, withNullPrototype: true });
const time = fc.oneof(fc.date().map(String), fc.constantFrom('9999-12-31T23:59:59Z', 'soon', ''), junk);
const fields = fc.record(
  {
    publicToken: fc.oneof(token, junk),
    token: fc.oneof(token, junk),
    expires: time,
    expiresAt: time,
    expiresIn: fc.oneof(fc.double(), junk),
  },
  { requiredKeys: [] },
);
const value = fc.oneof(
  fields,
  token,
  fc.array(token, { maxLength: 3 }),
  fields.map((data) => ({ success: true, data })),
  fc.integer({ min: 1, max: 7_000 }).map((levels) => wrapped({ token: CANARY }, levels)),
  fc.string().map((text) => ({ error: { code: text, token: CANARY } })),
  junk,
);
const json = value.map((content) => {
  try {
    return JSON.stringify(content) ?? 'undefined';
  } catch {
    return `{"token": "${CANARY}", "__proto__": {"expiresIn": 1}}`; // a cycle or a BigInt: no server can say that
  }
});
const text = fc.oneof(
  { weight: 4, arbitrary: json },
  fc.tuple(json, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
  json.map((whole) => `\uFEFF${whole}`),
  fc.constantFrom('', '['.repeat(60_000), `<!doctype html><p>${CANARY}`, `"${CANARY}${'x'.repeat(70_000)}"`),
);
const body = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.uint8Array({ maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
  text.map(brokenOff),
);

const answer = fc.record({
  body,
  status: fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    fc.constantFrom(201, 204, 205, 206, 304, 400, 401, 403, 404, 409, 418, 422, 429, 500, 503, 504, 599),
  ),
  type: fc.oneof(
    { weight: 4, arbitrary: fc.constant('application/json') },
    fc.constantFrom('application/problem+json; charset=utf-8', 'text/html', 'text/plain', 'json', ''),
  ),
  date: fc.constantFrom('', 'yesterday', 'Thu, 01 Jan 2026 00:00:00 GMT', '275760-09-13T00:00:00Z'),
  retryAfter: fc.constantFrom('', '-1', '1e9', 'soon', '7'),
});

/** The same, as a `data` of a `data` of a `data`. */
function wrapped(content: unknown, levels: number): unknown {
  let whole = content;
  for (let level = 0; level < levels; level++) whole = { data: whole };
  return whole;
}

/** A body whose connection ends in the middle. */
function brokenOff(whole: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(whole.slice(0, whole.length / 2)));
      controller.error(new TypeError(`Broken off: ${whole}`));
    },
  });
}

type Written = typeof answer extends fc.Arbitrary<infer T> ? T : never;

/** A real response. One without content may have no body at all. */
function respond({ body: content, status, type, date, retryAfter }: Written): Response {
  const headers = new Headers({ 'content-type': type, date, 'retry-after': retryAfter });
  return new Response([204, 205, 304].includes(status) ? null : content, { status, headers });
}

const endpoint = { url: 'https://host.example/token', method: 'GET', credentials: 'same-origin' } as const;
const { signal } = new AbortController();

const ask = (fetchToken: FetchToken): Promise<unknown> =>
  askForToken(fetchToken, { reason: 'first', signal }, browserEnvironment).catch((error: unknown) => error);
const request = (fetch: () => Promise<Response>): Promise<unknown> =>
  ask(requestToken(endpoint, { ...browserEnvironment, fetch }));

/** What it comes to, in a word. Throws when it is neither a token nor an error as they should be. */
function kindOf(outcome: unknown): string {
  if (outcome instanceof EmbedError) {
    expect(outcome.code).to.be.oneOf(CODES);
    expect(`${outcome.message} ${outcome.stack}`).not.to.contain(CANARY);
    return outcome.code;
  }
  const { token: given, lifetimeMs } = outcome as EmbedToken;
  expect(given).to.be.a('string').with.property('length').within(1, 4_096);
  expect(lifetimeMs).to.be.at.least(0); // which NaN is not
  return 'a token';
}

/** What they have come to. */
async function kindsOf<T>(
  values: fc.Arbitrary<T>,
  outcomeOf: (value: T) => Promise<unknown>,
): Promise<string[]> {
  const kinds = new Set<string>();
  const property = fc.asyncProperty(values, async (one) => void kinds.add(kindOf(await outcomeOf(one))));
  await fc.assert(property, { numRuns: 500 });
  return [...kinds];
}

describe('F7 · whatever a token endpoint answers', () => {
  it('500 answers: a token, or an error that says what is wrong and quotes no token', async () => {
    const kinds = await kindsOf(answer, (written) => request(async () => respond(written)));
    expect(kinds, REPLAY).to.have.members(['a token', ...CODES]);
  });

  it('500 values of a page’s own function: the same', async () => {
    const kinds = await kindsOf(value, (given) => ask(async () => given));
    expect(kinds, REPLAY).to.have.members(['a token', 'BAD_RESPONSE']);
  });

  for (const reason of [new TypeError('Failed to fetch'), 'no reason', undefined]) {
    it(`a request that fails with ${String(reason)}`, async () => {
      const failed = () => Promise.reject<Response>(reason);
      expect(await request(failed))
        .to.be.instanceOf(EmbedError)
        .with.property('code', 'UNAVAILABLE');
    });
  }

  it('a response that is an error of its own', async () => {
    expect(kindOf(await request(async () => Response.error()))).to.be.oneOf(CODES);
  });
});
