/** Which addresses a portal may have, and which one each of its frames gets. */
import { parseUrl } from '../page/document.js';

const isLocal = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  /^127(\.\d+){3}$/.test(hostname) ||
  hostname === '[::1]';

/**
 * Why a portal must not be loaded from this URL, in a sentence for the developer; `undefined` when it may. A question of
 * security: a frame of the page's own origin, or of a `javascript:` URL, would be no sandbox at all.
 */
export function portalUrlProblem(portalUrl: string, pageOrigin: string): string | undefined {
  if (pageOrigin === 'null') {
    return 'The page has no origin of its own (a sandbox, or a file on disk): no portal and no endpoint can trust it.';
  }
  const url = parseUrl(portalUrl);
  if (!url) return 'portal-url must be an absolute URL.';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url.hostname))) {
    return `portal-url must be https (http on localhost only), not ${url.protocol}`;
  }
  if (url.username !== '' || url.password !== '') return 'portal-url must not hold a user name or password.';
  if (url.origin === pageOrigin) {
    return 'portal-url must be of another origin than the page: a frame of the same origin can take off its sandbox.';
  }
  return undefined;
}

const taken = new Set<string>();

/**
 * An address of its own for each frame of a page: browsers load documents of one and the same address one after another, as
 * long as they may not keep them (Chromium: fifty portals in six seconds, or in one). So all but the first get a number.
 *
 * @returns the address, and what frees it for the next frame
 */
export function takeAddress(portalUrl: string): [src: string, free: () => void] {
  let number = 1;
  while (taken.has(`${number} ${portalUrl}`)) number++; // the lowest one, so that the next visit asks for the same
  const key = `${number} ${portalUrl}`;
  taken.add(key);
  const url = new URL(portalUrl);
  if (number > 1) url.search += `${url.search && '&'}e=${number}`; // `searchParams` would write the rest anew
  // The first one stays as the page's author has written it.
  return [number > 1 ? url.href : portalUrl, () => taken.delete(key)];
}
