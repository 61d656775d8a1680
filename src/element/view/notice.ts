/** What stands beside the portal or in its place: words, a button, and the page author's own link. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EmbedError } from '../../protocol/embed-error.js';
import type { EmbedStatus } from '../connection.js';
import { sentenceFor, type Texts } from '../i18n/strings.js';
import type { WaitingWords } from '../i18n/wording.js';
import type { Settings } from '../settings.js';
import { hasContent } from './slots.js';
import { skeleton } from './skeleton.js';

/** What there is to show. */
export interface Picture {
  readonly connector: { readonly status: EmbedStatus; readonly error: EmbedError | undefined };
  readonly announcer: {
    /** When the embed tries again by itself, if the host has said when. */
    readonly retryAt: Date | undefined;
    /** The host's page has taken it on itself to explain the error. */
    readonly isExplained: boolean;
    /** After Retry, keep the error box until the outcome. */
    readonly isRetry: boolean;
    readonly waiting: WaitingWords;
  };
  readonly settings: Settings;
  /** Without texts while the language is on its way: then there are no words, and the link is all there is. */
  readonly wording: { readonly texts: Texts | undefined };
}

/** Whether the portal can be seen. */
export const showsPortal = ({ connector: { status }, announcer }: Picture): boolean =>
  status === 'ready' || (status === 'refreshing' && !announcer.isRetry);

export function notice(host: Element, picture: Picture, onRetry: () => void): TemplateResult {
  const { settings } = picture;
  const { status, error } = picture.connector;
  const { texts } = picture.wording;
  const { retryAt, isExplained, isRetry, waiting } = picture.announcer;
  const { portalLink } = settings;
  const hasLink = portalLink !== undefined || hasContent(host, '');
  const isLoading = status === 'loading';
  const spoken = isExplained || (error?.code === 'PORTAL_SILENT' && !hasLink) ? undefined : error;
  let words = waiting.words ?? (isRetry ? 'loading' : undefined);
  if (words === 'linkOffered' && !hasLink) words = 'stillLoading'; // no word of a link that is not there
  const message = texts && (spoken ? sentenceFor(spoken, retryAt, texts) : words && texts.strings[words]);
  // On our own texts alone: around a slot, `dir` would turn the page's content too.
  const lang = texts?.lang ?? nothing;
  const dir = texts?.dir ?? nothing;
  /** What is said, as the parts and the slots for it are called. */
  const said = spoken ? 'error' : words ? 'loading' : undefined;
  const box = isRetry ? 'error' : said; // after Retry, the box stays until the outcome
  const look =
    !box || hasContent(host, box)
      ? '' // the page's own content has a look of its own
      : box === 'error'
        ? showsPortal(picture)
          ? 'under'
          : 'failed'
        : words === 'loading'
          ? 'loading quiet'
          : 'loading';
  const canRetry = settings.refresh !== 'never' || error?.code !== 'TOKEN_EXPIRED';
  const mayRetry = isRetry || (canRetry && status === 'failed' && spoken?.retryable === true);
  const showsLink = status === 'idle' || error !== undefined || isRetry || (isLoading && waiting.needsLink);
  return html`
    <div class="notice ${look}" part=${said ?? nothing}>
      <div role="status">
        <slot name=${said ?? 'nothing'}><div class="words" lang=${lang} dir=${dir}>${message}</div></slot>
      </div>
      <div class="ways">
        ${
          texts && mayRetry
            ? html`<button
                type="button"
                part="retry"
                lang=${lang}
                dir=${dir}
                aria-disabled=${isLoading || status === 'refreshing'}
                @click=${onRetry}
              >
                ${texts.strings.retry}
              </button>`
            : nothing
        }
        <div class="link" part="link" ?hidden=${!showsLink}>
          <slot
            >${
              portalLink && texts
                ? html`<a href=${portalLink} rel="noopener" lang=${lang} dir=${dir}
                    >${texts.strings.openPortal}</a
                  >`
                : nothing
            }</slot
          >
        </div>
      </div>
      ${look.startsWith('loading') ? skeleton : nothing}
    </div>
  `;
}
