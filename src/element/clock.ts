/** How much time has passed, on machines whose clock is set while we wait, and on machines that sleep. */

export interface Clock {
  /** Milliseconds since the epoch. Somebody may set it, forward or back. */
  wall(): number;
  /** Milliseconds since the page began. Never set, but it may stand still while the machine sleeps. */
  steady(): number;
}

export const deviceClock: Clock = { wall: () => Date.now(), steady: () => performance.now() };

/** Starts to count: call the result for the milliseconds since then. The clock that says more is right. */
export function stopwatch({ wall, steady }: Clock): () => number {
  const [wallStart, steadyStart] = [wall(), steady()];
  return () => Math.max(wall() - wallStart, steady() - steadyStart);
}
