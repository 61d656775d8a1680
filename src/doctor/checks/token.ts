/** What the token endpoint answers: its shape, and how long the token is good. */
import { EmbedError } from '../../protocol/embed-error.js';
import { isAnswer } from '../ask.js';
import type { Check } from '../check.js';
import { forPartner, tokenOf, type Endpoint } from '../endpoint.js';
import { isPage } from '../page.js';
import { onEndpoints } from './endpoint.js';

const SHORTEST_S = 60;
const LONGEST_H = 12;
const LARGEST_SKEW_S = 60;

/** Why the answer holds no token, in the element's own words. */
function problemOf(endpoint: Endpoint): { isEmpty: boolean; sentence: string } | undefined {
  const { reply, token } = forPartner(endpoint);
  if (!isAnswer(reply) || !(token instanceof EmbedError)) return undefined;
  // The page of somebody who is signed out: that is another finding.
  if (!endpoint.signedIn && isPage(reply)) return undefined;
  return { isEmpty: reply.text.trim() === '{}', sentence: token.message.replace(/[^.]$/, '$&.') };
}

export const tokenChecks: Check[] = [
  {
    code: 'ANSWER_EMPTY',
    severity: 'error',
    what: 'The token endpoint answers {}.',
    mend: 'Answer data.publicToken of what the SDK returned, and its error when there is one.',
    look: onEndpoints((endpoint) => {
      const problem = problemOf(endpoint);
      return problem?.isEmpty && problem.sentence;
    }),
  },
  {
    code: 'ANSWER_SHAPE',
    severity: 'error',
    what: 'The token endpoint answers something that holds no token.',
    mend: 'Answer JSON (Content-Type: application/json) such as {"publicToken": "…", "expires": "…", "expiresIn": 1800}.',
    look: onEndpoints((endpoint) => {
      const problem = problemOf(endpoint);
      return problem && !problem.isEmpty && problem.sentence;
    }),
  },
  {
    code: 'ANSWER_CACHED',
    severity: 'error',
    what: 'The token may be kept by a cache.',
    mend: 'Answer Cache-Control: no-store, private.',
    look: onEndpoints((endpoint) => {
      const written = tokenOf(endpoint)?.answer.headers.get('cache-control');
      if (written === undefined || /\bno-store\b/i.test(written ?? '')) return false;
      return `Its Cache-Control is ${written ?? 'absent'}: the next visitor may be given this one’s portal.`;
    }),
  },
  {
    code: 'TOKEN_EXPIRED',
    severity: 'error',
    what: 'The token has expired when it arrives.',
    mend: 'Make a new token for each request, and look at the clock of the server that writes expires.',
    look: onEndpoints((endpoint) => {
      const { token } = tokenOf(endpoint) ?? {};
      return token?.lifetimeMs === 0 && 'By its own Date header there is nothing left of its life.';
    }),
  },
  {
    code: 'TOKEN_SHORT',
    severity: 'warning',
    what: 'The token lives for less than a minute.',
    mend: 'Let tokens live for a minute or more: the element asks four times a minute at most.',
    look: onEndpoints((endpoint) => {
      const ms = tokenOf(endpoint)?.token.lifetimeMs ?? 0;
      return ms > 0 && ms < SHORTEST_S * 1000 && `It lives for ${Math.round(ms / 1000)} s.`;
    }),
  },
  {
    code: 'TOKEN_LONG',
    severity: 'warning',
    what: 'The token lives for very long.',
    mend: 'Let tokens live for half an hour: whoever signs out elsewhere keeps the portal until then.',
    look: onEndpoints((endpoint) => {
      const ms = tokenOf(endpoint)?.token.lifetimeMs ?? 0;
      return (
        Number.isFinite(ms) &&
        ms > LONGEST_H * 3_600_000 &&
        `It lives for ${Math.round(ms / 3_600_000)} hours.`
      );
    }),
  },
  {
    code: 'EXPIRY_MISSING',
    severity: 'warning',
    what: 'The answer does not say when the token expires.',
    mend: 'Add expiresIn, in seconds, or expires as a date and time with its offset.',
    look: onEndpoints((endpoint) =>
      tokenOf(endpoint)?.token.lifetimeMs === Infinity
        ? 'Without it there is no fresh token ahead of time: the portal has to find out by itself.'
        : undefined,
    ),
  },
  {
    code: 'CLOCK_SKEW',
    severity: 'warning',
    what: 'The server’s clock and this machine’s differ.',
    mend: 'Set the clock of the server by NTP (or this machine’s), and answer expiresIn, for which no clock has to be right.',
    look: onEndpoints((endpoint) => {
      const { reply } = forPartner(endpoint);
      const date = isAnswer(reply) ? Date.parse(reply.headers.get('date') ?? '') : Number.NaN;
      if (!isAnswer(reply) || Number.isNaN(date)) return false;
      const seconds = Math.round((date - reply.receivedAt) / 1000);
      const way = seconds > 0 ? 'ahead of' : 'behind';
      return (
        Math.abs(seconds) > LARGEST_SKEW_S && `Its Date header is ${Math.abs(seconds)} s ${way} this machine.`
      );
    }),
  },
];
