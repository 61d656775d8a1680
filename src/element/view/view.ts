/**
 * The shadow root: the frames, their height, and the notice that Lit draws beside them.
 *
 * The page's own link must not depend on our code running to its end. So everything that hides it is rehearsed on an element
 * that nobody sees, the link has a slot before Lit draws, and whatever throws gives the link back.
 */
import { render } from 'lit/html.js';
import type { Theme } from '../../protocol/messages.js';
import { bare } from '../../protocol/own-property.js';
import { adoptFrame, buildFrame, frameInside } from '../frame/frame.js';
import { FrameHeight, recallHeight, within, type Bounds } from '../frame/height.js';
import { onChildChange, pageDocument } from '../page/document.js';
import { listen } from '../page/shared.js';
import { keepFocus } from './focus.js';
import { notice, showsPortal, type Picture } from './notice.js';
import { assignSlots, FRAME_SLOT } from './slots.js';
import { styleSheet } from './styles.js';

/** The embed that the view shows. */
export interface ViewOwner {
  retry(): void;
  /** The page's style sheets say something else than before. */
  readLive(): void;
  /** A new height is on the screen. */
  onResize(px: number): void;
  guard(action: () => void): void;
}

export class View {
  readonly #host: HTMLElement;
  readonly #owner: ViewOwner;
  /** Not part of a template: a frame that is moved loads anew. */
  readonly #frames = create('div');
  readonly #box = create('div');
  /** Shows the link until the notice does, and when nothing else can. */
  readonly #linkSlot = create('slot');
  readonly #height: FrameHeight;
  #isAttached = false;
  /** What the portal has asked for; nothing yet is 0. */
  #wanted = 0;
  /** What it has been given of that, within the bounds. */
  #fitted = 0;
  #isShown = false;

