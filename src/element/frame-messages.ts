/**
 * The door: the one `message` listener of the whole page, however many embeds it has. A message passes three locks,
 * always in the same order: it comes from the window of one of our frames, from that frame's exact origin, and in a shape
 * that the receiver knows. Anything else is met with silence.
 *
 * Source alone is not enough, because a frame's window stays the same when it navigates to somebody else's page; origin
 * alone is not enough, because other frames of the page may be of the portal's origin.
 */

/** A frame that is listened to. */
export interface ListeningFrame {
  readonly iframe: HTMLIFrameElement;
  readonly origin: string;
  /** Called with data that has passed the first two locks; its shape is anything. */
  receive(data: unknown): void;
  /** Called when the frame shows, and speaks for, somebody else. */
  onForeignOrigin(): void;
}

const frames = new Set<ListeningFrame>();

function onMessage(event: MessageEvent): void {
  // A script of the page can construct events with any source and origin; the browser's own are marked as trusted.
  if (!event.isTrusted || event.source === null) return;
  for (const frame of frames) {
    if (event.source !== frame.iframe.contentWindow) continue;
    return event.origin === frame.origin ? frame.receive(event.data) : frame.onForeignOrigin();
  }
}

export function listenTo(frame: ListeningFrame): void {
  if (frames.size === 0) addEventListener('message', onMessage);
  frames.add(frame);
}

export function stopListeningTo(frame: ListeningFrame): void {
  frames.delete(frame);
  if (frames.size === 0) removeEventListener('message', onMessage);
}
