/** The core, in every state that it can reach, with every event. */
import { expect } from '@open-wc/testing';
import { IDLE, statusOf, type ConnectionEvent } from '../../src/element/connection.js';
import {
  follow,
  RULES,
  visits,
  type Occurrence,
  type Rules,
  type Situation,
  type Visit,
} from '../support/world/reachable.js';

const describeVisit = ({ before, event, after, effects }: Visit): string =>
  JSON.stringify({ before, event, after, effects });

/** Nothing outside has to happen for these to come. */
const AUTOMATIC: readonly ConnectionEvent[] = ['token', 'refused', 'due', 'turn', 'silence'];

const INVARIANTS: [what: string, holds: (visit: Visit, rules: Rules) => boolean][] = [
  [
    'an embed that has failed says why, and tells the page when it begins to',
    ({ before, after: { state }, effects }) =>
      statusOf(state) !== 'failed' ||
      (state.error !== undefined && (before.state.error === state.error || effects.includes('report'))),
  ],
  [
    'an embed that has not failed keeps no error but that of a silent portal',
    ({ after: { state } }) =>
      statusOf(state) === 'failed' || [undefined, 'PORTAL_SILENT'].includes(state.error),
  ],
  [
    'no portal of a visitor whom the host has refused stays',
    ({ before, event, after: { state } }) =>
      !(event.on === 'refused' && event.facts?.isAccessDenied) ||
      ['none', 'refused'].includes(before.state.token) ||
      (state.frame === 'blank' && state.token === 'refused'),
  ],
  [
    'whoever waits has a deadline, a request or a pause running',
    ({ after: { state, activity } }) =>
      !['loading', 'refreshing'].includes(statusOf(state)) ||
      activity.hasDeadline ||
      activity.isAsking ||
      activity.isPausing,
  ],
  [
    'a portal that waits for its data has a deadline, and one that shows it has none',
    ({ after: { state, activity } }) =>
      statusOf(state) === 'ready' ? !activity.hasDeadline : state.token !== 'none' || !activity.hasDeadline,
  ],
  [
    'ready is a portal that shows its data, with a token',
    ({ after: { state } }) =>
      statusOf(state) !== 'ready' || (state.frame === 'shown' && state.portal === 'showing'),
  ],
  [
    'a token is delivered to a portal that is there to take it',
    ({ after: { state }, effects }) => !effects.includes('deliver') || state.portal !== 'absent',
  ],
  [
    'by url, a document whose token is fresh is not replaced because it is time',
    ({ before, event, effects }, { tokenDelivery }) =>
      tokenDelivery === 'channel' ||
      event.on !== 'due' ||
      !event.facts?.isFresh ||
      before.state.token === 'refused' ||
      effects.length === 0,
  ],
  [
    'a portal that is silent again gets no other token, and nobody is told twice',
    ({ before, event, effects }) =>
      event.on !== 'silence' ||
      before.state.error !== 'PORTAL_SILENT' ||
      !effects.some((effect) => ['ask', 'askLater', 'report'].includes(effect)),
  ],
  [
    'a frame that has loaded is not taken for the portal when it is known to be none',
    ({ before, event, effects }) =>
      event.on !== 'loaded' || statusOf(before.state) !== 'failed' || effects.length === 0,
  ],
  [
    'after it has left nothing has an effect but a new start',
    ({ before, event, effects }) =>
      before.state.token !== 'none' ||
      ['start', 'misconfigured', 'left', 'flood', 'otherProtocol'].includes(event.on) ||
      effects.length === 0,
  ],
];

