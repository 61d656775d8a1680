// In a file of its own: it is public, and its declarations must not lead to those of a library that users do not have.

/** One request, as it is logged. */
export interface RequestLogLine {
  /** ISO 8601. */
  time: string;
  requestId: string;
  method: string;
  /** The pattern of the route: `/v1/affiliates/:id/portal-token`; `/*` for a path that has none. */
  route: string;
  status: number;
  durationMs: number;
  /** The API key's id, which is no secret. */
  keyId?: string | undefined;
  /** The error's code, for an answer of the APIs that is one. */
  code?: string | undefined;
  /** Stack of a failure that nobody foresaw: the answer has no details. */
  error?: string | undefined;
}
