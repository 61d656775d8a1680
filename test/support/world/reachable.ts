/**
 * Every state that the core of an embed can be in, and what every event makes of it: visited breadth first, with what the shell
 * has under way at the time.
 */
import {
  IDLE,
  next,
  type Connection,
  type ConnectionEvent,
  type Effect,
  type Facts,
  type Step,
} from '../../../src/element/connection.js';
import type { Settings } from '../../../src/element/settings.js';

export type Rules = Pick<Settings, 'tokenDelivery' | 'refresh'>;

export const RULES: readonly Rules[] = (['channel', 'url'] as const).flatMap((tokenDelivery) =>
  (['auto', 'manual'] as const).map((refresh) => ({ tokenDelivery, refresh })),
);

/** An event, and what its row depends on. */
export interface Occurrence {
  on: ConnectionEvent;
  facts?: Partial<Facts>;
}

/** What can come next, whatever the shell has under way. */
export const EVENTS: readonly Occurrence[] = [
  { on: 'start' },
  { on: 'start', facts: { hasToken: true } },
  { on: 'misconfigured' },
  { on: 'given' },
  { on: 'refresh' },
  { on: 'moved' },
  { on: 'left' },
  { on: 'token' },
  { on: 'refused', facts: { code: 'UNAVAILABLE' } },
  { on: 'refused', facts: { code: 'UNAUTHENTICATED', isAccessDenied: true } },
  { on: 'due' },
  { on: 'due', facts: { isFresh: true } },
  { on: 'turn' },
  { on: 'hello', facts: { isFresh: true } },
  { on: 'hello' },
  { on: 'ready' },
  { on: 'expired' },
  { on: 'expired', facts: { isStorm: true } },
  { on: 'trouble', facts: { code: 'PORTAL_ERROR' } },
  { on: 'loaded' },
  { on: 'silence' },
  { on: 'silence', facts: { reportsHeight: true } },
  { on: 'silence', facts: { reportsHeight: true, isStorm: true } },
  { on: 'blocked' },
  { on: 'otherProtocol' },
  { on: 'flood' },
];

/** What follows from an event; what is not said of it is not so. */
export const follow = (state: Connection, { on, facts }: Occurrence, rules: Rules): Step =>
  next(state, on, {
    hasToken: false,
    isFresh: false,
    isStorm: false,
    reportsHeight: false,
    isAccessDenied: false,
    code: undefined,
    ...rules,
    ...facts,
  });

/** What the shell does meanwhile. */
export interface Activity {
  /** A request for a token is under way. */
  readonly isAsking: boolean;
  /** The pause before the next request is not over yet. */
  readonly isPausing: boolean;
  /** The portal's time for its next step is running. */
  readonly hasDeadline: boolean;
}

export interface Situation {
  readonly state: Connection;
  readonly activity: Activity;
}

export interface Visit {
  readonly before: Situation;
  readonly event: Occurrence;
  readonly after: Situation;
  readonly effects: readonly Effect[];
}

/** Whether the event can come at all: nothing answers that nobody has asked. */
function isPossible(
  { activity, state }: Situation,
  { on, facts = {} }: Occurrence,
  { tokenDelivery }: Rules,
): boolean {
  // In the channel dialect neither the life of the token nor the vendor makes a difference to these.
  if (tokenDelivery === 'channel' && ((on === 'due' && facts.isFresh) || facts.reportsHeight)) return false;
  if (on === 'token') return activity.isAsking;
  if (on === 'turn') return activity.isPausing;
  if (on === 'silence') return activity.hasDeadline;
  const isFromPortal = ['hello', 'ready', 'expired', 'trouble', 'otherProtocol', 'flood'].includes(on);
  if (isFromPortal && state.portal === 'absent') return false;
  if (on === 'hello') return tokenDelivery === 'channel';
  if (on === 'loaded') return tokenDelivery === 'url' && state.frame !== 'blank';
  if (on === 'ready' || on === 'expired') return state.frame !== 'blank';
  return true;
}

function activityAfter(before: Activity, { on }: Occurrence, effects: readonly Effect[]): Activity {
  let { isAsking, isPausing, hasDeadline } = before;
  if (on === 'token' || on === 'refused' || on === 'given') isAsking = false;
  if (on === 'turn') isPausing = false;
  if (on === 'silence') hasDeadline = false;
  for (const effect of effects) {
    if (effect === 'end') isAsking = isPausing = hasDeadline = false;
    if (effect === 'ask') isAsking = true;
    if (effect === 'askLater') isPausing = true;
    if (effect === 'wait') hasDeadline = true;
    if (effect === 'rest') hasDeadline = false;
  }
  return { isAsking, isPausing, hasDeadline };
}

/** Every reachable situation with every event that can come in it. */
export function visits(rules: Rules): Visit[] {
  const start: Situation = {
    state: IDLE,
    activity: { isAsking: false, isPausing: false, hasDeadline: false },
  };
  const seen = new Set([JSON.stringify(start)]);
  const found: Visit[] = [];
  for (const queue = [start]; ;) {
    const before = queue.shift();
    if (!before) return found;
    for (const event of EVENTS) {
      if (!isPossible(before, event, rules)) continue;
      const [state, ...effects] = follow(before.state, event, rules);
      const after = { state, activity: activityAfter(before.activity, event, effects) };
      found.push({ before, event, after, effects });
      const key = JSON.stringify(after);
      if (!seen.has(key)) {
        seen.add(key);
        queue.push(after);
      }
    }
  }
}
