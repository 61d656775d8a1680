/** How the APIs say no. The codes are stable; the sentences are for people. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What middleware and routes tell each other about one request. */
export interface IssuerEnv {
  Variables: {
    requestId: string;
    /** For the log line. */
    keyId: string | undefined;
    errorCode: string | undefined;
  };
}

export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(status: ContentfulStatusCode, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

export const validationError = (message: string) => new ApiError(422, 'VALIDATION_ERROR', message);
export const notFound = (message: string) => new ApiError(404, 'NOT_FOUND', message);

/** Affonso's half of the service answers in Affonso's shapes, everything else in Refport's. */
export function isAffonsoPath(c: Context): boolean {
  return c.req.path.startsWith('/v1/');
}

/** The answer to a failed request. Of a failure nobody foresaw it says nothing: the log has it. */
export function errorAnswer(c: Context<IssuerEnv>, cause: unknown): Response {
  const { status, code, message } =
    cause instanceof ApiError
      ? cause
      : new ApiError(500, 'INTERNAL_ERROR', 'Something went wrong on our side. Please try again.');
  c.set('errorCode', code);
  const error = { code, message };
  return c.json(isAffonsoPath(c) ? { success: false, error } : { error }, status);
}
