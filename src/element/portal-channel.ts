/** The channel dialect, host's end (see `protocol/messages.ts`): handshake over the window, then everything over a port. */
import {
  hasCommonVersion,
  randomId,
  type Hello,
  type Hi,
  type HostMessage,
  type Init,
} from '../protocol/messages.js';
import { readHello, readPortalMessage } from '../protocol/read-portal-message.js';
import { frameAddress } from './frame-address.js';
import type { HeldToken } from './held-token.js';
import type { Appearance, Portal, PortalOptions } from './portal.js';
import type { PortalFrame } from './portal-frame.js';

export class PortalChannel implements Portal {
  readonly #options: PortalOptions;
  readonly #frame: PortalFrame;
  readonly #session = randomId();
  readonly #end = new AbortController();
  #appearance: Appearance;
  /** Which document the port leads to. */
  #doc: string | undefined;
  #port: MessagePort | undefined;
  #tokenCount = 0;
  #isReady = false;
  /** Whether the frame is in view, as soon as that is known. */
  #isVisible: boolean | undefined;

  constructor(options: PortalOptions) {
    this.#options = options;
    this.#appearance = options.appearance;
    // The frame loads while the token is being fetched: neither has to wait for the other.
    const address = frameAddress(options.portalUrl, this.#end.signal);
    this.#frame = options.openFrame(address, (data) => this.#receiveFromWindow(data));
    if (this.#frame.isLoaded) this.#frame.post({ refport: 1, t: 'hi' } satisfies Hi);
    this.#frame.onVisibility((on) => {
      this.#isVisible = on;
      this.#post({ t: 'visible', on });
    });
  }

  deliver(token: HeldToken): void {
    if (!this.#port) return; // it is asked for when the portal listens
    this.#tokenCount += 1;
    const message: HostMessage = { t: 'token', n: this.#tokenCount, token: token.token };
    // Relative, because the portal's clock is another one.
    if (Number.isFinite(token.remainingMs)) message.expiresIn = token.remainingMs / 1000;
    this.#post(message);
    this.#options.onDelivered(token);
    // A portal that showed its data goes on showing it: with a good token again, it is ready again.
    if (this.#isReady) this.#options.onMessage({ t: 'ready' });
  }

  showUnconfirmed(): boolean {
    return false; // a portal of this dialect always speaks
  }

  update(appearance: Appearance): void {
    const { theme, vars, locale } = appearance;
    const before = this.#appearance;
    this.#appearance = appearance;
    if (theme !== before.theme || JSON.stringify(vars) !== JSON.stringify(before.vars)) {
      this.#post({ t: 'theme', theme, vars });
    }
    if (locale !== before.locale) this.#post({ t: 'locale', locale });
  }

  close(): void {
    this.#end.abort();
    this.#post({ t: 'bye' });
    this.#port?.close();
    this.#port = undefined;
    this.#frame.remove();
  }

  #post(message: HostMessage): void {
    this.#port?.postMessage(message);
  }

  #receiveFromWindow(data: unknown): void {
    if (!this.#options.budget.admit()) return;
    const hello = readHello(data);
    if (!hello) return this.#options.budget.refuse('shape');
    if (hello.doc === this.#doc) return; // said again before our answer was there
    if (!hasCommonVersion(hello)) return this.#options.onVersionMismatch();
    this.#open(hello);
  }

  #open({ doc }: Hello): void {
    const isReload = this.#doc !== undefined;
    this.#port?.close(); // it led to a document that is gone
    this.#isReady = false;
    this.#doc = doc;
    const { theme, vars, locale } = this.#appearance;
    const { maxHeight } = this.#options;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener('message', (event) => this.#receiveFromPort(event.data));
    port1.start();
    const session = this.#session;
    const init: Init = { refport: 1, t: 'init', v: 1, doc, session, theme, locale, vars, maxHeight };
    this.#frame.post(init, [port2]);
    if (this.#isVisible !== undefined) this.#post({ t: 'visible', on: this.#isVisible });

    this.#options.onOpen(isReload);
  }

  #receiveFromPort(data: unknown): void {
    if (!this.#options.budget.admit()) return;
    const message = readPortalMessage(data);
    if (!message) return this.#options.budget.refuse('shape');
    if (message.t === 'token:expired' && message.n !== this.#tokenCount) return; // about a token we have replaced
    if (message.t === 'ready') this.#isReady = true;
    this.#options.onMessage(message);
  }
}
