/** The host's token endpoint: what `<refport-embed token-endpoint="…">` asks for a fresh embed token. */
import type { EmbedSubject, EmbedTokenClient } from './embed-token.js';
import { reportTo, type HandlerOptions } from './handler-options.js';
import { PRIVATE, refuseFor, refuseForVendor } from './refuse.js';
import { isOwnRequest } from './request-site.js';
import { exactOrigins } from './secure-url.js';
import { limitStore, type Limit } from './subject-limit.js';

export interface EmbedTokenHandlerOptions extends HandlerOptions<EmbedSubject> {
  /** Mints the tokens: a {@link Refport} client, or an {@link Affonso} client for a host with Affonso alone. */
  refport: EmbedTokenClient;
  /** Other origins whose pages may ask, with cookies: `https://www.acme.example`. Default none. */
  allowOrigins?: readonly string[] | undefined;
  /**
   * How many tokens one subject may ask for in a minute, in this process; or a store that counts for all of your
   * processes; or `false` for no limit. More of them are 429 with Retry-After. Default 20.
   */
  limit?: Limit | undefined;
}

/**
 * Answers GET and POST from the host's own pages with `{ publicToken, expires, expiresIn }` for the user whom
 * `identify` names. Nothing else of the request has any say in whose token it is.
 */
export function embedTokenHandler({
  refport,
  identify,
  allowOrigins = [],
  limit = 20,
  onError,
}: EmbedTokenHandlerOptions): (request: Request) => Promise<Response> {
  const allowed = exactOrigins('allowOrigins', allowOrigins);
  const store = limitStore(limit);

  /** Seconds to wait. A store that fails is reported and lets pass: the vendor has a limit of its own. */
  async function secondsToWait(subject: EmbedSubject, request: Request): Promise<number> {
    try {
      return (await store?.take(keyOf(subject))) ?? 0;
    } catch (error) {
      reportTo(onError, error, request);
      return 0;
    }
  }

  return async (request) => {
    const { method, headers, signal } = request;
    const origin = headers.get('origin');
    const cors = origin !== null && allowed.has(origin) ? corsFor(origin) : undefined;
    const refuse = refuseFor(request, cors);

    if (cors && method === 'OPTIONS') {
      // A listed page may send what headers it likes: `identify` decides which of them mean anything.
      const allow = { 'Access-Control-Allow-Headers': headers.get('access-control-request-headers') ?? '' };
      return new Response(null, { status: 204, headers: { ...PRIVATE, ...cors, ...allow } });
    }
    if (method !== 'GET' && method !== 'POST') {
      return refuse(405, 'METHOD_NOT_ALLOWED', 'Use GET or POST.', { Allow: 'GET, POST' });
    }
    if (!cors && !isOwnRequest(request)) {
      return refuse(403, 'CROSS_SITE', 'Other sites need allowOrigins.');
    }
    const subject = await identify(request);
    if (!subject) return refuse(401, 'UNAUTHENTICATED', 'Please sign in.');
    const waitSeconds = await secondsToWait(subject, request);
    if (waitSeconds > 0) {
      return refuse(429, 'RATE_LIMIT_EXCEEDED', 'Too many requests.', {
        'Retry-After': String(Math.ceil(waitSeconds)),
      });
    }
    try {
      const { publicToken, expires, expiresInSeconds } = await refport.embedTokens.create(subject, {
        signal,
      });
      // expiresIn is immune to a wrong clock in the browser.
      const body = { publicToken, expires: expires.toISOString(), expiresIn: expiresInSeconds };
      return Response.json(body, { headers: { ...PRIVATE, ...cors } });
    } catch (error) {
      reportTo(onError, error, request);
      return refuseForVendor(refuse, error);
    }
  };
}

/** One text for one subject. The name does not tell people apart. */
function keyOf({ tenantId, enrollmentId, partner }: EmbedSubject): string {
  return JSON.stringify([tenantId ?? null, enrollmentId ?? null, partner?.email ?? null]);
}

/** Only ever for an origin from the list, never a reflected stranger. */
function corsFor(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After, Date', // the element needs both
  };
}
