/** What a token endpoint may answer, and the one {@link EmbedToken} that we make of it. */
import { EmbedError } from './embed-error.js';
import { bare, own } from './own-property.js';

/** A token for one partner, as it arrived. */
export interface EmbedToken {
  readonly token: string;
  /** How long it lives from now on, in milliseconds; `Infinity` when the endpoint did not say. */
  readonly lifetimeMs: number;
}

/** The clocks at the moment the answer arrived, in milliseconds since the epoch. */
export interface AnswerClock {
  /** This machine's. */
  now: number;
  /** The answering server's (its `Date` header), when it can be read. */
  serverNow?: number | undefined;
}

/**
 * Which answers are believed: all that backends give, or `{publicToken}` alone. `{token}` is what endpoints for other purposes
 * answer too, such as those for tokens against cross-site requests.
 */
export type AcceptedAnswers = 'any' | 'publicToken';

/** Longest token that is accepted, in characters. */
const MAX_TOKEN_LENGTH = 4096;

/** Whether it can be a token at all. Character set and prefix are the issuer's business. */
export const isToken = (token: unknown): token is string =>
  typeof token === 'string' && token.length > 0 && token.length <= MAX_TOKEN_LENGTH;

/**
 * Reads the answers that backends really give: `{publicToken, expires}` (Refport's API), `{token}` (its guide),
 * `{publicToken, expiresAt}` and `{success, data: {…}}` (Affonso), `{data: {token, expires_at}}` (Tolt), `expiresIn` in seconds
 * beside any of them, or the bare token.
 *
 * @throws EmbedError `BAD_RESPONSE`, with a sentence that says what came and what was expected.
 */
export function readEmbedToken(
  answer: unknown,
  clock: AnswerClock,
  accepted: AcceptedAnswers = 'any',
): EmbedToken {
  const isAny = accepted === 'any';
  const data = own(answer, 'data');
  if (isAny && typeof data === 'object' && data !== null) return readEmbedToken(data, clock);

  const loose = typeof answer === 'string' ? answer : own(answer, 'token');
  const token = own(answer, 'publicToken') ?? (isAny ? loose : undefined);
  if (!isToken(token)) {
    throw new EmbedError('BAD_RESPONSE', isAny ? whatIsWrong(answer, token) : NOT_LISTED);
  }
  return { token, lifetimeMs: Math.max(0, readLifetimeMs(answer, clock)) };
}

function readLifetimeMs(answer: unknown, clock: AnswerClock): number {
  // A lifetime needs no clock at all, so it is the answer to trust when there are several.
  const expiresIn = own(answer, 'expiresIn');
  if (typeof expiresIn === 'number' && Number.isFinite(expiresIn)) return expiresIn * 1000;

  const expires = own(answer, 'expires') ?? own(answer, 'expiresAt') ?? own(answer, 'expires_at');
  const at =
    expires instanceof Date ? expires.getTime() : typeof expires === 'string' ? Date.parse(expires) : NaN;
  // By the server's clock where it is known: many visitors' clocks are minutes off, some are days.
  const { now, serverNow = now } = bare(clock);
  return Number.isNaN(at) ? Infinity : at - serverNow;
}

/** Without a word of the answer: content chose the endpoint, and it may be about anything. */
const NOT_LISTED = DEVELOPMENT
  ? 'A placeholder whose token-endpoint no data-refport-allow lists accepts {"publicToken": "…"} alone. ' +
    'List the endpoint on the script tag.'
  : 'No publicToken, and data-refport-allow lists no such endpoint';

/** Names of fields at most, since what they hold may be a token. */
function whatIsWrong(answer: unknown, token: unknown): string {
  if (!DEVELOPMENT) return `No publicToken in {${Object.keys(Object(answer)).slice(0, 5).join()}}`;
  const expected = 'Expected JSON such as {"publicToken": "…", "expires": "…"}.';
  if (typeof token === 'string') {
    return token === ''
      ? `The token endpoint answered an empty token. ${expected}`
      : `The token endpoint answered a token of ${token.length} characters; at most ${MAX_TOKEN_LENGTH} are accepted.`;
  }
  if (token !== undefined)
    return `The token endpoint answered a token that is no string (${kindOf(token)}). ${expected}`;
  if (kindOf(answer) === 'object' && Object.keys(answer as object).length === 0) {
    return (
      'The token endpoint answered {}. With the Refport SDK 0.4 `create()` returns {data, error}: ' +
      'answer `data.publicToken`; `token.publicToken` is undefined there and vanishes from the JSON.'
    );
  }
  const names =
    kindOf(answer) === 'object'
      ? ` with ${Object.keys(answer as object)
          .slice(0, 5)
          .join(', ')}`
      : '';
  return `The token endpoint answered ${kindOf(answer)}${names} and no publicToken. ${expected}`;
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
