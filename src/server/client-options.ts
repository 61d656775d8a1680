/** What both clients can be told, and every call of theirs. */

/** All but the key have defaults. */
export interface ClientOptions {
  /** The secret key. Keep it in the server's environment. */
  apiKey: string;
  /** The vendor, or your own issuer: https, or http on localhost. */
  baseUrl?: string | undefined;
  /**
   * Takes a `baseUrl` in plain http on any host, for an issuer inside your own network (`http://issuer:8787`). Key and
   * tokens travel unencrypted: never across the internet. Default false.
   */
  allowInsecureBaseUrl?: boolean | undefined;
  /**
   * For the whole call, retries included, in milliseconds. Default 8000: the element waits 10 seconds for the token
   * route, and should hear why there is none.
   */
  timeoutMs?: number | undefined;
  /** Further attempts after a network failure, 408, 429 or 5xx. Default 2. */
  retries?: number | undefined;
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Resolves after `ms`, or as soon as the signal aborts. */
  sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  now?: (() => number) | undefined;
  random?: (() => number) | undefined;
}

export interface CallOptions {
  /**
   * Ends the call early, for instance when the browser that waits for it has gone (`ABORTED`). An
   * `AbortSignal.timeout` is a deadline for several calls together (`TIMEOUT`).
   */
  signal?: AbortSignal | undefined;
}
