/** Whom the token endpoint answers, and with which status. */
import { isAnswer, isRedirect, type Reply } from '../ask.js';
import type { Check, Sighting } from '../check.js';
import { forPartner, hasToken, isOk, type Endpoint } from '../endpoint.js';
import { isPage } from '../page.js';
import type { Site } from '../site.js';

export const onEndpoints = (say: (endpoint: Endpoint) => string | false | undefined) =>
  function* look({ endpoints }: Site): Iterable<Sighting> {
    for (const endpoint of endpoints) {
      const why = say(endpoint);
      if (why) yield { url: endpoint.url.href, line: endpoint.line, why };
    }
  };

/** Not a word about the visitor, but a fault of the route. */
const isFault = (reply: Reply): boolean =>
  isAnswer(reply) && reply.status >= 400 && ![401, 403].includes(reply.status);

export const endpointChecks: Check[] = [
  {
    code: 'ENDPOINT_UNREACHABLE',
    severity: 'error',
    what: 'The token endpoint does not answer.',
    mend: 'Look at the address in token-endpoint, and whether its server runs.',
    look: onEndpoints((endpoint) => {
      const { reply } = forPartner(endpoint);
      return !isAnswer(reply) && `Asked for, and ${reply.problem}.`;
    }),
  },
  {
    code: 'ENDPOINT_STATUS',
    severity: 'error',
    what: 'The token endpoint answers an error.',
    mend: 'Look at the route and its log. 404: is it there, for GET (or token-method)? 429: too many requests. 502: does the vendor take the API key?',
    look: onEndpoints((endpoint) => {
      const { reply } = forPartner(endpoint);
      return isAnswer(reply) && isFault(reply) && `${endpoint.method} was answered ${reply.status}.`;
    }),
  },
  {
    code: 'SIGNED_IN_REFUSED',
    severity: 'error',
    what: 'The token endpoint does not know the visitor.',
    mend: 'Does the route read the session that the cookie is of, and is the cookie still good? WordPress: a REST route needs a nonce, admin-ajax.php does not.',
    look: onEndpoints(({ signedIn }) => {
      const reply = signedIn?.reply;
      if (!reply || !isAnswer(reply)) return false;
      if (isRedirect(reply)) return `With the cookie it redirects (${reply.status}), as to a sign-in page.`;
      return [401, 403].includes(reply.status) && `With the cookie it answered ${reply.status}.`;
    }),
  },
  {
    code: 'SIGNED_OUT_TOKEN',
    severity: 'error',
    what: 'The token endpoint gives a token to visitors who are not signed in.',
    mend: 'Take who it is from your session alone, and answer 401 when there is none.',
    look: onEndpoints(
      ({ signedOut }) => hasToken(signedOut) && 'Asked without any cookie, it answered a token.',
    ),
  },
  {
    code: 'SIGNED_OUT_STATUS',
    severity: 'error',
    what: 'The token endpoint does not say 401 to visitors who are signed out.',
    mend: 'Answer 401, in JSON or without a body: then the visitor reads that they are signed out.',
    look: onEndpoints(({ signedOut, signedIn }) => {
      const { reply } = signedOut;
      if (!isAnswer(reply) || hasToken(signedOut)) return false;
      // Without a cookie the shape of this answer is looked at, as if it were a partner's.
      const isPlain = isOk(reply) && (signedIn !== undefined || isPage(reply));
      const isOther =
        reply.status === 403 || (signedIn !== undefined && isFault(reply) && !isFault(signedIn.reply));
      return (
        (isPlain || isOther) &&
        `Without a cookie it answered ${reply.status}${isPage(reply) ? ' and a page' : ''}.`
      );
    }),
  },
  {
    code: 'SIGNED_OUT_REDIRECT',
    severity: 'warning',
    what: 'The token endpoint redirects visitors who are signed out.',
    mend: 'Answer 401: a redirect is made for pages, and the element does not follow it.',
    look: onEndpoints(({ signedOut: { reply } }) =>
      isAnswer(reply) && isRedirect(reply) ? `Without a cookie it answered ${reply.status}.` : undefined,
    ),
  },
  {
    code: 'CROSS_SITE_TOKEN',
    severity: 'warning',
    what: 'The token endpoint answers requests that another site has a browser send.',
    mend: 'Refuse (403) what has a Sec-Fetch-Site header other than same-origin and none.',
    look: onEndpoints(({ fromElsewhere, signedOut }) =>
      hasToken(fromElsewhere) && !hasToken(signedOut)
        ? 'Asked with the cookie and Sec-Fetch-Site: cross-site, it answered a token.'
        : undefined,
    ),
  },
];
