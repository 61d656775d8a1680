/** The token endpoint on a bad day: what the `token` knob makes it answer. The element meets the real thing, over HTTP. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Knobs } from './knobs.js';
import type { Serve } from './origin.js';

const SLOW_MS = 5_000;

const refusal =
  (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ error: { code, message } }, { status, headers });

const ANSWERS: Partial<Record<Knobs['token'], () => Response | Promise<Response>>> = {
  '401': refusal(401, 'UNAUTHENTICATED', 'Nobody is signed in.'),
  '403': refusal(403, 'AFFILIATE_NOT_ACTIVE', 'This partner may not use the programme.'),
  '404': refusal(404, 'NOT_FOUND', 'No active referral program found for the organization'),
  '429': refusal(429, 'RATE_LIMIT_EXCEEDED', 'Too many requests.', { 'Retry-After': '30' }),
  '500': refusal(500, 'INTERNAL_ERROR', 'Something broke.'),
  // What a framework answers when its session has ended and it redirects everything to its login page.
  html: () =>
    new Response('<!doctype html><title>Sign in</title><h1>Please sign in</h1>', {
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    }),
  // What Refport's guide answers with the current SDK: `token.publicToken` of a `{ data, error }`.
  empty: () => Response.json({}),
  hang: () => new Promise<never>(() => {}),
};

export function withTokenFaults(fault: Knobs['token'], endpoint: Serve): Serve {
  const answer = ANSWERS[fault];
  return async (request) => {
    if (answer) return answer();
    if (fault === 'slow') await wait(SLOW_MS, undefined, { ref: false });
    return endpoint(request);
  };
}
