/** Asks the host's backend for a token, once: by one request to its token endpoint, or by the page's own function. */
import { EmbedError } from '../protocol/embed-error.js';
import type { AcceptedAnswers, EmbedToken } from '../protocol/embed-token.js';
import type { Clock } from './clock.js';
import type { Environment } from './environment.js';
import { readTokenAnswer } from './token-answer.js';

/** Why a token is wanted: there is none yet, it has expired or soon will, or the last attempt failed. */
export type TokenReason = 'first' | 'refresh' | 'retry';

export interface Ask {
  reason: TokenReason;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/**
 * A page's own way to get a token, in place of a token endpoint.
 *
 * @returns a `Response`, or what the JSON of one says: `{publicToken, expires}` and the other shapes of `docs/element.md`
 * @throws EmbedError to say what is wrong, such as `new EmbedError('UNAUTHENTICATED', '…')`; anything else is `UNAVAILABLE`
 */
export type FetchToken = (ask: Ask) => Promise<unknown>;

export interface TokenEndpoint {
  url: string;
  method: 'GET' | 'POST';
  credentials: RequestCredentials;
  headers?: Readonly<Record<string, string>> | undefined;
  accepted?: AcceptedAnswers | undefined;
}

const TIMEOUT_MS = 10_000;

/** A token that was fetched ahead and has less than this left gains nothing. */
const SHORTEST_MS = 10_000;

/** @param isPreloaded the browser may have made the first request already (`preload-link.ts`) */
export function requestToken(
  { url, method, credentials, headers, accepted }: TokenEndpoint,
  { clock, fetch }: Pick<Environment, 'clock' | 'fetch'>,
  isPreloaded = false,
): FetchToken {
  return async ({ signal }) => {
    const request = { method, credentials, headers: { ...headers, Accept: 'application/json' }, signal };
    if (isPreloaded) {
      isPreloaded = false;
      // In the modes of the link, which are the default ones. Whatever may be wrong with it, the next answer says.
      const early = await fetch(url, request)
        .then((answer) => readEarly(answer, clock, accepted))
        .catch(() => undefined);
      if (early) return early;
    }
    return fetch(url, {
      ...request,
      cache: 'no-store', // heuristic caching would give one user's token to the next
      redirect: 'manual', // a redirect is a login page, never a token
      // Chromium answers out of a preload even then, and whatever the headers say: only another mode keeps that away.
      mode: url.startsWith(`${self.origin}/`) ? 'same-origin' : 'cors',
    });
  };
}

/** A token that was fetched ahead: only where no cache can have kept it for somebody else, and only while it is good. */
async function readEarly(
  answer: Response,
  { wall, steady }: Clock,
  accepted?: AcceptedAnswers,
): Promise<unknown> {
  if (!answer.headers.get('cache-control')?.includes('no-store')) return undefined;
  const { token, lifetimeMs } = await readTokenAnswer(answer, wall, accepted);
  const leftMs = lifetimeMs - steady(); // it may be as old as the page
  return leftMs > SHORTEST_MS && { publicToken: token, expiresIn: leftMs / 1000 };
}

/**
 * One answer, read into one token.
 *
 * @throws EmbedError for everything that can go wrong, except that an abort of `ask.signal` rejects with the signal's reason
 */
export async function askForToken(
  fetchToken: FetchToken,
  ask: Ask,
  { clock, wait, page }: Environment,
  accepted?: AcceptedAnswers,
): Promise<EmbedToken> {
  const over = new AbortController();
  const signal = AbortSignal.any([ask.signal, over.signal]);
  try {
    const token = fetchToken({ ...ask, signal }).then((answer) =>
      readTokenAnswer(answer, clock.wall, accepted),
    );
    return await Promise.race([token, wait(TIMEOUT_MS, signal).then(throwTimeout)]);
  } catch (cause) {
    ask.signal.throwIfAborted();
    if (cause instanceof EmbedError) throw cause;
    if (!page.isOnline) throw new EmbedError('OFFLINE', 'The browser is offline.', { cause });
    throw new EmbedError(
      'UNAVAILABLE',
      'The token endpoint could not be reached. On another origin it must allow this page by CORS headers.',
      { cause },
    );
  } finally {
    over.abort(); // the request that is too late, or the timer that is not needed any more
  }
}

function throwTimeout(): never {
  throw new EmbedError('TIMEOUT', `The token endpoint did not answer within ${TIMEOUT_MS / 1000} s.`);
}
