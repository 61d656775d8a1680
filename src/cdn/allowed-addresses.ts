/**
 * Which addresses content may name. Whoever writes a script tag may do anything on the page and is believed; a placeholder may
 * be a stranger's, since the filters of many systems let `data-` attributes through. It must not lead a visitor's token to
 * another portal, nor make their browser post to an address of its choice (docs/security.md).
 *
 * `data-refport-allow` on a script tag lists the beginnings of the addresses that are allowed, and with it links may be
 * upgraded. Without it content can have a GET from the page's own origin that answers `{publicToken}`, and the portal that is the
 * default.
 */
import { judgeAnswersBy } from '../element/accepted-answers.js';
import { portalUrlProblem } from '../element/frame/address.js';
import { parseUrl } from '../element/page/document.js';
import { DEFAULT_PORTAL_URL, type Settings } from '../element/settings.js';
import { findAll } from './find-all.js';

/** Why a placeholder stays what it is, in a sentence for the developer; `undefined` when it may become an embed. */
export function addressProblem(
  { tokenEndpoint = '', tokenMethod, portalUrl }: Settings,
  isLink: boolean,
): string | undefined {
  const isOwn =
    !lists().length && !isLink && tokenMethod === 'GET' && tokenEndpoint.startsWith(`${self.origin}/`);
  const isAllowed =
    (isOwn || isListed(tokenEndpoint)) && (portalUrl === DEFAULT_PORTAL_URL || isListed(portalUrl));
  return (
    portalUrlProblem(portalUrl, self.origin) ??
    (isAllowed
      ? undefined
      : `data-refport-allow on the script tag has to list ${tokenEndpoint} and ${portalUrl}.`)
  );
}

/** A copy of a placeholder with its embed, as libraries keep pages, is content as well: what counts is where an embed stands. */
export function distrustContent(): void {
  judgeAnswersBy((embed, tokenEndpoint = '') =>
    embed.closest('[data-token-endpoint][data-refport-embed]') && !isListed(tokenEndpoint)
      ? 'publicToken'
      : 'any',
  );
}

const lists = (): HTMLElement[] => findAll('script[data-refport-allow]');

const isListed = (address: string): boolean =>
  lists().some((tag) =>
    (tag.dataset['refportAllow']?.match(/\S+/g) ?? []).some((written) => {
      // Whole, so that a bare origin ends in a slash and is not the beginning of a longer name.
      const beginning = parseUrl(written, tag.baseURI)?.href;
      return beginning !== undefined && address.startsWith(beginning);
    }),
  );
