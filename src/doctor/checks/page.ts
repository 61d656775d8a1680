/** The page itself, before anything on it. */
import { isAnswer, isRedirect } from '../ask.js';
import type { Check } from '../check.js';
import { tokenIn } from '../embeds.js';
import { isPage } from '../page.js';

export const pageChecks: Check[] = [
  {
    code: 'UNREACHABLE',
    severity: 'error',
    what: 'The address does not answer.',
    mend: 'Look at the address, and whether its server runs and can be reached from here.',
    *look({ target }) {
      if (!isAnswer(target)) yield { url: target.url, why: `Asked for, and ${target.problem}.` };
    },
  },
  {
    code: 'PAGE_STATUS',
    severity: 'error',
    what: 'The page answers an error.',
    mend: 'Name a page that visitors can open; for one behind a sign-in give a cookie (REFPORT_DOCTOR_COOKIE).',
    *look({ target }) {
      if (isAnswer(target) && isPage(target) && target.status >= 300)
        yield {
          url: target.url,
          why: isRedirect(target) ? 'A redirect without an address.' : `It answered ${target.status}.`,
        };
    },
  },
  {
    code: 'EMBED_MISSING',
    severity: 'error',
    what: 'There is no embed on the page.',
    mend:
      'Put <refport-embed> with its link into the HTML that the server sends, or one of the other shapes (docs/embedding.md). ' +
      'For a page behind a sign-in give a cookie. What a script puts there later cannot be seen from here: ask about the token endpoint.',
    *look({ page, embeds }) {
      if (page && embeds.length === 0)
        yield {
          url: page.url.href,
          why: 'Neither <refport-embed>, nor an element with data-refport-embed, nor a script with data-token-endpoint is in its HTML.',
        };
    },
  },
  {
    code: 'PAGE_TOKEN_CACHED',
    severity: 'error',
    what: 'A page with a token in it may be kept by caches.',
    mend: 'Send the page with Cache-Control: no-store, private.',
    *look({ page, embeds }) {
      const embed = embeds.find(tokenIn);
      if (page && embed && !/\bno-store\b/i.test(page.answer.headers.get('cache-control') ?? ''))
        yield {
          url: page.url.href,
          line: embed.tag.line,
          why: 'The token is this visitor’s alone; a cache would show their portal to the next visitor.',
        };
    },
  },
];
