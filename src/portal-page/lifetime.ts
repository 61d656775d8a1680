/**
 * Tells when a token's life has ended, as soon as somebody is there to see it.
 *
 * A single timer would be wrong in three ways: browsers slow timers down in hidden tabs, they stop them while the machine
 * sleeps, and a long one overflows. So the time passed is computed, at short intervals and whenever the page comes back.
 */
const LONGEST_PAUSE_MS = 20_000;

export function whenLifetimeEnds(seconds: number, signal: AbortSignal, onEnd: () => void): void {
  if (!Number.isFinite(seconds)) return;
  const wallStart = Date.now();
  const monotonicStart = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  // One clock may be set back, the other may stop during sleep: the one that went further is right.
  const remainingMs = (): number =>
    seconds * 1000 - Math.max(Date.now() - wallStart, performance.now() - monotonicStart);

  const check = (): void => {
    clearTimeout(timer);
    if (signal.aborted) return;
    const remaining = remainingMs();
    if (remaining > 0) timer = setTimeout(check, Math.min(remaining, LONGEST_PAUSE_MS));
    else if (document.visibilityState === 'visible') {
      done.abort();
      onEnd();
    }
  };

  const done = new AbortController();
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    done.abort();
  });
  document.addEventListener('visibilitychange', check, { signal: done.signal });
  addEventListener('pageshow', check, { signal: done.signal });
  check();
}
