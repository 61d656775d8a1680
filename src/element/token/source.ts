/** Where the tokens of an embed come from: the page itself, the page's own function, or the host's backend. */
import type { AcceptedAnswers } from '../../protocol/embed-token.js';
import type { Environment } from '../environment.js';
import type { Settings } from '../settings.js';
import { limiterFor } from './limiter.js';
import { askForToken, requestToken, type FetchToken } from './request.js';
import { TokenSession, type AskOnce, type SessionMember } from './session.js';

export interface TokenSource {
  /** A token that the server has written into the page: the first one. */
  initialToken?: string | undefined;
  /** In place of the token endpoint. */
  fetchToken?: FetchToken | undefined;
  /** Sent to the token endpoint beside our own. */
  requestHeaders?: Readonly<Record<string, string>> | undefined;
  /** Of the token endpoint: any, unless told. */
  acceptedAnswers?: AcceptedAnswers | undefined;
}

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
    return TokenSession.join(undefined, member, () => {
      const ask: AskOnce = (question) => askForToken(newest, question, environment, false);
      return new TokenSession(ask, limiterFor(member, monotonic), environment);
    });
  }
  if (url === undefined) return undefined;
  const endpoint = { url, method, credentials, headers, accepted };
  const isPreloaded = loading === 'eager' && monotonic() < PRELOAD_MS && environment.takePreload(endpoint);
  return TokenSession.join(JSON.stringify(endpoint), member, () => {
    const request = requestToken(endpoint, environment, isPreloaded);
    const ask: AskOnce = (question) => askForToken(request, question, environment, true, accepted);
    return new TokenSession(ask, limiterFor(url, monotonic), environment);
  });
}
