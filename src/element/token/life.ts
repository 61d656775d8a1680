/**
 * The end of a token's life, for portals that notice it late, or never. It is looked for in slices, because a timer knows nothing
 * of a machine that sleeps, and nobody tells when the focus leaves a frame.
 */
import type { Environment } from '../environment.js';
import type { Portal } from '../frame/portal.js';
import { whenVisibleAfter } from '../page/lifecycle.js';
import type { Stop } from '../page/shared.js';
import type { CachedToken } from './timing.js';

const TICK_MS = 30_000;

/** Calls back once, when the life is over, and somebody looks at the page and is not at work in the portal; answers how to stop. */
export function whenOver(
  token: CachedToken,
  portal: Pick<Portal, 'isAtWork'>,
  callback: () => void,
  time: Pick<Environment, 'after' | 'page'>,
): Stop {
  let stop: Stop = () => undefined;
  const look = (): void => {
    if (portal.isAtWork === undefined || token.lifetimeMs === Infinity) return;
    if (token.isOver && !portal.isAtWork) return callback();
    stop = whenVisibleAfter(Math.min(token.remainingMs || TICK_MS, TICK_MS), look, time);
  };
  look();
  return () => stop();
}
