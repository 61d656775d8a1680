/** A clock for a page, which stands still until the test moves it: states that come after ten seconds come at once, and stay. */

declare global {
  interface Window {
    /** Lets so much time pass, timer by timer, each with the time it takes to do what it sets off. */
    passTime(ms: number): Promise<void>;
  }
}

/** Sent to the page as text, to run before its own scripts; the frames in it keep the real time. */
export function installClock(startMs: number): void {
  if (window !== window.top) return;
  const realTimeout = window.setTimeout.bind(window);
  const timers = new Map<number, { at: number; everyMs?: number; run: () => void }>();
  let now = startMs;
  let lastId = 0;

  const add = (run: () => void, ms = 0, everyMs?: number): number => {
    lastId += 1;
    timers.set(lastId, { at: now + ms, run, ...(everyMs !== undefined && { everyMs }) });
    return lastId;
  };
  const remove = (id: number): void => void timers.delete(id);

  Object.assign(window, {
    setTimeout: (run: () => void, ms?: number) => add(run, ms),
    setInterval: (run: () => void, ms: number) => add(run, ms, ms),
    clearTimeout: remove,
    clearInterval: remove,
    Date: class extends Date {
      constructor(...when: [number | string] | []) {
        super(...((when.length > 0 ? when : [now]) as [number]));
      }
      static override now = (): number => now;
    },
    async passTime(ms: number) {
      for (const end = now + ms; now <= end;) {
        await new Promise((resolve) => realTimeout(resolve));
        const next = Math.min(...Array.from(timers.values(), ({ at }) => at));
        now = Math.min(next, end);
        if (next > end) return;
        for (const [id, timer] of Array.from(timers)) {
          if (timer.at > now || !timers.has(id)) continue;
          if (timer.everyMs === undefined) timers.delete(id);
          else timer.at += timer.everyMs;
          timer.run();
        }
      }
    },
  });
  performance.now = () => now - startMs;
}
