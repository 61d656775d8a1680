/** The link inside: all that there is without the script, and when something fails. */
import { isAnswer } from '../ask.js';
import type { Check } from '../check.js';

export const linkChecks: Check[] = [
  {
    code: 'LINK_MISSING',
    severity: 'warning',
    what: 'There is no link inside the embed.',
    mend: 'Put <a href="/api/portal">Open your referral portal</a> inside.',
    *look({ page, embeds }) {
      for (const { shape, tag, link } of embeds) {
        if (page && shape !== 'script' && !link)
          yield {
            url: page.url.href,
            line: tag.line,
            why: 'Without the script, and when something fails, there is nothing.',
          };
      }
    },
  },
  {
    code: 'LINK_BROKEN',
    severity: 'error',
    what: 'The link inside the embed leads nowhere.',
    mend: 'Let it lead to the route of portalRedirectHandler, or to a page with the portal.',
    *look({ page, embeds, links, endpoints }) {
      for (const { link } of page ? embeds : []) {
        const isAddress =
          link &&
          URL.canParse(link.written, page?.base) &&
          /^https?:/.test(new URL(link.written, page?.base).href);
        if (page && link && (!isAddress || /^\s*(#|$)/.test(link.written)))
          yield { url: page.url.href, line: link.line, why: 'Its href is no address of another page.' };
      }
      for (const { url, line, reply } of links) {
        if (!reply) continue;
        if (endpoints.some((endpoint) => endpoint.url.href === url.href))
          yield {
            url: url.href,
            line,
            why: 'It leads to the token endpoint, which answers JSON and no portal.',
          };
        else if (!isAnswer(reply)) yield { url: url.href, line, why: `Asked for, and ${reply.problem}.` };
        else if (reply.status >= 404) yield { url: url.href, line, why: `It answered ${reply.status}.` };
      }
    },
  },
];
