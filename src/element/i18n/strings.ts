/** What the partner reads, in English, and which of it when. A language is one object of this shape (`languages/`). */
import type { EmbedError, EmbedErrorCode } from '../../protocol/embed-error.js';
import { bare } from '../../protocol/own-property.js';

export interface Strings {
  /** What a screen reader calls the frame. */
  frameTitle: string;
  loading: string;
  stillLoading: string;
  /** Something takes long or goes wrong, and the link below works meanwhile. */
  linkOffered: string;
  /** The fallback link of an element that has none of its own. */
  openPortal: string;
  /** The button. */
  retry: string;
  signedOut: string;
  noAccess: string;
  noProgramme: string;
  /** The embed tries again by itself, in a moment. */
  tooManyRequests: string;
  /** The embed tries again by itself, at `{time}`. */
  tooManyRequestsUntil: string;
  notAnswering: string;
  /** The embed tries again by itself, at `{time}`. */
  notAnsweringUntil: string;
  offline: string;
  expired: string;
  cannotBeShown: string;
  /** The frame is shown, with the link below: it may be blocked or just silent. */
  maybeNotShown: string;
  wentWrong: string;
}

export const ENGLISH: Strings = {
  frameTitle: 'Referral portal',
  loading: 'Loading your referral portal…',
  stillLoading: 'Still loading…',
  linkOffered: 'This takes longer than usual. You can open your portal directly:',
  openPortal: 'Open your referral portal',
  retry: 'Try again',
  signedOut: 'You are signed out. Sign in again to see your referral portal.',
  noAccess: 'Your account has no access to the referral portal.',
  noProgramme: 'There is no referral programme for your account.',
  tooManyRequests: 'Too many requests. We will try again in a moment.',
  tooManyRequestsUntil: 'Too many requests. We will try again at {time}.',
  notAnswering: 'Your referral portal is not answering at the moment.',
  notAnsweringUntil: 'Your referral portal is not answering at the moment. We will try again at {time}.',
  offline: 'You are offline. The portal loads when you are back.',
  expired: 'Your session in the portal has ended.',
  cannotBeShown: 'Your referral portal cannot be shown here.',
  maybeNotShown: 'If you see nothing above, open your portal directly:',
  wentWrong: 'Something went wrong.',
};

/** What is said of which error; of all others that the portal cannot be shown. */
const SAID_OF: { readonly [code in EmbedErrorCode]?: keyof Strings } = {
  UNAUTHENTICATED: 'signedOut',
  FORBIDDEN: 'noAccess',
  NOT_FOUND: 'noProgramme',
  INVALID_REQUEST: 'wentWrong',
  RATE_LIMITED: 'tooManyRequests',
  UNAVAILABLE: 'notAnswering',
  TIMEOUT: 'notAnswering',
  OFFLINE: 'offline',
  BAD_RESPONSE: 'wentWrong',
  TOKEN_EXPIRED: 'expired',
  PORTAL_SILENT: 'maybeNotShown',
  PORTAL_ERROR: 'wentWrong',
};

/** The same with the time at which it goes on. What else is wrong is more important than when somebody looks again. */
const WITH_TIME: { readonly [name in keyof Strings]?: keyof Strings } = {
  tooManyRequests: 'tooManyRequestsUntil',
  notAnswering: 'notAnsweringUntil',
};

const MINUTE_MS = 60_000;

/** Strings, and the language that they are in. */
export interface Texts {
  strings: Strings;
  /** A canonical language tag. */
  lang: string;
  /** Which way it is read; `auto`: each text the way of its own first letter. */
  dir: 'ltr' | 'rtl' | 'auto';
}

/**
 * What the partner reads about an error.
 *
 * @param retryAt when the embed tries again by itself, as the host has said
 */
export function sentenceFor(
  { code, retryAfterMs = 0 }: EmbedError,
  retryAt: Date | undefined,
  { strings, lang }: Texts,
): string {
  const name = SAID_OF[code] ?? 'cannotBeShown';
  const withTime = WITH_TIME[name];
  if (!withTime || !retryAt || retryAfterMs < MINUTE_MS) return strings[name];
  // The next full minute: at the one before, whoever watches the clock would see nothing happen.
  const time = Math.ceil(retryAt.getTime() / MINUTE_MS) * MINUTE_MS;
  return strings[withTime]
    .replace(
      '{time}',
      new Intl.DateTimeFormat(lang, bare<Intl.DateTimeFormatOptions>({ timeStyle: 'short' })).format(time),
    )
    .replace('..', '.'); // 3:05 p.m. at the end of a sentence
}
