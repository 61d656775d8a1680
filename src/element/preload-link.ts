/**
 * The answer of the token endpoint that the browser fetches ahead, because a `<link rel="preload" as="fetch">` stands in the
 * page: whether there is one for us. (WebKit gives it to nobody; to us it is a cache that is always empty.)
 */
import { pageDocument } from './page-document.js';
import type { TokenEndpoint } from './token-endpoint.js';

const taken = new Set<string>();

/** Answers yes once at most for each address: whoever begins anew, after a sign-out or out of a cache, may be somebody else. */
export function takePreload({ url, method, credentials, headers }: TokenEndpoint): boolean {
  if (taken.has(url)) return false;
  taken.add(url);
  if (method !== 'GET' || headers || credentials === 'omit') return false; // a link can do none of that
  // Without `crossorigin`, or with the other one, browsers keep the answer from us.
  const crossOrigin = credentials === 'include' ? 'use-credentials' : 'anonymous';
  return Array.from(pageDocument.querySelectorAll<HTMLLinkElement>('link[rel~=preload][as=fetch]')).some(
    (link) => link.href === url && link.crossOrigin === crossOrigin,
  );
}
