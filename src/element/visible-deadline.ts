/** The time that somebody looks at the page: a background tab is slow, which is nobody's failure. */
import type { Environment } from './environment.js';
import { untilVisible } from './page-life.js';

const TICK_MS = 500;

/** Resolves after the page has been visible for so long; rejects with the signal's reason as soon as it aborts. */
export async function visibleTime(
  ms: number,
  { wait, page }: Pick<Environment, 'wait' | 'page'>,
  signal: AbortSignal,
): Promise<void> {
  // Counted in ticks, not by the clock: after a sleep the clock has jumped, but nothing has had its time to load.
  for (let remainingMs = ms; remainingMs > 0;) {
    await wait(TICK_MS, signal);
    if (page.isVisible) remainingMs -= TICK_MS;
    else await untilVisible(page, signal);
  }
  signal.throwIfAborted();
}
