/** What the element shows: the portal's frame, words where there is none to show, and the page author's own link. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EmbedState } from './embed-state.js';
import { skeleton } from './refport-embed.skeleton.js';
import { sentenceFor, type Texts } from './strings.js';

export interface View {
  state: EmbedState;
  /** Trying again is something this page offers. */
  canRetry: boolean;
  /** `undefined` while the language is on its way: then there are no words, and the link is all there is. */
  texts: Texts | undefined;
  /** Holds the iframes. The element puts them there itself, because an iframe that is moved loads anew. */
  frames: HTMLElement;
  /** Whether the page has content of its own for a slot. */
  hasOwn(slot: string): boolean;
  onRetry(): void;
  /** The page's style sheets say something else than before. */
  onLook(event: TransitionEvent): void;
}

export function embedView(view: View): TemplateResult {
  const { frames, texts } = view;
  const { status, error, retryAt, isExplained, isRetry, waiting } = view.state;
  const isLoading = status === 'loading';
  // Who has pressed the button sees what comes of it, and until then the box that it stands in.
  const isShown = status === 'ready' || (status === 'refreshing' && !isRetry);
  const words = waiting.words ?? (isRetry ? 'loading' : undefined);
  const spoken = isExplained ? undefined : error;
  const message = texts && (spoken ? sentenceFor(spoken, retryAt, texts) : words && texts.strings[words]);
  // On our own texts alone: around a slot, `dir` would turn the page's content too.
  const lang = texts?.lang ?? nothing;
  const dir = texts?.dir ?? nothing;
  /** What is said, as the parts and the slots for it are called. */
  const said = spoken ? 'error' : words ? 'loading' : undefined;
  const box = isRetry ? 'error' : said;
  const look =
    !box || view.hasOwn(box)
      ? '' // what the page has put there has a look of its own
      : box === 'error'
        ? isShown
          ? 'under'
          : 'failed'
        : words === 'loading'
          ? 'loading quiet'
          : 'loading';
  const isBusy = isLoading || status === 'refreshing';
  const mayRetry = isRetry || (view.canRetry && status === 'failed' && spoken?.retryable === true);
  const showsLink = status === 'idle' || error !== undefined || isRetry || (isLoading && waiting.needsLink);

  frames.className = isShown ? 'frames' : 'frames waiting';
  frames.inert = !isShown;
  frames.ariaBusy = String(isBusy); // not around the words too: screen readers keep to themselves what changes in what is busy
  if (texts) frames.lang = texts.lang; // of the title
  return html`
    <div class="embed" tabindex="-1" @transitionrun=${view.onLook}>
      ${frames}
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
                  aria-disabled=${isBusy}
                  @click=${view.onRetry}
                >
                  ${texts.strings.retry}
                </button>`
              : nothing
          }
          <div class="link" part="link" ?hidden=${!showsLink}><slot></slot></div>
        </div>
        ${look.startsWith('loading') ? skeleton : nothing}
      </div>
    </div>
  `;
}
