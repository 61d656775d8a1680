/**
 * The shadow root: the frames, their height, and the notice that Lit draws beside them.
 *
 * The page's own link must not depend on our code running to its end. So everything that hides it is rehearsed on an element
 * that nobody sees, the link has a slot before Lit draws, and whatever throws gives the link back.
 */
import { render } from 'lit/html.js';
import type { Theme } from '../../protocol/messages.js';
import type { EmbedStatus } from '../connection.js';
import { FrameHeight, within, type Bounds } from '../frame/height.js';
import { ENGLISH } from '../i18n/strings.js';
import { pageDocument } from '../page/document.js';
import { keepFocus } from './focus.js';
import { notice, showsPortal, type Picture } from './notice.js';
import { assignSlots, FRAME_SLOT } from './slots.js';
import { styleSheet } from './styles.js';

/** The embed that the view shows. */
export interface ViewModel extends Picture {
  /** Begins what waits until the page has set all its attributes. */
  prepare(): void;
  retry(): void;
  /** The page's style sheets say something else than before. */
  readLive(): void;
  /** A new height is on the screen. */
  onResize(px: number): void;
  /** Nothing goes on after a bug of ours. */
  crash(): void;
}

export class View {
  readonly #host: HTMLElement;
  readonly #model: ViewModel;
  /** Not part of a template: a frame that is moved loads anew. */
  readonly #frames = element('div');
  readonly #box = element('div');
  /** Shows the link until the notice does, and when nothing else can. */
  readonly #linkSlot = element('slot');
  readonly #height: FrameHeight;
  #root: ShadowRoot | undefined;
  #drawing: Promise<void> | undefined;
  #hasCrashed = false;
  /** What the portal has asked for; nothing yet is 0. */
  #wanted = 0;
  #isShown = false;

