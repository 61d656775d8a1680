/** Where the tokens of an embed come from: the page itself, the page's own function, or the host's backend. */
import type { AcceptedAnswers } from '../../protocol/embed-token.js';
import type { Environment } from '../environment.js';
import type { Settings } from '../settings.js';
import { limiterFor, requestLimiter, type RateLimiter } from './limiter.js';
import { askForToken, requestToken, type FetchToken } from './request.js';
import { TokenSession, type SessionMember } from './session.js';

/** Without a prototype, so that a polluted one gives no tokens. */
export interface TokenSource {
  /** A token that the server has written into the page: the first one. */
  initialToken?: string | undefined;
  /** In place of the token endpoint. */
  fetchToken?: FetchToken | undefined;
  /** Sent to the token endpoint beside our own. */
  requestHeaders?: Readonly<Record<string, string>> | undefined;
  /** Of the token endpoint: any, unless told. */
  acceptedAnswers?: AcceptedAnswers | undefined;
  /** Of the function: it outlives the sessions. */
  limiter?: RateLimiter;
}

/** Whether there is anybody to ask for a token. */
export const canAsk = ({ tokenEndpoint }: Settings, { fetchToken }: TokenSource): boolean =>
  tokenEndpoint !== undefined || !!fetchToken;

/** Headers as text, to tell whether they are the same. Not by JSON, for which a page may have other rules. */
export const textOf = (headers: TokenSource['requestHeaders']): string =>
  Object.entries(headers ?? {})
    .flat()
    .join('\n');

/** Use the preload only at page load: later the user may have changed. */
const PRELOAD_MS = 30_000;

/** Joins everybody on the page who would make the same request; `undefined` when there is nobody to ask. */
export function joinSession(
  { tokenEndpoint: url, tokenMethod: method, tokenCredentials: credentials, loading }: Settings,
  source: TokenSource,
  member: SessionMember,
  environment: Environment,
): TokenSession | undefined {
  const { monotonic } = environment.clock;
  const { requestHeaders: headers, acceptedAnswers: accepted } = source;
  if (source.fetchToken) {
    // Nobody knows whether another embed's function would answer the same. Frameworks make a function for every rendering.
    const newest: FetchToken = async (ask) => source.fetchToken?.(ask);
    const limiter = (source.limiter ??= requestLimiter(monotonic));
    return TokenSession.join(
      undefined,
      member,
      () =>
        new TokenSession(
          (ask) => askForToken(newest, ask, environment, { isFunction: true }),
          limiter,
          environment,
        ),
    );
  }
  if (url === undefined) return undefined;
  const endpoint = { url, method, credentials, headers, accepted };
  const isPreloaded = loading === 'eager' && monotonic() < PRELOAD_MS && environment.takePreload(endpoint);
  return TokenSession.join([url, method, credentials, accepted, textOf(headers)].join('\n'), member, () => {
    const request = requestToken(endpoint, environment, isPreloaded);
    const once = { accepted };
    return new TokenSession(
      (ask) => askForToken(request, ask, environment, once),
      limiterFor(url, monotonic),
      environment,
    );
  });
}
