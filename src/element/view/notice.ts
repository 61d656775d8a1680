/** What stands beside the portal or in its place: words, a button, and the page author's own link. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EmbedError } from '../../protocol/embed-error.js';
import { vendorOf } from '../frame/vendors.js';
import type { EmbedStatus } from '../status.js';
import { sentenceFor, type Texts } from '../i18n/strings.js';
import type { Settings } from '../settings.js';
import { hasContent } from './slots.js';
import { skeleton } from './skeleton.js';

/** What is said while the partner waits. */
export type Words = 'loading' | 'stillLoading' | 'linkOffered';

/** What there is to show. */
export interface Picture {
  status: EmbedStatus;
  error: EmbedError | undefined;
  settings: Settings;
  /** Whether there is anybody to ask for another token: without, trying again cannot help. */
  canAsk: boolean;
  /** Without texts while the language is on its way: then there are no words, and the link is all there is. */
  texts: Texts | undefined;
  announcer: {
    readonly words: Words | undefined;
    /** When the embed tries again by itself, if the host has said when. */
    readonly retryAt: Date | undefined;
    /** The host's page has taken it on itself to explain the error. */
    readonly isExplained: boolean;
    /** After Retry, keep the error box until the outcome. */
    readonly isRetry: boolean;
  };
}

/** Whether the portal can be seen. */
export const showsPortal = ({ status, announcer }: Picture): boolean =>
  status === 'ready' || (status === 'refreshing' && !announcer.isRetry);

export function notice(host: Element, picture: Picture): TemplateResult {
  const { status, error, texts, canAsk } = picture;
  const { portalLink, portalUrl, refresh, tokenDelivery } = picture.settings;
  const { words: waiting, retryAt, isExplained, isRetry } = picture.announcer;
  const hasLink = portalLink !== undefined || hasContent(host, '');
  const spoken = isExplained || (error?.code === 'PORTAL_SILENT' && !hasLink) ? undefined : error;
  let words = waiting ?? (isRetry ? 'loading' : undefined);
  if (words === 'linkOffered' && !hasLink) words = 'stillLoading'; // no word of a link that is not there
  // On our own texts alone: around a slot, `dir` would turn the page's content too.
  const { strings, lang = nothing, dir = nothing } = texts ?? {};
  const message = texts && spoken ? sentenceFor(spoken, retryAt, texts) : words && strings?.[words];
  /** What is said, as the parts and the slots for it are called. */
  const said = spoken ? 'error' : words ? 'loading' : undefined;
  const isBusy = status === 'loading' || status === 'refreshing';
  const mayRetry =
    isRetry ||
    (status === 'failed' &&
      spoken?.retryable &&
      canAsk &&
      (refresh !== 'never' || error?.code !== 'TOKEN_EXPIRED'));
  // A portal that never says a word cannot be told from a blocked one: the link stays under it, without a doubt in words.
  const isUnder =
    !said &&
    hasLink &&
    showsPortal(picture) &&
    tokenDelivery === 'url' &&
    vendorOf(portalUrl).height === 'never';
  // Before there are words the link stands where it stood before the script ran, so that the place is never empty.
  const showsLink =
    status === 'idle' ||
    error ||
    isRetry ||
    isUnder ||
    (status === 'loading' && (!waiting || waiting === 'linkOffered'));
  let look = isRetry ? 'failed' : said; // after Retry, the box stays until the outcome
  if (look === 'error') look = showsPortal(picture) ? 'under' : 'failed';
  if (look && hasContent(host, look === 'loading' ? look : 'error')) look = ''; // the page's own content has a look of its own
  if (isUnder) look = 'under';
  return html`
    <div
      class="notice ${look} ${look === 'loading' && words === 'loading' ? 'quiet' : ''}"
      part=${said ?? nothing}
    >
      <div role="status">
        <slot name=${said ?? 'nothing'}><div class="words" lang=${lang} dir=${dir}>${message}</div></slot>
      </div>
      <div class="ways">
        ${
          strings && mayRetry
            ? html`<button type="button" part="retry" lang=${lang} dir=${dir} aria-disabled=${isBusy}>
                ${strings.retry}
              </button>`
            : nothing
        }
        <div class="link" part="link" ?hidden=${!showsLink}>
          <slot
            >${
              portalLink && strings
                ? html`<a href=${portalLink} rel="noopener" lang=${lang} dir=${dir}>${strings.openPortal}</a>`
                : nothing
            }</slot
          >
        </div>
      </div>
      ${look === 'loading' ? skeleton : nothing}
    </div>
  `;
}
