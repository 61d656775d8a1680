/**
 * The portal's end of the handshake (see `protocol/messages.ts`): says `hello` until an allowed host answers with `init`,
 * and from then on passes on what comes over the port.
 */
import {
  randomId,
  PROTOCOL_VERSIONS,
  type HostMessage,
  type Init,
  type PortalMessage,
} from '../protocol/messages.js';
import { isHi, readHostMessage, readInit } from '../protocol/read-host-message.js';

/** First pause between two greetings; each next one is half as long again. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** After this long nobody is going to answer: the page is framed by something that does not know us. */
const GIVE_UP_AFTER_MS = 60_000;

export interface HostChannelOptions {
  allowedOrigins: readonly string[];
  /** The host has opened the channel, for the first time or anew. */
  onOpen(init: Init): void;
  onMessage(message: HostMessage): void;
}

export class HostChannel {
  readonly #options: HostChannelOptions;
  readonly #doc = randomId();
  #port: MessagePort | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HostChannelOptions) {
    this.#options = options;
    if (window.parent === window) return; // not in a frame: there is no host
    addEventListener('message', this.#receive);
    this.#greetUntilAnswered(FIRST_PAUSE_MS, GIVE_UP_AFTER_MS);
  }

  post(message: PortalMessage): void {
    this.#port?.postMessage(message);
  }

  /** Closes the port only: the same host may come back with a `hi`. */
  hangUp(): void {
    this.#port?.close();
    this.#port = undefined;
  }

  close(): void {
    removeEventListener('message', this.#receive);
    clearTimeout(this.#timer);
    this.hangUp();
  }

  #greetUntilAnswered(pauseMs: number, remainingMs: number): void {
    this.#greet();
    if (remainingMs <= 0) return;
    this.#timer = setTimeout(
      () => this.#greetUntilAnswered(Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS), remainingMs - pauseMs),
      pauseMs,
    );
  }

  #greet(): void {
    // Any origin may read this: it says no more than "a portal is here".
    window.parent.postMessage({ refport: 1, t: 'hello', v: PROTOCOL_VERSIONS, doc: this.#doc }, '*');
  }

  readonly #receive = (event: MessageEvent): void => {
    // The same three locks as on the other side, in the same order: source, origin, shape.
    if (!event.isTrusted || event.source !== window.parent) return;
    if (!this.#options.allowedOrigins.includes(event.origin)) return;
    if (isHi(event.data)) this.#greet();
    const init = readInit(event.data);
    const port = event.ports[0];
    if (init?.doc === this.#doc && port) this.#open(init, port);
  };

  #open(init: Init, port: MessagePort): void {
    clearTimeout(this.#timer);
    this.#port?.close(); // a host that opens a second channel has lost the first
    this.#port = port;
    port.addEventListener('message', (event) => {
      const message = readHostMessage(event.data);
      if (message) this.#options.onMessage(message);
    });
    this.#options.onOpen(init);
    port.start();
  }
}
