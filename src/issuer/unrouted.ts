/** Requests that no route took: a path that is none of ours (404), or one that takes other methods (405). */
import type { Hono } from 'hono';
import { ApiError, notFound, type IssuerEnv } from './api-error.js';

const METHODS = ['GET', 'POST'];

/** The error to answer, with `Allow` set where it belongs. Throws nothing. */
export function unrouted(app: Hono<IssuerEnv>, path: string): { error: ApiError; allow: string | undefined } {
  const taken = METHODS.filter((method) => {
    const [handlers] = app.router.match(method, path);
    // Middleware is registered for ALL methods, routes for one.
    return handlers.some(([[, route]]) => route.method === method);
  });
  if (taken.length === 0) return { error: notFound('There is no such endpoint.'), allow: undefined };
  const allow = taken.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return { error: new ApiError(405, 'METHOD_NOT_ALLOWED', `This endpoint takes ${allow}.`), allow };
}
