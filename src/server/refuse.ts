/**
 * What a browser gets to hear when a handler cannot deliver: a status, a stable code and a sentence. JSON for a
 * script, words for a person who opened the address.
 */
import { RefportError } from './refport-error.js';

/** Headers of every answer of both handlers: it is about one signed-in person, and for nobody's cache. */
export const PRIVATE: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store, private',
  Vary: 'Cookie, Origin, Sec-Fetch-Site',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Says no, with more headers where the refusal needs them. */
export type Refuse = (
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
) => Response | Promise<Response>;

export function refuseFor(request: Request, common: Readonly<Record<string, string>> = {}): Refuse {
  return (status, code, message, more) => {
    const init = { status, headers: { ...PRIVATE, ...common, ...more } };
    return request.headers.get('accept')?.includes('text/html')
      ? new Response(`${message} (${code})`, init)
      : jsonRefusal(status, code, message, init.headers);
  };
}

export function jsonRefusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string>,
): Response {
  return Response.json({ error: { code, message } }, { status, headers });
}

/**
 * A vendor's refusal as the browser may see it. 403, 404 and 422 are about this partner and pass, if the vendor itself
 * said so: without its code it was a proxy, or a wrong baseUrl. All else, our own bad key included, is our trouble.
 */
export function refuseForVendor(refuse: Refuse, error: unknown): Response | Promise<Response> {
  if (!(error instanceof RefportError)) return refuse(502, 'UPSTREAM_ERROR', SORRY);
  const { status, code, message, retryAfter = 5 } = error;
  const isAboutPartner = status === 403 || status === 404 || status === 422;
  if (isAboutPartner && code !== 'UNEXPECTED_STATUS') return refuse(status, code, message);
  if (status === 429) {
    return refuse(429, 'RATE_LIMIT_EXCEEDED', SORRY, { 'Retry-After': String(retryAfter) });
  }
  if (code === 'TIMEOUT') return refuse(504, 'UPSTREAM_TIMEOUT', SORRY);
  return refuse(502, 'UPSTREAM_ERROR', SORRY);
}

const SORRY = 'The portal is not available. Please try again soon.';
