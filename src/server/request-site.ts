/**
 * Who made the browser send this request: one of the host's own pages, or somebody else's. Browsers say so in
 * Fetch Metadata, which no page can forge; `Origin` and `Referer` stand in for browsers from before 2023 and for
 * plain http, where Fetch Metadata is not sent.
 */

/** For the token endpoint: sent by our own page, or typed by the person at the browser. */
export function isOwnRequest({ url, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  // A same-origin GET carries no Origin. A foreign one without it cannot read the answer, for want of CORS headers.
  return origin === null || isOwnOrigin(url, headers, origin);
}

/**
 * For the portal link: a click in our own page, or in a page of an allowed origin, that navigates the whole tab. A
 * navigation has no `Origin`; its `Referer` names the page that it started from, and no page can put another one there.
 */
export function isOwnNavigation(
  { url, headers }: Request,
  { allowDirectVisits, allowed }: { allowDirectVisits: boolean; allowed: ReadonlySet<string> },
): boolean {
  const site = headers.get('sec-fetch-site');
  const referer = headers.get('referer') ?? '';
  const from = URL.canParse(referer) ? new URL(referer).origin : '';
  if (site === null) return allowed.has(from) || isOwnOrigin(url, headers, from);
  return (
    (site === 'same-origin' ||
      (site === 'none' && allowDirectVisits) ||
      (/^(same|cross)-site$/.test(site) && allowed.has(from))) &&
    headers.get('sec-fetch-mode') === 'navigate' &&
    headers.get('sec-fetch-dest') === 'document'
  );
}

/**
 * Behind a proxy that ends TLS we see http where the browser says https; never the other way round. The host of the URL may be
 * the address that the server listens at (Next.js): the Host header is what the browser asked for.
 */
function isOwnOrigin(url: string, headers: Headers, other: string): boolean {
  const { protocol, host } = new URL(url);
  const origin = other.replace('https:', protocol);
  return [host, headers.get('host') ?? host].some((name) => origin === `${protocol}//${name}`);
}
