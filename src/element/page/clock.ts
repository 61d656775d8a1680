/** How much time has passed, on machines whose clock is set while we wait, and on machines that sleep. */
import { all, listen } from './shared.js';

export interface Clock {
  /** Milliseconds since the epoch. Somebody may set it, forward or back. */
  wall(): number;
  /** Milliseconds since the page began. Never set, but it may stand still while the machine sleeps. */
  monotonic(): number;
}

/** Calls back after so many milliseconds; answers how to stop. */
export type After = (ms: number, callback: () => void) => () => void;

export const deviceClock: Clock = { wall: () => Date.now(), monotonic: () => performance.now() };

/** Starts to count: call the result for the milliseconds since then. The clock that says more is right. */
export function stopwatch({ wall, monotonic }: Clock): () => number {
  const [wallStart, monotonicStart] = [wall(), monotonic()];
  return () => Math.max(wall() - wallStart, monotonic() - monotonicStart);
}

/** The longest delay that `setTimeout` keeps; anything above fires at once (HTML Standard, timers). */
const MAX_DELAY_MS = 2 ** 31 - 1;

export const after: After = (ms, callback) => {
  const timer = setTimeout(callback, Math.min(ms, MAX_DELAY_MS));
  return () => clearTimeout(timer);
};

/** Resolves after so many milliseconds; rejects with the reason of the signal when it aborts. */
export const pause = (ms: number, time: After, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = all(
      time(ms, () => {
        stop();
        resolve();
      }),
      listen(signal, ['abort'], () => {
        stop();
        reject(signal.reason as Error);
      }),
    );
  });
