/** What a request says about where it comes from and what for. */

/** A browser that loads ahead of a click which may never come. */
export const isPrefetch = ({ headers }: Request): boolean =>
  [headers.get('sec-purpose'), headers.get('purpose'), headers.get('x-moz')].some((purpose) =>
    purpose?.toLowerCase().includes('prefetch'),
  );

/** Whether the answer would be an image, a frame or a script's data, and no page in a tab. */
export function isInsidePage({ headers }: Request): boolean {
  const destination = headers.get('sec-fetch-dest');
  return destination !== null && destination !== 'document';
}

/** Whether a form was sent by a page of this portal, and not by any other site, its subdomains' neighbours included. */
export function isFromSamePortal({ headers }: Request, origin: string): boolean {
  const site = headers.get('sec-fetch-site');
  return site === null ? headers.get('origin') === origin : site === 'same-origin';
}
