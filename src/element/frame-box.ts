/** The place on the page where the portal's frames lie, and its height. */
import type { Theme } from '../protocol/messages.js';
import { FrameHeight } from './frame-height.js';
import { PortalFrame, type PortalFrameOptions } from './portal-frame.js';
import { FRAME_SLOT } from './slots.js';
import { ENGLISH } from './strings.js';

interface Bounds {
  minHeight: number;
  maxHeight: number;
}

export class FrameBox {
  /** Not part of a template: a frame that is moved loads anew. */
  readonly element = document.createElement('div');
  readonly #slot = document.createElement('slot'); // for a frame that stands in the page
  readonly #height: FrameHeight;
  #title = ENGLISH.frameTitle;
  /** What the portal has asked for, within the bounds. */
  #wanted = 0;
  #isShown = false;

  constructor(onResize: (px: number) => void) {
    this.#slot.name = FRAME_SLOT;
    this.element.append(this.#slot);
    this.#height = new FrameHeight({
      apply: (px) => {
        this.#keepRoom(px);
        onResize(px);
      },
    });
  }

  /** Puts a frame on the page, which starts to load it, or takes the one that is there. */
  open(options: Omit<PortalFrameOptions, 'title'>): PortalFrame {
    const frame = new PortalFrame({ ...options, title: this.#title });
    if (!options.written) this.element.append(frame.iframe);
    this.#height.reset();
    return frame;
  }

  /** What a screen reader calls the frames from now on. One that stands in the page has a name already. */
  set title(title: string) {
    this.#title = title;
    for (const iframe of this.element.querySelectorAll('iframe')) iframe.title = title;
  }

  /** The frames are gone: the height stays as it is. */
  close(): void {
    this.#height.stop();
  }

  /** The frames inherit it: one that differs from its document's is painted on an opaque ground, white on a dark page. */
  set colorScheme(theme: Theme) {
    this.element.style.colorScheme = theme;
  }

  /**
   * Keeps room for a portal that is going to be about so high, so that what stands below does not move when it appears.
   * Without a height it is the room that the last portal had.
   *
   * The room stays until the portal asks for another, even if the portal never comes: the words stand in the middle of it. A
   * visitor who is reading what stands below is better served by a large box than by a page that jumps away, and jumps back
   * when a failure has passed.
   */
  expect(px: number | undefined, bounds: Bounds): void {
    this.#forgetHeight();
    if (px !== undefined) this.#keepRoom(within(bounds, px));
  }

  /** There is going to be no portal: the link needs no more room than it takes. */
  release(): void {
    this.#forgetHeight();
    this.element.style.minHeight = '';
  }

  /** The frame that is on screen, or is to be: ours, or one that stands in the page. */
  get frame(): HTMLIFrameElement | undefined {
    const [written] = this.#slot.assignedElements() as HTMLIFrameElement[];
    return this.element.querySelector<HTMLIFrameElement>('iframe:not([inert])') ?? written;
  }

  /** Takes the height that the portal asks for, within the bounds of the page. */
  resize(px: number, bounds: Bounds): void {
    if (px <= 0) return; // measured while the frame was not displayed: no portal is that high
    this.#wanted = within(bounds, px);
    if (this.#isShown) this.#height.request(this.#wanted);
  }

  /** Before it is shown a portal is as high as its outline, or its patience: that is not worth moving the page for. */
  set isShown(isShown: boolean) {
    const appears = isShown && !this.#isShown;
    this.#isShown = isShown;
    if (appears && this.#wanted > 0) this.#height.request(this.#wanted);
  }

  /** Through the CSSOM: a style attribute in a template would be against a strict Content-Security-Policy. */
  #keepRoom(px: number): void {
    this.element.style.minHeight = `${px}px`;
  }

  #forgetHeight(): void {
    this.#height.forget();
    this.#wanted = 0;
  }
}

const within = ({ minHeight, maxHeight }: Bounds, px: number): number =>
  Math.min(Math.max(px, minHeight), maxHeight);
