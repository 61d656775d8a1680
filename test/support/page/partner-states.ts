/** Every state that a partner can see, and the way there, by what is public alone. */
import { EmbedError, type EmbedErrorCode, type EmbedStatus } from '../../../src/element/index.js';
import { embed, says, type Embedded, type EmbedOptions } from './embed.js';
import { origins } from './origins.js';
import { serve } from './serve.js';
import { startClock, stopClock } from './stopped-clock.js';
import { TokenDesk } from './token-desk.js';

export interface PartnerState {
  what: string;
  status: EmbedStatus;
  words: RegExp;
  hasLink: boolean;
  hasRetry: boolean;
  /** Puts an embed on the page, and waits until it is there. */
  reach(): Promise<Embedded>;
}

interface Way extends EmbedOptions {
  /** What comes of asking for a token, time after time; then nothing does. */
  tokens?: (string | EmbedError)[];
  /** Once it is ready, the portal calls its token expired. */
  expires?: boolean;
  /** What is to be seen comes so long after everything else. */
  afterMs?: number;
}

const NO_WORDS = /^$/;

const state = (
  what: string,
  [status, words, ...shown]: [EmbedStatus, RegExp, ...('link' | 'retry')[]],
  { tokens = [], expires = false, afterMs, ...options }: Way = {},
): PartnerState => ({
  what,
  status,
  words,
  hasLink: shown.includes('link'),
  hasRetry: shown.includes('retry'),
  async reach() {
    const attributes = { 'token-endpoint': '', ...options.attributes };
    const clock = afterMs === undefined ? undefined : stopClock();
    const embedded = await embed({ ...options, attributes });
    const { element, logged, order } = embedded;
    if (status === 'idle') return embedded;
    const desk = new TokenDesk();
    for (const token of tokens) {
      if (token instanceof EmbedError) desk.refuse(token);
      else desk.give(token);
    }
    element.fetchToken = desk.fetchToken;
    if (expires) {
      await logged('ready');
      order({ order: 'tokenExpired' });
    }
    if (tokens.length > 0 && clock) await logged('token');
    await clock?.pass(afterMs ?? 0);
    await logged(`status ${status}`);
    await says(embedded, words);
    await element.updateComplete;
    if (clock) startClock(); // the embed stays in this state: its own timers do not run any more
    return embedded;
  },
});

const failed = (
  what: string,
  words: RegExp,
  code: EmbedErrorCode,
  details?: { status?: number; retryAfterMs?: number },
): PartnerState => {
  const error = new EmbedError(code, 'As the test wants it.', details);
  const tokens = [error, error]; // a 409 is tried once more
  return state(what, ['failed', words, 'link', ...(error.retryable ? (['retry'] as const) : [])], { tokens });
};

const silent = (): EmbedOptions => ({
  portal: serve(origins.portal, '/fixtures/silent.html'),
  delivery: 'url',
});

const SOON = { retryAfterMs: 30_000 };
const LATER = { retryAfterMs: 120_000 };
const SETBACK = new EmbedError('UNAVAILABLE', 'As the test wants it.', { retryAfterMs: 9_000 });

export const PARTNER_STATES: readonly PartnerState[] = [
  state('just the link', ['idle', NO_WORDS, 'link']),
  state('loading', ['loading', /^Loading/]),
  state('still loading', ['loading', /^Still loading/], { afterMs: 4_000 }),
  state('the link offered while it loads', ['loading', /longer than usual/, 'link'], { tokens: [SETBACK] }),
  state('ready', ['ready', NO_WORDS], { tokens: ['pt_1'] }),
  state('ready with a new token on its way', ['refreshing', NO_WORDS], { tokens: ['pt_1'], expires: true }),
  state('a silent portal', ['ready', /If you see nothing/, 'link'], {
    tokens: ['pt_1'],
    afterMs: 10_000,
    ...silent(),
  }),
  state('expired, to be refreshed by hand', ['failed', /has ended/, 'link', 'retry'], {
    tokens: ['pt_1'],
    expires: true,
    attributes: { refresh: 'manual' },
  }),
  state('expired for good', ['failed', /has ended/, 'link'], {
    tokens: ['pt_1'],
    expires: true,
    attributes: { refresh: 'never' },
  }),
  failed('signed out', /signed out/, 'UNAUTHENTICATED'),
  failed('no access', /no access/, 'FORBIDDEN'),
  failed('no programme', /no referral programme/, 'NOT_FOUND'),
  failed('too many requests', /requests\. We will try again in a moment/, 'RATE_LIMITED', SOON),
  failed('too many requests for minutes', /requests\. We will try again at/, 'RATE_LIMITED', LATER),
  failed('not answering', /is not answering at the moment\.$/, 'UNAVAILABLE', { status: 409 }),
  failed('not answering for minutes', /not answering.*We will try again at/, 'UNAVAILABLE', LATER),
  failed('offline', /You are offline/, 'OFFLINE'),
  failed('a portal that cannot be shown', /cannot be shown here/, 'TOKEN_REJECTED'),
  failed('something went wrong', /went wrong/, 'INVALID_REQUEST'),
];
