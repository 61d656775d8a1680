/** A token endpoint on another origin than the page, and one that other sites can read. */
import { isAnswer } from '../ask.js';
import type { Check } from '../check.js';
import { ELSEWHERE, forPartner, isOk, type Endpoint } from '../endpoint.js';
import { onEndpoints } from './endpoint.js';

/** What the answer to the page allows; `undefined` where no permission is needed, or nothing was answered. */
function permission(endpoint: Endpoint): { origin: string | null; hasCredentials: boolean } | undefined {
  const { reply } = forPartner(endpoint);
  if (endpoint.url.origin === endpoint.page.origin || !isAnswer(reply)) return undefined;
  return {
    origin: reply.headers.get('access-control-allow-origin'),
    hasCredentials: reply.headers.get('access-control-allow-credentials') === 'true',
  };
}

export const corsChecks: Check[] = [
  {
    code: 'CORS_MISSING',
    severity: 'error',
    what: 'The token endpoint is of another origin and does not allow this page.',
    mend: 'List the page’s origin in allowOrigins of embedTokenHandler, or answer Access-Control-Allow-Origin with it, 401 included.',
    look: onEndpoints((endpoint) => {
      const allowed = permission(endpoint);
      const { origin } = endpoint.page;
      if (!allowed || allowed.origin === origin || allowed.origin === '*') return false;
      return `The answer to ${origin} has ${allowed.origin === null ? 'no' : 'another'} Access-Control-Allow-Origin, so the page cannot read it.`;
    }),
  },
  {
    code: 'CORS_CREDENTIALS',
    severity: 'error',
    what: 'The token endpoint does not allow this page to send cookies.',
    mend: 'Answer Access-Control-Allow-Origin with the page’s origin, not *, and Access-Control-Allow-Credentials: true.',
    look: onEndpoints((endpoint) => {
      const allowed = permission(endpoint);
      if (!allowed || endpoint.credentials !== 'include') return false;
      if (allowed.origin === '*')
        return 'Access-Control-Allow-Origin is *, which does not count with cookies.';
      return (
        allowed.origin === endpoint.page.origin &&
        !allowed.hasCredentials &&
        'Access-Control-Allow-Credentials: true is missing.'
      );
    }),
  },
  {
    code: 'CREDENTIALS_NOT_SENT',
    severity: 'error',
    what: 'The token endpoint is of another origin and gets no cookies.',
    mend: 'Write token-credentials="include"; "omit" if it knows the visitor without cookies.',
    look: onEndpoints(({ url, page, credentials }) =>
      url.origin !== page.origin && credentials === 'same-origin'
        ? 'With token-credentials="same-origin", the default, browsers send none to another origin.'
        : undefined,
    ),
  },
  {
    code: 'CORS_ANY_ORIGIN',
    severity: 'error',
    what: 'Every site may read what the token endpoint answers to a visitor.',
    mend: 'Allow origins from a list, and never the one that happens to ask.',
    look: onEndpoints(({ fromElsewhere: { reply } }) =>
      isAnswer(reply) &&
      isOk(reply) &&
      reply.headers.get('access-control-allow-origin') === ELSEWHERE.origin &&
      reply.headers.get('access-control-allow-credentials') === 'true'
        ? `It allows ${ELSEWHERE.origin}, a site that is nobody’s, to read its answer with cookies.`
        : undefined,
    ),
  },
];
