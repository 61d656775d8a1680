/** What an embed takes from the world: a test brings its own. */
import { after, deviceClock, type After, type Clock } from './page/clock.js';
import { lifecycle, type Lifecycle } from './page/lifecycle.js';
import { takePreload, type TokenEndpoint } from './token/request.js';

export interface Environment {
  clock: Clock;
  after: After;
  page: Lifecycle;
  fetch: typeof fetch;
  /** Whether the page has told the browser to ask this endpoint ahead of us; yes once at most. */
  takePreload(endpoint: TokenEndpoint): boolean;
  /** Between 0 and 1. */
  random(): number;
}

export const browserEnvironment: Environment = {
  clock: deviceClock,
  after,
  page: lifecycle,
  fetch: (...request) => fetch(...request), // looked up at each call: pages put their own in its place
  takePreload,
  random: () => Math.random(),
};
