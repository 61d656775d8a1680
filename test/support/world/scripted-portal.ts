/**
 * A portal that answers as the story wants, in place of a frame: hours pass in such a story in no time, and a real portal's
 * clock would not go with it. It is the far end of the wire, no more; frames, origins and the library are tested by real ones.
 */
import type { PortalFrame } from '../../../src/element/frame/frame.js';
import { MessageBudget } from '../../../src/element/frame/inbox.js';
import type { HostMessage, PortalMessage } from '../../../src/protocol/messages.js';

/** What a portal makes of each token it gets. */
export type Temper = 'accepts' | 'rejects' | 'says nothing';

export class ScriptedPortal {
  /** The tokens it was given, in order. */
  readonly tokens: string[] = [];
  readonly onToken: (token: string) => void;
  temper: Temper;
  isOpen = true;
  readonly #receive: (data: unknown) => void;
  #port: MessagePort | undefined;
  #tokenCount = 0;

  /** @param src where it is loaded from: with a token in it, it speaks the url dialect */
  constructor(
    src: string,
    receive: (data: unknown) => void,
    temper: Temper,
    onToken: (token: string) => void = () => undefined,
  ) {
    this.temper = temper;
    this.onToken = onToken;
    this.#receive = receive;
    const token = new URL(src).searchParams.get('token');
    queueMicrotask(() => (token === null ? this.hello() : this.#take(token)));
  }

  /** As the element sees it. */
  get frame(): PortalFrame {
    return {
      iframe: document.createElement('iframe'),
      budget: new MessageBudget(
        () => undefined,
        () => 0,
      ),
      isLoaded: false,
      onVisibility: () => undefined,
      post: (_init: unknown, [port]: MessagePort[]) => this.#open(port),
      remove: () => this.#close(),
    } as unknown as PortalFrame;
  }

  /** Has trouble of its own, which no token cures. */
  fail(): void {
    this.#say({ t: 'error', code: 'BROKEN', message: 'The portal is broken.' });
  }

  /** Calls the token it has expired. */
  expire(): void {
    if (this.#port) this.#say({ t: 'token:expired', n: this.#tokenCount });
    else if (this.isOpen) this.#receive({ event: 'ERROR', data: 'TOKEN_EXPIRED' });
  }

  /** Loads anew, and has forgotten everything. */
  reload(): void {
    if (this.#port) this.hello();
  }

  /** Says that it is there, as each new document does. */
  hello(): void {
    if (this.isOpen) this.#receive({ refport: 1, t: 'hello', v: [1], doc: crypto.randomUUID() });
  }

  #open(port: MessagePort | undefined): void {
    this.#port?.close();
    this.#port = port;
    this.#tokenCount = 0;
    port?.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => {
      if (data.t !== 'token') return;
      this.#tokenCount = data.n;
      this.#take(data.token);
    });
    port?.start();
  }

  #take(token: string): void {
    if (!this.isOpen) return;
    this.tokens.push(token);
    this.onToken(token);
    if (this.temper === 'rejects') this.expire();
    if (this.temper !== 'accepts') return;
    if (this.#port) this.#say({ t: 'ready' });
    else this.#receive({ event: 'PAGE_HEIGHT', data: { height: 300 } });
  }

  #say(message: PortalMessage): void {
    this.#port?.postMessage(message);
  }

  #close(): void {
    this.isOpen = false;
    this.#port?.close();
  }
}
