/** Asks the host's backend for a token, once: by a request to its token endpoint, by a preload, or by the page's own function. */
import { EmbedError, type EmbedErrorCode } from '../../protocol/embed-error.js';
import type { AcceptedAnswers, EmbedToken } from '../../protocol/embed-token.js';
import { bare } from '../../protocol/own-property.js';
import type { Environment } from '../environment.js';
import type { Clock } from '../page/clock.js';
import { pageDocument } from '../page/document.js';
import { all, listen, type Stop } from '../page/shared.js';
import { readTokenAnswer } from './answer.js';

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
 * @throws EmbedError to say what is wrong, such as `new EmbedError('UNAUTHENTICATED', '…')`. A bug (`ReferenceError`, or a
 *   `TypeError` that is no failure of the network) is `CONFIG`; anything else is `UNAVAILABLE`, and asked again
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

/** A preloaded token that has less than this left gains nothing. */
const SHORTEST_MS = 10_000;

/** @param isPreloaded the browser may have made the first request already */
export function requestToken(
  { url, method, credentials, headers, accepted }: TokenEndpoint,
  { clock, fetch }: Pick<Environment, 'clock' | 'fetch'>,
  isPreloaded = false,
): FetchToken {
  return async ({ signal }) => {
    const request: RequestInit = {
      method,
      credentials,
      headers: { ...headers, Accept: 'application/json' },
      signal,
    };
    if (isPreloaded) {
      isPreloaded = false;
      // The link fetches in the default modes. Whatever is wrong with its answer, the next answer says.
      const early = await fetch(url, bare(request))
        .then((answer) => readPreload(answer, clock, accepted))
        .catch(() => undefined);
      if (early) return early;
    }
    return fetch(
      url,
      bare<RequestInit>({
        ...request,
        cache: 'no-store', // heuristic caching would give one user's token to the next
        redirect: 'manual', // a redirect is a login page, never a token
        // Chromium answers out of a preload whatever the headers say: only another mode keeps that away.
        mode: url.startsWith(`${self.origin}/`) ? 'same-origin' : 'cors',
      }),
    );
  };
}

/** A preloaded token, where no cache can have kept it for somebody else, and while it is good. */
async function readPreload(
  answer: Response,
  { wall, monotonic }: Clock,
  accepted?: AcceptedAnswers,
): Promise<unknown> {
  if (!answer.headers.get('cache-control')?.includes('no-store')) return undefined;
  const { token, lifetimeMs } = await readTokenAnswer(answer, wall, accepted);
  const leftMs = lifetimeMs - monotonic(); // it may be as old as the page
  return leftMs > SHORTEST_MS && { publicToken: token, expiresIn: leftMs / 1000 };
}

const takenPreloads = new Set<string>();

/**
 * Whether a `<link rel="preload" as="fetch">` of the page asks this endpoint ahead of us. Answers yes once at most for each
 * address: later the user may have changed. (WebKit never reuses the preload; we fetch again.)
 */
export function takePreload({ url, method, credentials, headers }: TokenEndpoint): boolean {
  if (takenPreloads.has(url)) return false;
  takenPreloads.add(url);
  if (method !== 'GET' || headers || credentials === 'omit') return false; // a link can do none of that
  // Browsers keep the answer from us unless the link has the matching `crossorigin`.
  const crossOrigin = credentials === 'include' ? 'use-credentials' : 'anonymous';
  return Array.from(pageDocument.querySelectorAll<HTMLLinkElement>('link[rel~=preload][as=fetch]')).some(
    (link) => link.href === url && link.crossOrigin === crossOrigin,
  );
}

/** Whose answer it is: of an endpoint, whose failures are those of the network, or of the page's own function. */
export interface Answerer {
  isFunction?: boolean;
  accepted?: AcceptedAnswers | undefined;
}

/**
 * One answer, read into one token.
 *
 * @throws EmbedError for everything that can go wrong, except that an abort of `ask.signal` rejects with the signal's reason
 */
export async function askForToken(
  fetchToken: FetchToken,
  { reason, signal }: Ask,
  { clock, after, page }: Environment,
  { isFunction, accepted }: Answerer = bare(),
): Promise<EmbedToken> {
  const over = new AbortController();
  let stop: Stop = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    const timeout = new EmbedError('TIMEOUT', `No answer of the token endpoint in ${TIMEOUT_MS / 1000} s`);
    stop = all(
      after(TIMEOUT_MS, () => reject(timeout)),
      listen(signal, ['abort'], () => {
        over.abort(signal.reason);
        reject(signal.reason as Error);
      }),
    );
  });
  try {
    signal.throwIfAborted();
    const answer = async (): Promise<EmbedToken> =>
      readTokenAnswer(await fetchToken({ reason, signal: over.signal }), clock.wall, accepted);
    return await Promise.race([answer(), ended]);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof EmbedError) throw cause;
    const failure = (code: EmbedErrorCode, what: string): EmbedError => new EmbedError(code, what, { cause });
    if (!page.isOnline) throw failure('OFFLINE', 'The browser is offline');
    if (isFunction) {
      throw failure(isBug(cause) ? 'CONFIG' : 'UNAVAILABLE', `fetchToken threw: ${String(cause)}`);
    }
    throw failure('UNAVAILABLE', `The token endpoint could not be reached${CORS}`);
  } finally {
    stop();
    over.abort(); // the request that is too late
  }
}

const CORS = DEVELOPMENT ? '. On another origin it must allow this page by CORS.' : ', or CORS forbids it';

/**
 * A mistake in the page's function stays one however often it is asked. A failed fetch is a `TypeError` too, with sentences of each
 * browser's own: only the well-known ones about code count as a mistake.
 */
const isBug = (cause: unknown): boolean =>
  cause instanceof ReferenceError ||
  (cause instanceof TypeError && /is not an? |undefined|null|can't access/.test(cause.message));
