/** Calls back after some time that the page was visible: a background tab is slow, which is nobody's failure. */
import { pageDocument } from './page-document.js';

const TICK_MS = 500;

export function afterVisibleTime(ms: number, signal: AbortSignal, callback: () => void): void {
  let remainingMs = ms;
  // Counted in ticks, not by the clock: after a sleep the clock has jumped, but nothing has had its time to load.
  const timer = setInterval(() => {
    if (pageDocument.visibilityState === 'hidden') return;
    remainingMs -= TICK_MS;
    if (remainingMs > 0) return;
    clearInterval(timer);
    callback();
  }, TICK_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
