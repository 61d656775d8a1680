/** Whether another attempt can help, and how long to wait before it: pure. */
import type { RefportError } from './refport-error.js';

/** All waits of one call together: a browser with a timeout of its own waits behind us. */
export const RETRY_WAIT_MS = 5000;

/**
 * Milliseconds to wait after attempt number `attempt` (from 0) failed; undefined when the failure is final, or when
 * the vendor asks for more patience than is left. `random` in [0, 1) spreads many callers apart.
 */
export function retryWaitMs(
  { code, status = 0, retryAfter }: RefportError,
  attempt: number,
  leftMs: number,
  random: number,
): number | undefined {
  const passing = code === 'NETWORK_ERROR' || status === 408 || status === 429 || status >= 500;
  const stepMs = 250 * 2 ** attempt;
  const leastMs = retryAfter ? retryAfter * 1000 : stepMs;
  return passing && leastMs <= leftMs ? Math.min(leftMs, leastMs + stepMs * random) : undefined;
}
