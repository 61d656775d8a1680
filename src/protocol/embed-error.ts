import { bare } from './own-property.js';

/**
 * Every way an embed can fail, as a stable code. Codes are public API; the sentences beside them are not.
 *
 * | code | what happened |
 * |---|---|
 * | `UNAUTHENTICATED` | the visitor is not signed in on the host's site (401, or a redirect to a login page) |
 * | `FORBIDDEN` | signed in, but not allowed (403) |
 * | `NOT_FOUND` | no programme, or no such partner (404) |
 * | `INVALID_REQUEST` | the token endpoint refused the request itself (other 4xx) |
 * | `RATE_LIMITED` | too many requests (429) |
 * | `UNAVAILABLE` | the token endpoint answered 5xx or could not be reached |
 * | `TIMEOUT` | the token endpoint did not answer in time |
 * | `OFFLINE` | the browser has no network |
 * | `BAD_RESPONSE` | the token endpoint answered something that holds no token |
 * | `TOKEN_EXPIRED` | the token has expired and `refresh` is `manual` or `never` |
 * | `TOKEN_REJECTED` | the portal refuses every fresh token |
 * | `PORTAL_UNREACHABLE` | the portal did not speak in time, or the page's own policy blocks it |
 * | `PORTAL_SILENT` | a portal of the url dialect reports no height: shown, with the link under it |
 * | `PORTAL_ERROR` | the portal itself reported an error |
 * | `PROTOCOL_VERSION` | element and portal have no protocol version in common |
 * | `FLOOD` | the portal sent more messages than any portal needs, and was removed |
 * | `CONFIG` | an attribute makes the embed impossible; the console says which and why |
 */
export type EmbedErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID_REQUEST'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'TIMEOUT'
  | 'OFFLINE'
  | 'BAD_RESPONSE'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_REJECTED'
  | 'PORTAL_UNREACHABLE'
  | 'PORTAL_SILENT'
  | 'PORTAL_ERROR'
  | 'PROTOCOL_VERSION'
  | 'FLOOD'
  | 'CONFIG';

/** What goes with an {@link EmbedError}: all optional, never a token. */
export interface EmbedErrorDetails extends ErrorOptions {
  /** HTTP status of the token endpoint's answer. */
  status?: number | undefined;
  /** How long the token endpoint asked to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

/** Failures that no other attempt cures. All others may pass; a partner without a session may sign in elsewhere and come back. */
const FINAL: readonly EmbedErrorCode[] = [
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_REQUEST',
  'PROTOCOL_VERSION',
  'FLOOD',
  'CONFIG',
];

/** The host's own word about this visitor: after it, nothing of theirs may stay on the screen or in memory. */
const ACCESS_DENIED: readonly EmbedErrorCode[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'];

export const isAccessDenied = ({ code }: EmbedError): boolean => ACCESS_DENIED.includes(code);

/** An embed's failure: a stable `code`, a sentence for the developer, and the cause where there is one. */
export class EmbedError extends Error {
  readonly code: EmbedErrorCode;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: EmbedErrorCode, message: string, details: EmbedErrorDetails = {}) {
    const { status, retryAfterMs, ...options } = bare(details);
    super(message, options);
    this.name = 'EmbedError';
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether trying again can help without anybody changing the page. */
  get retryable(): boolean {
    return !FINAL.includes(this.code);
  }
}
