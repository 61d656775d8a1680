/**
 * An address of its own for each frame of a page. Browsers load documents of one and the same address one after another, as
 * long as they may not keep them (Chromium: fifty portals in six seconds, or in one); so all but the first get a number.
 */

const taken = new Set<string>();

/** @param end frees the address for the next frame */
export function frameAddress(portalUrl: string, end: AbortSignal): string {
  let number = 1;
  while (taken.has(`${number} ${portalUrl}`)) number++; // the lowest one, so that the next visit asks for the same
  const key = `${number} ${portalUrl}`;
  taken.add(key);
  end.addEventListener('abort', () => taken.delete(key));
  if (number === 1) return portalUrl; // as the page's author has written it
  const url = new URL(portalUrl);
  url.search += `${url.search && '&'}e=${number}`; // `searchParams` would write the rest anew
  return url.href;
}