  constructor(host: HTMLElement, owner: ViewOwner) {
    this.#host = host;
    this.#owner = owner;
    this.#height = new FrameHeight((px) =>
      owner.guard(() => {
        this.#keepRoom(px);
        owner.onResize(px);
      }),
    );
  }

  /** After a bug of ours, or in a browser that lacks what we need. Each is worth trying, whatever becomes of the others. */
  get waysBackToLink(): (() => void)[] {
    const assign = (): void => {
      // WebKit draws nothing of a child that is assigned to a slot outside of its parent's shadow root.
      if (this.#isAttached) assignSlots(this.#host, this.#box);
    };
    return [
      () => this.#box.replaceChildren(this.#linkSlot),
      assign,
      () => this.#box.removeAttribute('class'),
      () => void onChildChange(this.#host, assign), // the parser may not have reached the link yet
    ];
  }

  /** Puts a frame on the page, which loads it; an adopted one stays where it stands. */
  place(src: string, isAdopting: boolean, title: string, theme: Theme): HTMLIFrameElement {
    this.#attach();
    this.colorScheme = theme; // Chromium may lose a scheme that comes while the frame changes its process
    this.#wanted = 0;
    this.#height.reset();
    const adopted = adoptFrame(this.#host, isAdopting ? src : undefined);
    const iframe = adopted ?? buildFrame(src, title);
    if (!adopted) this.#frames.append(iframe);
    return iframe;
  }

  /** The frame that is on screen, or is to be: ours, or an adopted one. */
  get #frame(): HTMLIFrameElement | undefined {
    return this.#frames.querySelector('iframe:not([inert])') ?? frameInside(this.#host) ?? undefined;
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
  expectHeight(settings: Bounds & { portalUrl: string }): void {
    this.#height.stop(0);
    const px = recallHeight(this.#host, settings.portalUrl); // read late: the storage is in another process
    if (px !== undefined) this.#keepRoom(within(settings, px));
  }

  /** There is going to be no portal: the link needs no more room than it takes. */
  release(): void {
    this.#height.stop(0);
    this.#frames.style.minHeight = '';
  }

  /** Takes the height that the portal asks for, within the bounds of the page. Apply no height before the portal is visible. */
  resize(px: number, bounds: Bounds): void {
    if (px <= 0) return; // measured while the frame was not displayed: no portal is that high
    this.#wanted = px;
    if (this.#isShown) this.#height.request((this.#fitted = within(bounds, px)));
  }

  /** The portal appears or goes, or the bounds of the page are others. */
  #fit(isShown: boolean, bounds: Bounds): void {
    this.#isShown = isShown;
    if (!isShown) {
      this.#height.stop();
      this.#fitted = 0;
    } else if (this.#wanted > 0) {
      if (this.#fitted !== within(bounds, this.#wanted)) this.resize(this.#wanted, bounds);
    } else if (!this.#frames.style.minHeight) this.#keepRoom(bounds.minHeight); // it says none, and has the least
  }

  /** @param prepare begins what waits until the page has set all its attributes */
  draw(prepare: () => Picture): void {
    const frames = this.#frames;
    const passOn = keepFocus(this.#box, frames, this.#frame);
    const picture = prepare();
    const { status, texts, settings } = picture;
    const isBusy = status === 'loading' || status === 'refreshing';
    this.#attach();
    frames.inert = !showsPortal(picture);
    frames.className = frames.inert ? 'frames waiting' : 'frames';
    // Not around the words too: screen readers keep to themselves what changes in what is busy.
    frames.setAttribute('aria-busy', String(isBusy));
    if (texts) {
      frames.lang = texts.lang; // of the title
      const { frameTitle } = texts.strings;
      for (const iframe of frames.querySelectorAll('iframe')) {
        if (iframe.title !== frameTitle) iframe.title = frameTitle;
      }
    }
    this.#fit(status === 'ready' || status === 'refreshing', settings);
    render(notice(this.#host, picture), this.#box);
    const button = this.#box.querySelector('button');
    if (button) listen(button, ['click'], this.#onClick); // once, however often it is drawn
    this.#linkSlot.remove();
    assignSlots(this.#host, this.#box);
    passOn(this.#frame);
  }

  readonly #onClick = (): void => this.#owner.guard(() => this.#owner.retry());

  #attach(): void {
    if (this.#isAttached) return;
    rehearse();
    const sheet = styleSheet();
    const box = this.#box;
    box.className = 'embed';
    box.tabIndex = -1;
    listen(box, ['transitionrun'], ({ target }) => {
      if (target === box) this.#owner.readLive();
    });
    const frameSlot = create('slot');
    frameSlot.name = FRAME_SLOT;
    this.#frames.className = 'frames waiting';
    this.#frames.append(frameSlot);
    box.append(this.#frames, this.#linkSlot);
    this.#isAttached = true;
    attach(this.#host, box, sheet);
  }

  /** Through the CSSOM: a style attribute in a template would be against a strict Content-Security-Policy. */
  #keepRoom(px: number): void {
    this.#frames.style.minHeight = `${px}px`;
  }
}

/** Past names in somebody's content that hide the document's own. */
const create = <Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] =>
  pageDocument.createElement(name);

/** From here on the link is where its slot is. */
function attach(host: HTMLElement, box: HTMLElement, sheet: CSSStyleSheet): void {
  const root = host.attachShadow(bare<ShadowRootInit>({ mode: 'open', slotAssignment: 'manual' }));
  root.adoptedStyleSheets = [sheet]; // a style element is against a strict Content-Security-Policy
  root.append(box);
  assignSlots(host, box);
}

/** @throws whatever would throw in a browser that cannot do it, before anything is hidden */
function rehearse(): void {
  const [host, box] = [create('div'), create('div')];
  host.append(create('a'));
  box.append(create('slot'));
  attach(host, box, styleSheet());
  if (!box.querySelector('slot')?.assignedNodes().length) throw new Error('Slots cannot be assigned.');
}
