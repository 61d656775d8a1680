/** Which addresses placeholders of a page may name: the rule of `cdn/allowed-addresses.ts`, told from the HTML. */
import { DEFAULT_PORTAL_URL, type Settings } from '../element/settings.js';
import { shown } from './origins.js';
import type { Page } from './page.js';

export function allowedAddresses({ tags, base, url }: Page): {
  /** A sentence for each address that is refused. */
  refused: (settings: Settings, isLink: boolean) => string[];
} {
  const lists = tags.flatMap(({ name, attributes }) =>
    name === 'script' ? (attributes.get('data-refport-allow') ?? []) : [],
  );
  const beginnings = lists
    .flatMap((list) => list.match(/\S+/g) ?? [])
    .flatMap((written) => (URL.canParse(written, base) ? new URL(written, base).href : []));
  const isListed = (address: string): boolean =>
    beginnings.some((beginning) => address.startsWith(beginning));

  return {
    refused({ tokenEndpoint = '', tokenMethod, portalUrl }, isLink) {
      const isOwn =
        lists.length === 0 && !isLink && tokenMethod === 'GET' && tokenEndpoint.startsWith(`${url.origin}/`);
      const isEndpoint = tokenEndpoint === '' || isOwn || isListed(tokenEndpoint);
      const isPortal = portalUrl === DEFAULT_PORTAL_URL || isListed(portalUrl);
      return [...(isEndpoint ? [] : [tokenEndpoint]), ...(isPortal ? [] : [portalUrl])].map(
        (address) => `No data-refport-allow lists ${shown(address)}, so the placeholder stays what it is.`,
      );
    },
  };
}
