/**
 * Around every request: its id, the headers every answer has, and one log line. The line is built from an allow-list. The
 * path is the route's pattern, never what was asked for, because URLs carry tokens.
 */
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { IssuerEnv } from './api-error.js';
import type { RequestLogLine } from './request-log-line.js';

export function requestLog(
  log: (line: RequestLogLine) => void,
  now: () => number,
): MiddlewareHandler<IssuerEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    const start = performance.now();
    c.set('requestId', requestId);
    await next();

    const { headers, status } = c.res;
    // The portal's own files may be cached; whoever made the answer has said so.
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('X-Request-Id', requestId);

    log({
      time: new Date(now()).toISOString(),
      requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status,
      durationMs: Math.round((performance.now() - start) * 1000) / 1000,
      keyId: c.get('keyId'),
      code: c.get('errorCode'),
      error: status >= 500 ? c.error?.stack : undefined,
    });
  };
}
