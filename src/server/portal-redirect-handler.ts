/**
 * The host's `/api/portal`: the plain link that is left when the embed cannot work. It mints a single-use portal token
 * and sends the partner's whole tab to it.
 */
import type { PortalLoginClient } from './affonso.js';
import { lacking } from './answer.js';
import { reportTo, type HandlerOptions } from './handler-options.js';
import { invalid, refusal } from './refport-error.js';
import { PRIVATE, refuseFor, refuseForVendor } from './refuse.js';
import { isOwnNavigation } from './request-site.js';
import { exactOrigins, secureUrl } from './secure-url.js';

/** Whose portal opens. The affiliateId counts where there is one, else the e-mail is looked up. */
export interface PortalSubject {
  affiliateId?: string | null | undefined;
  email?: string | null | undefined;
}

export interface PortalRedirectHandlerOptions extends HandlerOptions<PortalSubject> {
  /** An {@link Affonso} client. */
  affonso: PortalLoginClient;
  /** Where the vendor's portals live, exactly: `https://acme.example`. Anything else it answers is refused. */
  portalOrigins: readonly string[];
  /** Where to send somebody who is not signed in. Default: 401. */
  signInUrl?: string | undefined;
  /** Also serve a typed address, a bookmark, a link in a mail program. Default false. */
  allowDirectVisits?: boolean | undefined;
}

/** Answers a click in the host's own pages with a redirect into the portal, signed in. */
export function portalRedirectHandler({
  affonso: { affiliates },
  identify,
  portalOrigins,
  signInUrl,
  allowDirectVisits = false,
  onError,
}: PortalRedirectHandlerOptions): (request: Request) => Promise<Response> {
  const allowed = exactOrigins('portalOrigins', portalOrigins);

  return async (request) => {
    const { method, headers, signal } = request;
    const refuse = refuseFor(request);
    if (method !== 'GET') return refuse(405, 'METHOD_NOT_ALLOWED', 'Use GET.', { Allow: 'GET' });
    // The browser loads it in case somebody clicks, and would burn the token.
    if (/prefetch|preview/.test(`${headers.get('sec-purpose')}${headers.get('purpose')}`)) {
      return refuse(503, 'PREFETCH', 'Not before somebody clicks.');
    }
    if (!isOwnNavigation(request, allowDirectVisits)) {
      return refuse(403, 'CROSS_SITE', 'Please open the portal with the link on our site.');
    }
    const subject = await identify(request);
    if (!subject) return signInUrl ? seeOther(signInUrl) : refuse(401, 'UNAUTHENTICATED', 'Please sign in.');
    try {
      const { affiliateId, email } = subject;
      if (!affiliateId && !email) throw invalid('Pass an affiliateId or an email.');
      const id = affiliateId || (await affiliates.find({ email: email ?? '' }, { signal }))?.id;
      if (id === undefined) throw refusal(404, 'NOT_FOUND', 'No affiliate has this e-mail.');
      const url = secureUrl((await affiliates.createPortalToken(id, { signal })).portalUrl);
      if (!url || !allowed.has(url.origin)) {
        throw lacking(`portalUrl: ${url?.origin} is not in portalOrigins`);
      }
      return seeOther(url.href); // what was checked, not what was sent
    } catch (error) {
      reportTo(onError, error, request);
      return refuseForVendor(refuse, error);
    }
  };
}

function seeOther(url: string): Response {
  return new Response(null, {
    status: 303,
    headers: { ...PRIVATE, Location: url, 'Referrer-Policy': 'no-referrer' },
  });
}
