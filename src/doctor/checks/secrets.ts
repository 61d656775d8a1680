/** An API key where every visitor can read it. */
import type { Check } from '../check.js';
import { isAnswer } from '../ask.js';
import { API_KEYS } from '../redact.js';

export const secretChecks: Check[] = [
  {
    code: 'API_KEY_EXPOSED',
    severity: 'error',
    what: 'An API key is where every visitor can read it.',
    mend: 'Revoke the key at the vendor now, make a new one, and use it on your server alone.',
    *look({ target, page, endpoints }) {
      const lines = page?.answer.text.split('\n') ?? [];
      for (const [i, text] of lines.entries()) {
        if (text.search(API_KEYS) >= 0)
          yield {
            url: page?.answer.url ?? '',
            line: i + 1,
            why: 'Whoever has the key can open every partner’s portal.',
          };
      }
      const replies = endpoints.flatMap(({ signedIn, signedOut }) => [signedIn?.reply, signedOut.reply]);
      const answer = (page ? replies : [target, ...replies]).find(
        (reply) => isAnswer(reply) && reply.text.search(API_KEYS) >= 0,
      );
      if (answer)
        yield { url: answer.url, why: 'The answer holds a key that can open every partner’s portal.' };
    },
  },
];
