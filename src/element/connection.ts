/**
 * The core of an embed: what follows from what. Pure: no DOM, no clock, no request.
 *
 * Two words say where an embed stands, and every row below says what an event makes of them:
 *
 *     portal   absent · loading · listening · showing            how far the document in the frame has come
 *     token    none · asked · held · replacing · expired · refused    what the partner's data can be had with
 *
 * The status that pages see follows from the two words and is stored nowhere. `connect.ts` performs the effects.
 * A test visits every reachable state with every event; `docs/faults.md` prints what it finds.
 */
import type { EmbedErrorCode } from '../protocol/embed-error.js';
import type { PortalEvent } from './frame/portal.js';
import type { Settings } from './settings.js';
import type { EmbedStatus } from './status.js';

export interface Connection {
  /** `loading` has not said hello, `listening` waits for a token or for its data, `showing` has its data on the screen. */
  readonly portal: 'absent' | 'loading' | 'listening' | 'showing';
  /** `replacing` is held while a person asks for another one; `refused` means there was none to be had. */
  readonly token: 'none' | 'asked' | 'held' | 'replacing' | 'expired' | 'refused';
  /** What the frame has had of this partner: nothing, a token, or their data. */
  readonly frame: 'blank' | 'given' | 'shown';
  /** What went wrong last; `undefined` when all is well. */
  readonly error: EmbedErrorCode | undefined;
}

export type ConnectionEvent =
  | PortalEvent
  // The page.
  | 'start' // an attempt begins, with a token of the page or without one
  | 'misconfigured'
  | 'given' // the page has a token of its own
  | 'refresh' // a person, or the page for them, asks for a new token
  | 'moved' // the element stands somewhere else, and its frames load anew
  | 'left'
  // The token session.
  | 'token'
  | 'refused' // there is no token to be had
  | 'due' // it is time to ask again
  | 'turn' // the pause after an expired token is over, and somebody looks at the page
  // The frame.
  | 'silence' // the portal has said nothing for as long as it may
  | 'blocked' // the page's own policy has stopped it
  | 'flood'; // its messages are too many, or too heavy

/** What an event's row depends on, beside the state. */
export interface Facts extends Pick<Settings, 'tokenDelivery' | 'refresh'> {
  /** `start`: the page has a token. */
  hasToken: boolean;
  /** `hello`: the token at hand is worth handing over. `due`: the portal's token is not over yet. */
  isFresh: boolean;
  /** `expired`, `silence`: too often, so that the portal is taken to refuse every token. */
  isStorm: boolean;
  /** `silence`: the portal is known to report its height, so that it may have been loaded with a dead token. */
  reportsHeight: boolean;
  /** `refused`, `trouble`: why. */
  code: EmbedErrorCode | undefined;
  /** `refused`: the host has denied this visitor access. */
  isAccessDenied: boolean;
}

export type Effect =
  | 'begin' // join those who ask for the same tokens, and take the token of the page
  | 'ask' // for a token in place of the last one
  | 'askLater' // when the pause is over and somebody looks: event `turn`
  | 'open' // load the portal in a new frame
  | 'clear' // take the frame off the page
  | 'forget' // the token
  | 'deliver' // hand the token to the portal
  | 'show' // the frame that has said nothing
  | 'wait' // the portal's time for its next step begins: event `silence`
  | 'rest' // no time is running against the portal
  | 'report' // tell the page what is wrong
  | 'end'; // requests, timers and frames

export type Step = readonly [Connection, ...Effect[]];

export const IDLE: Connection = { portal: 'absent', token: 'none', frame: 'blank', error: undefined };

/** The url dialect shows a portal that says nothing, with the link under it. */
const isFailure = ({ error }: Connection): boolean => error !== undefined && error !== 'PORTAL_SILENT';

export function statusOf(state: Connection): EmbedStatus {
  if (isFailure(state)) return 'failed';
  if (state.token === 'none') return 'idle';
  if (state.portal === 'showing' && state.token === 'held') return 'ready';
  return state.frame === 'shown' ? 'refreshing' : 'loading';
}

