/** Where the tokens of an embed come from: what is written in the page, then the host's backend. */
import type { AcceptedAnswers } from '../protocol/embed-token.js';
import type { Environment } from './environment.js';
import type { Settings } from './settings.js';
import { askForToken, requestToken, type FetchToken } from './token-endpoint.js';
import { TokenSession, type TokenSessionMember } from './token-session.js';

export interface TokenSource {
  /** A token that the server has written into the page: the first one. */
  token?: string | undefined;
  /** In place of the token endpoint. */
  fetchToken?: FetchToken | undefined;
  /** Sent to the token endpoint beside our own. */
  requestHeaders?: Readonly<Record<string, string>> | undefined;
  /** Of the token endpoint: any, unless told. */
  acceptedAnswers?: AcceptedAnswers | undefined;
}

/** How long after the page began an answer counts that was fetched ahead. */
const PRELOAD_MS = 30_000;

/** Joins everybody on the page who would make the same request; `undefined` when there is nobody to ask. */
export function joinTokenSession(
  settings: Settings,
  { fetchToken, requestHeaders: headers, acceptedAnswers: accepted }: TokenSource,
  member: TokenSessionMember,
  environment: Environment,
): TokenSession | undefined {
  const { tokenEndpoint: url, tokenMethod: method, tokenCredentials: credentials, loading } = settings;
  const join = (key: string | undefined, ask: FetchToken, answers?: AcceptedAnswers): TokenSession =>
    TokenSession.join(
      key,
      member,
      (question) => askForToken(ask, question, environment, answers),
      environment,
    );

  if (fetchToken) return join(undefined, fetchToken); // nobody knows whether another's would answer the same
  if (url === undefined) return undefined;
  const endpoint = { url, method, credentials, headers, accepted };
  // It is for whom the page was loaded for: who comes later, to an embed that waited for its turn, may be somebody else.
  const isPreloaded =
    loading === 'eager' && environment.clock.steady() < PRELOAD_MS && environment.takePreload(endpoint);
  return join(JSON.stringify(endpoint), requestToken(endpoint, environment, isPreloaded), accepted);
}
