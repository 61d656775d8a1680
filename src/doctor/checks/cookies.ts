/** Cookies that browsers do not keep, or do not send. */
import { isAnswer, type Reply } from '../ask.js';
import type { Check, Sighting } from '../check.js';
import { isSameSite, isTrustworthy } from '../origins.js';
import type { Site } from '../site.js';

interface Cookie {
  name: string;
  sameSite: string | undefined;
  isSecure: boolean;
}

function cookiesOf(reply: Reply | undefined): Cookie[] {
  if (!reply || !isAnswer(reply)) return [];
  return reply.headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const sameSite = attributes.map((attribute) => /^samesite=(.*)$/i.exec(attribute)?.[1]).find(Boolean);
    return {
      name: pair.split('=')[0] ?? '',
      sameSite: sameSite?.toLowerCase(),
      isSecure: attributes.some((attribute) => attribute.toLowerCase() === 'secure'),
    };
  });
}

/** All that set cookies for the visitor, each once. */
const replies = ({ target, endpoints }: Site): Reply[] => [
  ...(isAnswer(target) && endpoints.every(({ url }) => url.href !== target.url) ? [target] : []),
  ...endpoints.map(({ signedIn, signedOut }) => (signedIn ?? signedOut).reply),
];

export const cookieChecks: Check[] = [
  {
    code: 'COOKIE_DROPPED',
    severity: 'warning',
    what: 'A cookie is set in a way that browsers refuse.',
    mend: 'Write Secure beside SameSite=None, and serve the site over https.',
    *look(site) {
      for (const reply of replies(site)) {
        for (const { name, sameSite, isSecure } of cookiesOf(reply)) {
          const isRefused = isSecure ? !isTrustworthy(new URL(reply.url)) : sameSite === 'none';
          const why = isSecure ? 'is Secure, and this is plain http' : 'is SameSite=None without Secure';
          if (isRefused) yield { url: reply.url, why: `The cookie ${name} ${why}.` };
        }
      }
    },
  },
  {
    code: 'COOKIE_SAMESITE',
    severity: 'error',
    what: 'The token endpoint is of another site, and its cookie does not travel there.',
    mend: 'Serve the endpoint from the page’s own site, or set the session’s cookie with SameSite=None; Secure.',
    *look({ endpoints }): Iterable<Sighting> {
      for (const { url, page, line, credentials, signedOut, signedIn } of endpoints) {
        if (isSameSite(url, page) || credentials !== 'include') continue;
        for (const { name, sameSite } of cookiesOf((signedIn ?? signedOut).reply)) {
          if (sameSite !== 'none')
            yield {
              url: url.href,
              line,
              why: `The cookie ${name} is SameSite=${sameSite ?? 'Lax, the default'}: pages of ${page.origin} do not send it.`,
            };
        }
      }
    },
  },
];
