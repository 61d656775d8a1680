/**
 * Everything that can go wrong between the host's backend and a vendor, as one class with a stable `code`; the four
 * refusals that a caller may want to tell apart have subclasses. None of it ever holds the API key.
 */

/** What a {@link RefportError} carries beside its sentence. */
export interface RefportErrorDetails {
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfter?: number | undefined;
  cause?: unknown;
}

/**
 * A call that failed. `code` is the vendor's own (`NOT_FOUND`, `AFFILIATE_NOT_ACTIVE`, …) or one of ours:
 *
 * | code | what happened |
 * |---|---|
 * | `NETWORK_ERROR` | the vendor could not be reached |
 * | `TIMEOUT` | no answer within `timeoutMs`, retries included |
 * | `ABORTED` | the caller's own signal ended the call |
 * | `BAD_RESPONSE` | a 2xx answer that does not hold what the vendor's document promises |
 * | `UNEXPECTED_STATUS` | a redirect, or an error without the vendor's error body: often a wrong `baseUrl`, or a proxy |
 */
export class RefportError extends Error {
  static {
    this.prototype.name = 'RefportError'; // not the class's own name, which a minifier shortens
  }

  readonly code: string;
  /** The vendor's HTTP status; absent when there was no answer. */
  declare readonly status?: number | undefined;
  /** The vendor's `X-Request-Id`, for a support ticket. */
  declare readonly requestId?: string | undefined;
  /** How long the vendor asked to wait, in whole seconds, 1 to 300. */
  declare readonly retryAfter?: number | undefined;

  constructor(code: string, message: string, details: RefportErrorDetails = {}) {
    super(message, details);
    this.code = code;
    Object.assign(this, details);
  }
}

/** 401: the API key is wrong, revoked or missing. */
export class UnauthorizedError extends RefportError {
  static {
    this.prototype.name = 'UnauthorizedError';
  }
}

/** 404: no such programme, enrolment or affiliate. */
export class NotFoundError extends RefportError {
  static {
    this.prototype.name = 'NotFoundError';
  }
}

/** 422: the data does not name exactly one partner. Thrown without a request where we can tell by ourselves. */
export class ValidationError extends RefportError {
  static {
    this.prototype.name = 'ValidationError';
  }
}

/** 429: too many requests; `retryAfter` says how long to wait, where the vendor said it. */
export class RateLimitError extends RefportError {
  static {
    this.prototype.name = 'RateLimitError';
  }
}

const BY_STATUS: Readonly<Record<number, typeof RefportError>> = {
  401: UnauthorizedError,
  404: NotFoundError,
  422: ValidationError,
  429: RateLimitError,
};

/** The error for a status, as the most specific class. */
export function refusal(status: number, code: string, message: string, details: RefportErrorDetails = {}) {
  return new (BY_STATUS[status] ?? RefportError)(code, message, { ...details, status });
}

/** What we refuse ourselves, before any request, as the vendor would. */
export const invalid = (message: string) => refusal(422, 'VALIDATION_ERROR', message);
