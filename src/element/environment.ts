/** What a run takes from the world: a test brings its own. */
import { deviceClock, type Clock } from './clock.js';
import { pageLife, type PageLife } from './page-life.js';
import { takePreload } from './preload-link.js';
import type { TokenEndpoint } from './token-endpoint.js';
import { wait } from './wait.js';

export interface Environment {
  clock: Clock;
  page: PageLife;
  fetch: typeof fetch;
  /** Whether the browser has been told by the page to ask this endpoint ahead of us; yes once at most. */
  takePreload(endpoint: TokenEndpoint): boolean;
  /** Resolves after so many milliseconds; rejects with the signal's reason as soon as it aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Between 0 and 1. */
  random(): number;
}

export const browserEnvironment: Environment = {
  clock: deviceClock,
  page: pageLife,
  fetch: (...request) => fetch(...request), // looked up when it is called: pages put their own in its place
  takePreload,
  wait,
  random: () => Math.random(),
};
