/** The channel dialect, host's end (see `protocol/messages.ts`): handshake over the window, then everything over a port. */
import { EmbedError } from '../../protocol/embed-error.js';
import {
  hasCommonVersion,
  randomId,
  type Hello,
  type Hi,
  type HostMessage,
  type Init,
} from '../../protocol/messages.js';
import { own } from '../../protocol/own-property.js';
import { readHello, readPortalMessage } from '../../protocol/read-portal-message.js';
import type { Appearance } from '../page/look.js';
import { listen } from '../page/shared.js';
import type { CachedToken } from '../token/timing.js';
import { takeAddress } from './address.js';
import type { PortalFrame } from './frame.js';
import type { Portal, PortalConnection, PortalHost } from './portal.js';

export class ChannelPortal implements Portal {
  readonly #host: PortalHost;
  readonly #connection: PortalConnection;
  readonly #frame: PortalFrame;
  readonly #freeAddress: () => void;
  #told: Appearance | undefined;
  /** Which document the port leads to. */
  #doc: string | undefined;
  #port: MessagePort | undefined;
  #tokenCount = 0;
  /** The last token that the portal has called expired: an echo of that is no news. */
  #expiredCount = 0;
  /** Whether the frame is in view, as soon as that is known. */
  #isVisible: boolean | undefined;

  constructor(host: PortalHost, connection: PortalConnection) {
    this.#host = host;
    this.#connection = connection;
    // The frame loads while the token is being fetched: neither has to wait for the other.
    const [src, freeAddress] = takeAddress(host.settings.portalUrl);
    this.#freeAddress = freeAddress;
    this.#frame = connection.openFrame(src, true, (data) => this.#receiveFromWindow(data));
    if (this.#frame.isLoaded) this.#frame.post({ refport: 1, t: 'hi' } satisfies Hi);
    this.#frame.onVisibility((on) => {
      this.#isVisible = on;
      this.#post({ t: 'visible', on });
    });
  }

  deliver({ token, remainingMs }: CachedToken): void {
    const message: HostMessage = { t: 'token', n: ++this.#tokenCount, token };
    // Relative, because the portal's clock is another one.
    if (Number.isFinite(remainingMs)) message.expiresIn = remainingMs / 1000;
    this.#post(message);
  }

  update(look: Appearance): void {
    const told = this.#told;
    if (!told) return; // what the page looks like is read when hello comes
    this.#told = look;
    const { theme, vars, locale } = look;
    if (theme !== told.theme || String(Object.entries(vars)) !== String(Object.entries(told.vars))) {
      this.#post({ t: 'theme', theme, vars });
    }
    if (locale !== told.locale) this.#post({ t: 'locale', locale });
  }

  close(): void {
    this.#freeAddress();
    this.#post({ t: 'bye' });
    this.#port?.close();
    this.#frame.remove();
  }

  #post(message: HostMessage): void {
    this.#port?.postMessage(message);
  }

  #receiveFromWindow(data: unknown): void {
    const hello = readHello(data);
    if (hello && hello.doc === this.#doc) return; // said again before our answer was there
    if (hello ? !hasCommonVersion(hello) : !this.#doc && isOtherProtocol(data)) {
      return this.#connection.dispatch('otherProtocol');
    }
    if (hello) this.#open(hello);
    else this.#frame.budget.refuse('shape');
  }

  #open({ doc }: Hello): void {
    this.#port?.close(); // it led to a document that is gone
    this.#doc = doc;
    const { theme, vars, locale } = (this.#told = this.#host.appearance());
    const { maxHeight } = this.#host.settings;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    listen(port1, ['message'], (event: MessageEvent) =>
      this.#host.guard(() => this.#frame.budget.read(event, (message) => this.#receive(message))),
    );
    port1.start();
    const session = randomId();
    const init: Init = { refport: 1, t: 'init', v: 1, doc, session, theme, locale, vars, maxHeight };
    this.#frame.post(init, [port2]);
    if (this.#isVisible !== undefined) this.#post({ t: 'visible', on: this.#isVisible });
    this.#connection.dispatch('hello');
  }

  /** What comes over the port. */
  #receive(data: unknown): void {
    const connection = this.#connection;
    const message = readPortalMessage(data);
    switch (message?.t) {
      case undefined:
        return void this.#frame.budget.refuse('shape');
      case 'ready':
        return connection.dispatch('ready');
      case 'height':
        return this.#host.onHeight(message.px);
      case 'token:expired':
        if (message.n !== this.#tokenCount || message.n === this.#expiredCount) return; // about a token we have replaced
        this.#expiredCount = message.n;
        return connection.dispatch('expired');
      case 'signed-out':
        return connection.dispatch(
          'trouble',
          new EmbedError('UNAUTHENTICATED', 'The partner has signed out in the portal.'),
        );
      case 'error':
        return connection.dispatch(
          'trouble',
          new EmbedError(
            'PORTAL_ERROR',
            `The portal reports ${message.code}: ${message.message ?? 'no message'}.`,
          ),
        );
    }
  }
}

/** A hello of a later protocol, whose other fields nobody knows. */
const isOtherProtocol = (data: unknown): boolean =>
  own(data, 't') === 'hello' && Number.isSafeInteger(own(data, 'refport')) && own(data, 'refport') !== 1;