  constructor(host: HTMLElement, model: ViewModel) {
    this.#host = host;
    this.#model = model;
    this.#height = new FrameHeight((px) => {
      this.#keepRoom(px);
      model.onResize(px);
    });
  }

  /** Resolves when everything that has happened so far is drawn. */
  get drawn(): Promise<void> {
    return this.#drawing ?? Promise.resolve();
  }

  /** Draws what there is to show, in a moment. */
  requestDraw(): void {
    this.#drawing ??= Promise.resolve().then(() => this.guard(() => this.#draw()));
  }

  /** The catch-all around every way in: whatever throws gives the page its link back. */
  guard(action: () => void): void {
    if (this.#hasCrashed) return;
    try {
      action();
    } catch (error) {
      this.crash(error);
    }
  }

  /** After a bug of ours, or in a browser that lacks what we need. */
  crash(error: unknown): void {
    if (this.#hasCrashed) return;
    this.#hasCrashed = true;
    this.#giveLinkBack();
    console.error('<refport-embed> A bug, or an old browser. The link is shown.', error);
  }

  /** Puts a frame on the page, which loads it; an adopted one stays where it stands. */
  place(iframe: HTMLIFrameElement, isAdopted: boolean): void {
    this.#attach();
    if (!isAdopted) this.#frames.append(iframe);
    this.#height.reset();
  }

  /** What a screen reader calls the next frame. */
  get frameTitle(): string {
    return (this.#model.wording.texts?.strings ?? ENGLISH).frameTitle;
  }

  /** The frame that is on screen, or is to be: ours, or an adopted one. */
  get frame(): HTMLIFrameElement | undefined {
    return (
      this.#frames.querySelector<HTMLIFrameElement>('iframe:not([inert])') ??
      this.#host.querySelector<HTMLIFrameElement>(':scope > iframe') ??
      undefined
    );
  }

  /** The frames inherit it: one that differs from its document's is painted on an opaque ground, white on a dark page. */
  set colorScheme(theme: Theme) {
    this.#frames.style.colorScheme = theme;
  }

  /**
   * Keeps room for a portal that is going to be about so high, so that what stands below does not move when it appears.
   *
   * The room stays until the portal asks for another, even if the portal never comes: a visitor who is reading what stands below is
   * better served by a large box than by a page that jumps away, and jumps back when a failure has passed.
   */
  expectHeight(px: number | undefined, bounds: Bounds): void {
    this.#forgetHeight();
    if (px !== undefined) this.#keepRoom(within(bounds, px));
  }

  /** There is going to be no portal: the link needs no more room than it takes. */
  release(): void {
    this.#forgetHeight();
    this.#frames.style.minHeight = '';
  }

  /** Takes the height that the portal asks for, within the bounds of the page. */
  resize(px: number, bounds: Bounds): void {
    if (px <= 0) return; // measured while the frame was not displayed: no portal is that high
    this.#wanted = px;
    this.bound(bounds);
  }

  /** The bounds of the page, which may be others than before. Apply no height before the portal is visible. */
  bound(bounds: Bounds): void {
    if (this.#isShown && this.#wanted > 0) this.#height.request(within(bounds, this.#wanted));
  }

  /** The status has changed. */
  enter(status: EmbedStatus): void {
    const isShown = status === 'ready' || status === 'refreshing';
    if (!isShown && !this.#frames.querySelector('iframe')) this.#height.stop(); // the document is gone
    const appears = isShown && !this.#isShown;
    this.#isShown = isShown;
    if (appears) this.bound(this.#model.settings);
    this.requestDraw();
  }

  #draw(): void {
    this.#drawing = undefined; // what changes from now on is drawn anew
    const { texts } = this.#model.wording;
    const passOn = keepFocus(this.#box, this.#frames, this.frame);
    this.#model.prepare();
    this.#attach();
    const isShown = showsPortal(this.#model);
    const { status } = this.#model.connector;
    const frames = this.#frames;
    frames.className = isShown ? 'frames' : 'frames waiting';
    frames.inert = !isShown;
    // Not around the words too: screen readers keep to themselves what changes in what is busy.
    frames.setAttribute('aria-busy', String(status === 'loading' || status === 'refreshing'));
    if (texts) {
      frames.lang = texts.lang; // of the title
      for (const iframe of frames.querySelectorAll('iframe')) iframe.title = texts.strings.frameTitle;
    }
    render(notice(this.#host, this.#model, this.#onRetry), this.#box);
    this.#linkSlot.remove();
    assignSlots(this.#host, this.#box);
    passOn(this.frame);
  }

  readonly #onRetry = (): void => this.guard(() => this.#model.retry());

  #attach(): void {
    if (this.#root) return;
    rehearse();
    const sheet = styleSheet();
    const box = this.#box;
    box.className = 'embed';
    box.tabIndex = -1;
    box.addEventListener('transitionrun', ({ target }) => {
      if (target === box) this.guard(() => this.#model.readLive());
    });
    const frameSlot = element('slot');
    frameSlot.name = FRAME_SLOT;
    this.#frames.className = 'frames waiting';
    this.#frames.append(frameSlot);
    box.append(this.#frames, this.#linkSlot);
    this.#root = attach(this.#host, box, sheet);
    assignSlots(this.#host, box);
  }

  #giveLinkBack(): void {
    const steps = [
      () => this.#model.crash(),
      () => this.#box.replaceChildren(this.#linkSlot),
      () => assignSlots(this.#host, this.#box),
      () => this.#box.removeAttribute('class'),
    ];
    for (const step of steps) {
      try {
        step();
      } catch {
        // The next step is worth trying all the same.
      }
    }
  }

  /** Through the CSSOM: a style attribute in a template would be against a strict Content-Security-Policy. */
  #keepRoom(px: number): void {
    this.#frames.style.minHeight = `${px}px`;
  }

  #forgetHeight(): void {
    this.#height.forget();
    this.#wanted = 0;
  }
}

/** Past names in somebody's content that hide the document's own. */
const element = <Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] =>
  pageDocument.createElement(name);

/** From here on the link is where its slot is. */
function attach(host: HTMLElement, box: HTMLElement, sheet: CSSStyleSheet): ShadowRoot {
  const root = host.attachShadow({ mode: 'open', slotAssignment: 'manual' });
  root.adoptedStyleSheets = [sheet]; // a style element is against a strict Content-Security-Policy
  root.append(box);
  return root;
}

/** @throws whatever would throw in a browser that cannot do it, before anything is hidden */
function rehearse(): void {
  const [host, box] = [element('div'), element('div')];
  host.append(element('a'));
  box.append(element('slot'));
  attach(host, box, styleSheet());
  assignSlots(host, box);
  if (!box.querySelector('slot')?.assignedNodes().length) throw new Error('Slots cannot be assigned.');
}
