/** Which addresses a portal may have, and which one each of its frames gets. */
import { parseUrl } from '../page/document.js';

/** Host names of this machine, which count as safe without https. */
export const LOCAL = /^(.+\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/;

/**
 * Why a portal must not be loaded from this URL, in a sentence for the developer; `undefined` when it may. A question of
 * security: a frame of the page's own origin, or of a `javascript:` URL, would be no sandbox at all.
 */
export function portalUrlProblem(portalUrl: string, pageOrigin: string): string | undefined {
  if (pageOrigin === 'null') {
    return DEVELOPMENT
      ? 'The page has no origin of its own (a sandbox, or a file on disk): no portal and no endpoint can trust it.'
      : 'The page has no origin of its own';
  }
  const { protocol, hostname = '', username, password, origin } = parseUrl(portalUrl) ?? {};
  const must = (what: string): string => `portal-url must be ${what}`;
  if (!protocol) return must('an absolute URL');
  if (protocol !== 'https:' && !(protocol === 'http:' && LOCAL.test(hostname))) {
    return must(`https, or http on localhost, not ${protocol}`);
  }
  if (username || password) return must('without a user name or password');
  return origin === pageOrigin ? must(`of another origin than the page${BECAUSE}`) : undefined;
}

const BECAUSE = DEVELOPMENT ? ': a frame of the same origin can take off its sandbox' : '';

const taken = new Set<string>();

/**
 * An address of its own for each frame of a page: browsers load documents of one and the same address one after another, as
 * long as they may not keep them (Chromium: fifty portals in six seconds, or in one). So all but the first get a number.
 *
 * @returns the address, and what frees it for the next frame
 */
export function takeAddress(portalUrl: string): [src: string, free: () => void] {
  let src = portalUrl; // the first one stays as the page's author has written it
  for (let number = 2; taken.has(src); number++) {
    const url = new URL(portalUrl);
    url.search += `${url.search && '&'}e=${number}`; // `searchParams` would write the rest anew
    src = url.href;
  }
  taken.add(src);
  return [src, () => taken.delete(src)];
}