describe('the core of an embed', () => {
  const all = RULES.map((rules) => ({ rules, visited: visits(rules) }));
  const count = all.reduce((sum, { visited }) => sum + visited.length, 0);
  const situations = new Set(
    all.flatMap(({ rules, visited }) => visited.map(({ before }) => JSON.stringify([rules, before]))),
  );
  console.info(`The core: ${situations.size} situations, ${count} visits.`);

  it('has a few hundred situations, all of them visited with every event', () => {
    expect(situations.size).to.be.within(100, 1_500);
    expect(count).to.be.above(1_000);
  });

  for (const [what, holds] of INVARIANTS) {
    it(`${what}, always`, () => {
      const wrong = all.flatMap(({ rules, visited }) =>
        visited.filter((visit) => !holds(visit, rules)).map((visit) => [rules, describeVisit(visit)]),
      );
      expect(wrong.slice(0, 3), `${wrong.length} visits`).to.deep.equal([]);
    });
  }

  it('goes round in no circle without a request or a person in it', () => {
    for (const { visited } of all) {
      const key = ({ state, activity }: Situation): string => JSON.stringify([state, activity]);
      const edges = new Map<string, string[]>();
      for (const { before, event, after, effects } of visited) {
        if (!AUTOMATIC.includes(event.on) || effects.includes('ask') || effects.length === 0) continue;
        edges.set(key(before), [...(edges.get(key(before)) ?? []), key(after)]);
      }
      const done = new Set<string>();
      const walk = (at: string, path: readonly string[]): void => {
        expect(path, 'a circle').not.to.include(at);
        if (done.has(at)) return;
        for (const to of edges.get(at) ?? []) walk(to, [...path, at]);
        done.add(at);
      };
      for (const at of edges.keys()) walk(at, []);
    }
  });
});

describe('the status of an embed', () => {
  const CHANNEL: Rules = { tokenDelivery: 'channel', refresh: 'auto' };
  const MANUAL: Rules = { ...CHANNEL, refresh: 'manual' };
  const start: Occurrence = { on: 'start' };
  const hello: Occurrence = { on: 'hello', facts: { isFresh: true } };
  const expired: Occurrence = { on: 'expired' };
  const refused: Occurrence = { on: 'refused', facts: { code: 'UNAVAILABLE' } };
  const shown = [start, { on: 'token' }, hello, { on: 'ready' }] as const;
  const stories: [what: string, rules: Rules, events: readonly Occurrence[], words: string][] = [
    [
      'a good day',
      CHANNEL,
      [...shown, expired, { on: 'turn' }, { on: 'token' }, { on: 'left' }],
      'loading loading loading ready refreshing refreshing ready idle',
    ],
    ['a retry', CHANNEL, [start, refused, { on: 'refresh' }], 'loading failed loading'],
    [
      'a portal that is late',
      CHANNEL,
      [start, { on: 'token' }, { on: 'silence' }, hello, { on: 'ready' }],
      'loading loading failed failed ready',
    ],
    [
      'an expired portal, refreshed by hand',
      MANUAL,
      [...shown, expired, { on: 'refresh' }, { on: 'token' }],
      'loading loading loading ready failed refreshing ready',
    ],
    ['an attribute that changes', CHANNEL, [...shown, start], 'loading loading loading ready loading'],
    [
      'a refresh that fails, while the token still works',
      CHANNEL,
      [...shown, { on: 'refresh' }, refused],
      'loading loading loading ready refreshing ready',
    ],
    [
      'a refresh that fails, when the token does not',
      CHANNEL,
      [...shown, expired, { on: 'turn' }, refused],
      'loading loading loading ready refreshing refreshing failed',
    ],
    ['a wrong configuration', CHANNEL, [{ on: 'misconfigured' }], 'failed'],
    ['signing out while it loads', CHANNEL, [start, { on: 'left' }], 'loading idle'],
    [
      'news from a portal that is already gone',
      CHANNEL,
      [start, { on: 'left' }, { on: 'ready' }],
      'loading idle idle',
    ],
  ];
  for (const [what, rules, events, words] of stories) {
    it(`${what}: ${words}`, () => {
      let state = IDLE;
      const statuses = events.map((event) => {
        [state] = follow(state, event, rules);
        return statusOf(state);
      });
      expect(statuses.join(' ')).to.equal(words);
    });
  }
});
