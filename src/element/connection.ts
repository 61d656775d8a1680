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
import type { Settings } from './settings.js';

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

/** The one word for what an embed is doing. */
export type EmbedStatus = 'idle' | 'loading' | 'ready' | 'refreshing' | 'failed';

export type ConnectionEvent =
  // The page.
  /** An attempt begins, with a token of the page or without one. */
  | { on: 'start'; hasToken: boolean; userInitiated: boolean }
  | { on: 'misconfigured'; code: EmbedErrorCode }
  /** The page has a token of its own. */
  | { on: 'given' }
  /** A person, or the page for them, asks for a new token. */
  | { on: 'refresh' }
  /** The element stands somewhere else, and its frames load anew. */
  | { on: 'moved' }
  | { on: 'left' }
  // The token session.
  | { on: 'token' }
  | { on: 'refused'; code: EmbedErrorCode; isAccessDenied: boolean }
  /** It is time to ask again. */
  | { on: 'due' }
  /** The pause after an expired token is over, and somebody looks at the page. */
  | { on: 'turn' }
  // The portal.
  | { on: 'hello'; isFresh: boolean }
  | { on: 'ready' }
  | { on: 'expired'; isTooOften: boolean }
  /** The portal reports trouble that a new token does not cure. */
  | { on: 'trouble'; code: EmbedErrorCode }
  /** The portal has said nothing for as long as it may. */
  | { on: 'silence' }
  /** The page's own policy has stopped the frame. */
  | { on: 'blocked' }
  /** The portal must not stay: a flood, or another protocol. */
  | { on: 'banned'; code: EmbedErrorCode };

