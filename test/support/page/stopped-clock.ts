/**
 * A clock for the page of tests that stands still until the test moves it: what comes after ten seconds comes at once. Ports, frames and
 * requests keep the real time, so a test awaits what they bring before it lets time pass.
 *
 *     const clock = stopClock();
 *     const { logged } = await embed({ portal });
 *     await portal.requests(1);
 *     await clock.pass(10_000);
 *     await logged('error PORTAL_UNREACHABLE');
 */
import { install } from '@sinonjs/fake-timers';

export interface StoppedClock {
  /** Lets so much time pass, timer by timer, each with the time it takes to do what it sets off. */
  pass(ms: number): Promise<void>;
}

let clock: ReturnType<typeof install> | undefined;

/** Stops the page's clock for the rest of the test. Timers that are set already keep the real time. */
export function stopClock(): StoppedClock {
  clock ??= install({
    now: Date.now(),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  const { tickAsync } = clock;
  return { pass: async (ms) => void (await tickAsync(ms)) };
}

/** The page's own clock again. What waits on the other one waits for ever. */
export function startClock(): void {
  clock?.uninstall();
  clock = undefined;
}

afterEach(startClock);
