/** How browsers compare addresses. */
import { LOCAL } from '../element/frame/address.js';

/** What pages served over https may load, and what counts as safe without it. */
export const isTrustworthy = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || LOCAL.test(hostname);

/** The browser blocks what a page over https asks for over plain http. */
export const isMixed = (url: URL, page: URL): boolean =>
  page.protocol === 'https:' && url.protocol === 'http:' && !isTrustworthy(url);

/**
 * Whether cookies with `SameSite=Lax` travel between them. By the last two labels: below suffixes such as `co.uk` strangers count
 * as one site, so that a fault may be missed, and none is made up.
 */
export const isSameSite = (a: URL, b: URL): boolean => a.protocol === b.protocol && siteOf(a) === siteOf(b);

const siteOf = ({ hostname }: URL): string =>
  /^[\d.]+$|^\[/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');

/** For `Sec-Fetch-Site`. */
export const relation = (url: URL, page: URL): 'same-origin' | 'same-site' | 'cross-site' =>
  url.origin === page.origin ? 'same-origin' : isSameSite(url, page) ? 'same-site' : 'cross-site';

/** As it may be printed: without a query or a fragment, which may hold a token. */
export function shown(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, protocol, host, pathname, search } = new URL(url);
  return `${origin === 'null' ? `${protocol}//${host}` : origin}${pathname}${search && '?…'}`;
}