export type Effect =
  /** Ask for a token in place of the last one. */
  | 'ask'
  /** Ask when the pause is over and somebody looks: event `turn`. */
  | 'askLater'
  /** Load the portal in a new frame. */
  | 'open'
  /** Take the frame off the page. */
  | 'clear'
  /** Forget the token. */
  | 'forget'
  /** Hand the token to the portal. */
  | 'deliver'
  /** Show the frame that has said nothing. */
  | 'show'
  /** The portal's time for its next step begins: event `silence`. */
  | 'wait'
  /** No time is running against the portal. */
  | 'rest'
  /** Tell the page what is wrong. */
  | 'report'
  /** End requests, timers and frames. */
  | 'end';

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
export function next(
  state: Connection,
  event: ConnectionEvent,
  { tokenDelivery, refresh }: Pick<Settings, 'tokenDelivery' | 'refresh'>,
): Step {
  const { portal, token, frame } = state;
  const isChannel = tokenDelivery === 'channel';
  const nothing: Step = [state];
  const to = (change: Partial<Connection>, ...effects: Effect[]): Step => [
    { ...state, ...change },
    ...effects,
  ];

  switch (event.on) {
    case 'start': {
      const fresh = { ...IDLE, token: event.hasToken ? 'held' : 'asked' } as const;
      if (isChannel && event.hasToken) return [{ ...fresh, portal: 'loading' }, 'end', 'open', 'wait'];
      if (isChannel) return [{ ...fresh, portal: 'loading' }, 'end', 'ask', 'open', 'wait']; // side by side
      if (event.hasToken) return [{ ...fresh, portal: 'loading', frame: 'given' }, 'end', 'deliver', 'wait'];
      return [fresh, 'end', 'ask']; // the token goes into the address of the frame
    }
    case 'misconfigured':
      return [{ ...IDLE, error: event.code }, 'end', 'report'];
    case 'left':
      return [IDLE, 'end'];
    case 'banned':
      return [{ ...IDLE, error: event.code }, 'end', 'report'];
  }

  if (token === 'none') return nothing; // nothing has begun, or all is over

  switch (event.on) {
    case 'token':
      return hold();

    case 'given':
      // A channel that never spoke has met the same trouble as the last token: it gets another chance.
      return isChannel && (portal === 'absent' || (portal === 'loading' && isFailure(state)))
        ? to({ portal: 'loading', token: 'held', frame: 'blank', error: undefined }, 'open', 'wait')
        : hold(true);

    case 'refused':
      if (token === 'refused') return nothing; // the session has told everybody, and answers the request too
      if (event.isAccessDenied) {
        const error = { token: 'refused', error: event.code } as const;
        return frame === 'blank'
          ? to(error, 'rest', 'forget', 'report') // the portal has heard of nobody yet, and waits
          : to({ ...error, portal: 'absent', frame: 'blank' }, 'rest', 'clear', 'forget', 'report');
      }
      if (token === 'held') return nothing; // the token still works; the session tries again
      if (token === 'replacing') return to({ token: 'held' });
      return to({ token: 'refused', error: event.code }, 'rest', 'report');

    case 'due':
      if (token === 'refused') return askAnew();
      // In the url dialect a new token is a new document: only the portal says when it is worth that.
      return token === 'held' && portal === 'showing' && refresh === 'auto' && isChannel
        ? to({}, 'ask')
        : nothing;

    case 'refresh':
      if (token === 'refused' || token === 'expired') return askAnew();
      return token === 'asked' ? nothing : to({ token: 'replacing' }, 'ask');

    case 'turn':
      return token === 'expired' && !isFailure(state) ? to({ token: 'asked' }, 'ask') : nothing;

    case 'moved': {
      if (portal === 'absent') return nothing;
      const lacksToken = isFailure(state) && (token === 'refused' || token === 'expired');
      return lacksToken ? to({ portal: 'loading' }) : to({ portal: 'loading', error: undefined }, 'wait');
    }

    case 'hello': {
      // A new document. It counts as shown after one that was: the partner sees a portal that refreshes.
      const blank = { portal: 'listening', frame: frame === 'given' ? 'blank' : frame } as const;
      if (token !== 'held' && token !== 'replacing') return to(blank, 'rest');
      return event.isFresh
        ? to({ ...blank, frame: frame === 'shown' ? 'shown' : 'given' }, 'deliver', 'wait')
        : to({ ...blank, token: 'asked' }, 'rest', 'ask');
    }

    case 'ready':
      // A portal without a token is ready with nothing: nobody has signed in.
      return (token === 'held' || token === 'replacing') && frame !== 'blank'
        ? to({ portal: 'showing', frame: 'shown', error: undefined }, 'rest')
        : nothing;

    case 'silence':
      if (isChannel) return to({ error: 'PORTAL_UNREACHABLE' }, 'report');
      // A portal that reports no height and a blocked one look the same: show it, with the link under it.
      return to({ portal: 'showing', frame: 'shown', error: 'PORTAL_SILENT' }, 'show', 'report');

    case 'expired':
      if (portal === 'absent' || (token !== 'held' && token !== 'replacing')) return nothing; // the next one is on its way
      if (refresh !== 'auto') return to({ token: 'expired', error: 'TOKEN_EXPIRED' }, 'rest', 'report');
      if (event.isTooOften) return to({ token: 'expired', error: 'TOKEN_REJECTED' }, 'rest', 'report');
      // In a hidden tab the portal stays as it is, and the next token is asked for when somebody looks.
      return isChannel && portal === 'loading'
        ? to({ token: 'expired' }, 'askLater') // another document is on its way, and its time goes on
        : to({ token: 'expired' }, 'rest', 'askLater');

    case 'trouble':
      return to({ portal: 'listening', error: event.code }, 'rest', 'report');

    case 'blocked':
      return portal === 'loading' ? to({ error: 'PORTAL_UNREACHABLE' }, 'rest', 'report') : nothing;
  }

  /** There is a token: for the portal that listens, or for the one that is still loading. */
  function hold(isGiven = false): Step {
    const held = { token: 'held', ...(isGiven && { error: undefined }) } as const;
    const given = frame === 'shown' ? 'shown' : 'given';
    if (!isChannel) {
      // A new document loads behind the one on the screen.
      const behind = frame === 'shown' ? 'listening' : 'loading';
      return to({ ...held, portal: behind, frame: given, error: undefined }, 'deliver', 'wait');
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