/** Whether all that is missing is a token: then the portal goes on as it stands, and need not start anew. */
export const isTokenMissing = ({ token, error }: Connection): boolean =>
  token === 'refused' || (token === 'expired' && error === 'TOKEN_EXPIRED');

/** What follows from an event. An event that makes no sense in a state changes nothing. */
export function next(state: Connection, event: ConnectionEvent, facts: Facts): Step {
  const { portal, token, frame, error } = state;
  const isChannel = facts.tokenDelivery === 'channel';
  const hasFailed = isFailure(state);
  const nothing: Step = [state];
  const to = (change: Partial<Connection>, ...effects: Effect[]): Step => [
    { ...state, ...change },
    ...effects,
  ];
  const over = (code?: EmbedErrorCode): Step => [
    { ...IDLE, error: code },
    'end',
    ...(code ? (['report'] as const) : []),
  ];

  switch (event) {
    case 'start': {
      const fresh = { ...IDLE, portal: 'loading', token: facts.hasToken ? 'held' : 'asked' } as const;
      // Side by side: the request goes out first, and the frame does not wait for its answer.
      if (isChannel && facts.hasToken) return [fresh, 'end', 'begin', 'open', 'wait'];
      if (isChannel) return [fresh, 'end', 'begin', 'ask', 'open', 'wait'];
      if (facts.hasToken) return [{ ...fresh, frame: 'given' }, 'end', 'begin', 'deliver', 'wait'];
      return [{ ...fresh, portal: 'absent' }, 'end', 'begin', 'ask']; // the token goes into the address of the frame
    }
    case 'left':
      return over();
    case 'misconfigured':
      return over('CONFIG');
  }

  if (token === 'none') return nothing; // nothing has begun, or all is over
  const isHeld = token === 'held' || token === 'replacing';
  const isWanted = token === 'refused' || token === 'expired';

  switch (event) {
    case 'flood':
      return over('FLOOD');
    case 'otherProtocol':
      return over('PROTOCOL_VERSION');
    case 'token':
      return hold();
    case 'given':
      // A channel that never spoke has met the same trouble as the last token: it gets another chance.
      return isChannel && (portal === 'absent' || (portal === 'loading' && hasFailed))
        ? to({ portal: 'loading', token: 'held', frame: 'blank', error: undefined }, 'open', 'wait')
        : hold(true);

    case 'refused': {
      const refused = { token: 'refused', error: facts.code } as const;
      if (token === 'refused') return nothing; // the session has told everybody, and answers the request too
      if (facts.isAccessDenied) {
        return frame === 'blank'
          ? to(refused, 'rest', 'forget', 'report') // the portal has heard of nobody yet, and waits
          : to({ ...refused, portal: 'absent', frame: 'blank' }, 'rest', 'clear', 'forget', 'report');
      }
      if (isHeld) return to({ token: 'held' }); // the token still works; the session tries again
      return to(refused, 'rest', 'report');
    }

    case 'due':
      if (token === 'refused') return askAnew();
      if (!isChannel && facts.isFresh) return nothing; // a new token is a new document: not before the old one is over
      return token === 'held' && portal === 'showing' && facts.refresh === 'auto' ? to({}, 'ask') : nothing;

    case 'refresh':
      if (isWanted) return askAnew();
      return token === 'asked' ? nothing : to({ token: 'replacing' }, 'ask');

    case 'turn':
      if (token === 'expired' && !isTokenMissing(state) && error !== 'TOKEN_REJECTED')
        return to({ token: 'asked' }, 'ask');
      return token === 'held' && error === 'PORTAL_SILENT' ? to({}, 'ask') : nothing; // the portal is still silent

    case 'moved':
      if (portal === 'absent') return nothing;
      return hasFailed && isWanted
        ? to({ portal: 'loading' })
        : to({ portal: 'loading', error: undefined }, 'wait');

    case 'hello': {
      // A new document. It counts as shown after one that was: the partner sees a portal that refreshes.
      const blank = { portal: 'listening', frame: frame === 'given' ? 'blank' : frame } as const;
      if (!isHeld) return to(blank, 'rest');
      return facts.isFresh
        ? to({ ...blank, frame: frame === 'shown' ? 'shown' : 'given' }, 'deliver', 'wait')
        : to({ ...blank, token: 'asked' }, 'rest', 'ask');
    }

    case 'ready':
      // A portal without a token is ready with nothing: nobody has signed in.
      return isHeld && frame !== 'blank'
        ? to({ portal: 'showing', frame: 'shown', error: undefined }, 'rest')
        : nothing;

    case 'loaded':
      // A frame that the page's policy has stopped has loaded too.
      return isHeld && !hasFailed
        ? to({ portal: 'showing', frame: 'shown', error: undefined }, 'show', 'rest')
        : nothing;

    case 'silence': {
      if (isChannel) return to({ error: 'PORTAL_UNREACHABLE' }, 'report');
      // A portal that reports no height and a blocked one look the same: show it, with the link under it.
      const shown = { portal: 'showing', frame: 'shown', error: 'PORTAL_SILENT' } as const;
      if (error) return to(shown, 'show');
      // The answer to a dead token looks like that too: another token, once, in a frame behind this one.
      return facts.reportsHeight && facts.refresh === 'auto' && !facts.isStorm
        ? to(shown, 'show', 'report', 'askLater')
        : to(shown, 'show', 'report');
    }

    case 'expired':
      if (portal === 'absent' || !isHeld) return nothing; // the next one is on its way
      if (facts.refresh !== 'auto') return to({ token: 'expired', error: 'TOKEN_EXPIRED' }, 'rest', 'report');
      if (facts.isStorm) return to({ token: 'expired', error: 'TOKEN_REJECTED' }, 'rest', 'report');
      // In a hidden tab the portal stays as it is, and the next token is asked for when somebody looks.
      return isChannel && portal === 'loading'
        ? to({ token: 'expired' }, 'askLater') // another document is on its way, and its time goes on
        : to({ token: 'expired' }, 'rest', 'askLater');

    case 'trouble':
      return to({ portal: 'listening', error: facts.code }, 'rest', 'report');

    case 'blocked': {
      // The empty document in its place may have loaded before the policy was heard of.
      if (portal !== 'loading' && (portal !== 'showing' || isChannel || facts.reportsHeight)) return nothing;
      const stopped = { portal: 'loading', frame: isChannel ? frame : 'given' } as const;
      return to({ ...stopped, error: 'PORTAL_UNREACHABLE' }, 'rest', 'report');
    }
  }

  /** There is a token: for the portal that listens, or for the one that is still loading. */
  function hold(isGiven = false): Step {
    const held = { token: 'held', error: isGiven ? undefined : state.error } as const;
    const given = frame === 'shown' ? 'shown' : 'given';
    if (!isChannel) {
      // A new document loads behind the one on the screen.
      const behind = frame === 'shown' ? 'listening' : 'loading';
      const doubt = hasFailed ? undefined : error; // until the portal speaks
      return to({ token: 'held', portal: behind, frame: given, error: doubt }, 'deliver', 'wait');
    }
    if (portal === 'loading' || portal === 'absent') return to(held); // it is handed over after hello
    // A portal that shows its data goes on showing it.
    if (portal === 'showing') return to({ ...held, error: undefined }, 'deliver', 'rest');
    return to({ ...held, frame: given }, 'deliver', 'wait');
  }

  /** There was no token, and now there may be one. A frame that never spoke has met the same trouble, and loads anew. */
  function askAnew(): Step {
    const asked = { token: 'asked', error: undefined } as const;
    return isChannel && (portal === 'absent' || portal === 'loading')
      ? to({ ...asked, portal: 'loading', frame: 'blank' }, 'ask', 'open', 'wait')
      : to(asked, 'ask');
  }
}
