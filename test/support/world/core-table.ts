/** What the core of an embed makes of each event, for `docs/faults.md`: written by `npm run faults`, and held to it by a test. */
import { format } from 'prettier';
import { statusOf, type ConnectionEvent, type Effect } from '../../../src/element/connection.js';
import type { EmbedStatus } from '../../../src/element/status.js';
import { EVENTS, visits, type Occurrence, type Visit } from './reachable.js';

const COLUMNS: readonly EmbedStatus[] = ['loading', 'ready', 'refreshing', 'failed'];

const WORDS: Readonly<Record<ConnectionEvent, (facts: NonNullable<Occurrence['facts']>) => string>> = {
  start: ({ hasToken }) => `it starts anew${hasToken ? ', with a token of the page' : ''}`,
  misconfigured: () => 'it starts anew with a wrong `portal-url`',
  given: () => 'the page writes a new `token`',
  refresh: () => 'a person asks for a new token',
  moved: () => 'the element is moved',
  left: () => 'the element leaves, or `reset()`',
  token: () => 'a token arrives',
  refused: ({ isAccessDenied }) =>
    isAccessDenied
      ? 'the host says 401, 403 or 404, to this embed or to another one of its session'
      : 'no token can be had',
  due: () => 'it is time to ask again',
  turn: () => 'the pause after an expired token is over, and somebody looks',
  hello: ({ isFresh }) => `the portal says hello, and its token is ${isFresh ? 'fresh' : 'stale'}`,
  ready: () => 'the portal shows its data',
  expired: ({ isStorm }) =>
    isStorm
      ? 'the portal calls its token expired, the fourth time in a minute'
      : 'the portal calls its token expired, in a hidden tab too',
  trouble: () => 'the portal reports an error, or a sign-out',
  loaded: () => 'a portal that is known to say nothing has loaded',
  silence: () => 'the portal says nothing for 10 s',
  blocked: () => "the page's policy stops the frame",
  otherProtocol: () => 'the portal speaks another protocol',
  flood: () => 'a flood',
};

const EFFECTS: Readonly<Record<Effect, string | undefined>> = {
  begin: undefined,
  ask: 'asks for a token',
  askLater: 'asks when somebody looks',
  open: 'loads the portal',
  clear: 'takes the portal away',
  forget: 'forgets the token',
  deliver: 'hands it over',
  show: 'shows the frame',
  wait: undefined,
  rest: undefined,
  report: undefined,
  end: undefined,
};

/** `refreshing: asks when somebody looks`; alternatives, where the status alone does not decide, one after the other. */
function cell(found: readonly Visit[]): string {
  const outcomes = found.map(({ after, effects }) => {
    const done = effects.map((effect) => EFFECTS[effect]).filter((words) => words !== undefined);
    return [statusOf(after.state), done.join(', ')].filter(Boolean).join(': ');
  });
  return [...new Set(outcomes)].toSorted().join(' / ');
}

/** Of the channel dialect with `refresh="auto"`, as Markdown. */
export async function coreTable(): Promise<string> {
  const all = visits({ tokenDelivery: 'channel', refresh: 'auto' });
  const rows = EVENTS.flatMap((event) => {
    const cells = COLUMNS.map((status) =>
      cell(all.filter((visit) => visit.event === event && statusOf(visit.before.state) === status)),
    );
    return cells.some(Boolean)
      ? [[WORDS[event.on](event.facts ?? {}), ...cells.map((words) => words || '–')]]
      : [];
  });
  const table = [['what happens', ...COLUMNS], COLUMNS.map(() => '---').concat('---'), ...rows];
  return format(table.map((row) => `| ${row.join(' | ')} |`).join('\n'), { parser: 'markdown' });
}
