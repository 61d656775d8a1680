/** The longest delay that `setTimeout` keeps; anything above fires at once (HTML Standard, timers). */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Resolves after a while, or rejects with the signal's reason as soon as it aborts. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(ms, MAX_DELAY_MS),
    );
    signal.addEventListener('abort', stop, { once: true });
  });
}
