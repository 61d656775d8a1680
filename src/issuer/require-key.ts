/**
 * What stands before every API route, in an order that tells strangers nothing: who are you (401), not so fast (429),
 * may you (403), is there a programme at all (404). The route's own checks of body and subject come after.
 */
import type { MiddlewareHandler } from 'hono';
import { ApiError, isAffonsoPath, notFound, type IssuerEnv } from './api-error.js';
import type { ApiKey, Scope } from './keys.js';
import { REQUESTS_PER_MINUTE, type RateLimit } from './rate-limit.js';
import type { Store } from './store.js';

export interface KeyEnv {
  Variables: IssuerEnv['Variables'] & { key: ApiKey };
}

/** Lets a request pass whose key is good, not over its rate, and has the scope, if one is asked for. */
export function requireKey(store: Store, rateLimit: RateLimit, scope?: Scope): MiddlewareHandler<KeyEnv> {
  return async (c, next) => {
    const header = c.req.header('Authorization');
    const key = await store.keys.authenticate(/^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '');
    if (!key) {
      c.header('WWW-Authenticate', 'Bearer');
      throw unauthorised(isAffonsoPath(c), header !== undefined);
    }
    c.set('keyId', key.id);

    const { admitted, remaining, resetSeconds, retryAfterSeconds } = await rateLimit.take(key.id);
    // draft-ietf-httpapi-ratelimit-headers: quota q in a window of w seconds; r remain, all are back after t seconds.
    c.header('RateLimit-Policy', `"key";q=${REQUESTS_PER_MINUTE};w=60`);
    c.header('RateLimit', `"key";r=${remaining};t=${resetSeconds}`);
    if (!admitted) {
      c.header('Retry-After', String(retryAfterSeconds));
      throw new ApiError(429, 'RATE_LIMIT_EXCEEDED', `A key has ${REQUESTS_PER_MINUTE} requests a minute.`);
    }

    if (scope && !key.scopes.includes(scope)) {
      throw new ApiError(403, 'INSUFFICIENT_PERMISSIONS', `This key does not have the scope ${scope}.`);
    }
    if (key.programme.status !== 'ACTIVE') {
      throw notFound('No active referral program found for the organization');
    }
    c.set('key', key);
    return next();
  };
}

/** Refport's document has one code for this, Affonso's has two. */
function unauthorised(affonso: boolean, hasHeader: boolean): ApiError {
  const message = hasHeader
    ? 'The API key is not valid, or has been revoked.'
    : 'An API key is needed: "Authorization: Bearer rk_…".';
  if (!affonso) return new ApiError(401, 'UNAUTHORIZED', message);
  return new ApiError(401, hasHeader ? 'INVALID_API_KEY' : 'MISSING_API_KEY', message);
}
