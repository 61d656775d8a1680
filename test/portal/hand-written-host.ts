/** A host without the element, for tests of the portal's end: everything it does is done by hand. */
import type { Hello, HostMessage, Init, PortalMessage } from '../../src/protocol/messages.js';
import type { PortalOrder } from '../fixtures/portal.js';
import { origins } from '../support/page/origins.js';
import { serve, type Served } from '../support/page/serve.js';

export class Host {
  readonly portal: Served;
  readonly iframe = document.createElement('iframe');
  readonly hellos: Hello[] = [];
  readonly heard: PortalMessage[] = [];
  #port: MessagePort | undefined;
  #changed: () => void = () => undefined;

  constructor(portal = serve(origins.portal, '/fixtures/portal.html')) {
    this.portal = portal;
    this.iframe.src = portal.url;
    addEventListener('message', this.#onMessage);
    document.body.append(this.iframe);
  }

  readonly #onMessage = ({ source, data }: MessageEvent<Hello>): void => {
    if (source !== this.iframe.contentWindow || data.t !== 'hello') return;
    this.hellos.push(data);
    this.#changed();
  };

  /** Waits for what the portal says; polls nothing. */
  async until<Found>(found: () => Found | undefined): Promise<Found> {
    for (;;) {
      const answer = found();
      if (answer !== undefined) return answer;
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  hello = (n = 1): Promise<Hello> => this.until(() => this.hellos[n - 1]);
  hears = (t: PortalMessage['t'], n = 1): Promise<PortalMessage> =>
    this.until(() => this.heard.filter((message) => message.t === t)[n - 1]);

  post(message: unknown, transfer: Transferable[] = []): void {
    this.iframe.contentWindow?.postMessage(message, origins.portal, transfer);
  }

  order = (order: PortalOrder): void => this.post(order);

  init(doc: string, change: Partial<Init> = {}): void {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<PortalMessage>) => {
      this.heard.push(data);
      this.#changed();
    });
    port1.start();
    this.#port = port1;
    const look = { theme: 'light', locale: 'en', vars: {}, maxHeight: 8000 } as const;
    this.post({ refport: 1, t: 'init', v: 1, doc, session: 's', ...look, ...change }, [port2]);
  }

  say = (message: HostMessage): void => this.#port?.postMessage(message);

  leave(): void {
    removeEventListener('message', this.#onMessage);
    this.#port?.close();
    this.iframe.remove();
  }
}
