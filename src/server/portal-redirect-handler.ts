/**
 * The host's `/api/portal`: the plain link that is left when the embed cannot work. It mints a token and sends the
 * partner's whole tab to the portal; whoever cannot be sent there reads a page in their language.
 */
import type { EmbedSubject } from './embed-token.js';
import { reportTo, type HandlerOptions } from './handler-options.js';
import {
  embedPage,
  portalLogin,
  type DestinationOf,
  type EmbedPageOptions,
  type PortalLoginOptions,
  type PortalSubject,
} from './portal-destinations.js';
import { PRIVATE, refuseForVendor } from './refuse.js';
import { refuseLink } from './refuse-link.js';
import { isOwnNavigation } from './request-site.js';
import { exactOrigins } from './secure-url.js';

/** What the link takes with either client. */
export interface PortalLinkOptions<Subject> extends HandlerOptions<Subject> {
  /**
   * Other origins whose pages may link here: `https://www.acme.example`. They have to send their origin in `Referer`, as
   * browsers do unless told otherwise. Default none.
   */
  allowOrigins?: readonly string[] | undefined;
  /** Where to send somebody who is not signed in. Default: a page with 401. */
  signInUrl?: string | undefined;
  /** Also serve a typed address, a bookmark, a link in a mail program without a further click. Default false. */
  allowDirectVisits?: boolean | undefined;
  /** For all calls to the vendor together, in milliseconds. Default 8000. */
  timeoutMs?: number | undefined;
}

/** For a host with Refport: an embed token, and the page that the embed shows, in a tab of its own. */
export interface RefportLinkOptions extends PortalLinkOptions<EmbedSubject>, EmbedPageOptions {
  affonso?: undefined;
}

/** For a host with Affonso, or our issuer: a single-use login into the vendor's portal. */
export interface AffonsoLinkOptions extends PortalLinkOptions<PortalSubject>, PortalLoginOptions {
  refport?: undefined;
}

export type PortalRedirectHandlerOptions = RefportLinkOptions | AffonsoLinkOptions;

/**
 * Answers a click in the host's own pages with a redirect (303) into the portal, signed in. Throws a TypeError at once
 * when the options name no client, two, or no usable origin.
 */
export function portalRedirectHandler(
  options: PortalRedirectHandlerOptions,
): (request: Request) => Promise<Response> {
  if (!options.refport === !options.affonso) {
    throw new TypeError('Pass either a refport or an affonso client.');
  }
  return options.refport
    ? redirectTo(embedPage(options), options)
    : redirectTo(portalLogin(options), options);
}

function redirectTo<Subject>(
  destinationOf: DestinationOf<Subject>,
  {
    identify,
    allowOrigins = [],
    signInUrl,
    allowDirectVisits = false,
    timeoutMs = 8000,
    onError,
  }: PortalLinkOptions<Subject>,
): (request: Request) => Promise<Response> {
  const allowed = exactOrigins('allowOrigins', allowOrigins);

  return async (request) => {
    const { method, headers } = request;
    const refuse = refuseLink(request);
    if (method !== 'GET') return refuse(405, 'METHOD_NOT_ALLOWED', 'Use GET.', { Allow: 'GET' });
    // The browser loads it in case somebody clicks, and would burn the token.
    const purpose = headers.get('sec-purpose') ?? headers.get('purpose') ?? '';
    if (/prefetch|preview/.test(purpose)) {
      return refuse(503, 'PREFETCH', 'Not before somebody clicks.');
    }
    if (!isOwnNavigation(request, { allowDirectVisits, allowed })) {
      return refuse(403, 'CROSS_SITE', 'Please open the portal with the link on our site.');
    }
    const subject = await identify(request);
    if (!subject) return signInUrl ? seeOther(signInUrl) : refuse(401, 'UNAUTHENTICATED', 'Please sign in.');
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
      return seeOther(await destinationOf(subject, signal));
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
