/** What a portal author calls: one function, a few callbacks, a few words back to the host. */
import type { HostMessage } from '../protocol/messages.js';
import { observeDocumentHeight } from './document-height.js';
import { HostChannel } from './host-channel.js';
import { visibleArea, type VisibleArea } from './visible-area.js';

/**
 * What {@link connectToHost} needs to know, and whom it calls. An exception of a callback is reported as an uncaught one
 * (`window.onerror`), and the connection goes on.
 */
export interface HostConnectionOptions {
  /**
   * Exact origins of the sites that may embed this portal, such as `https://www.example.com`: the same list as in the
   * page's `frame-ancestors`. Messages from any other origin are ignored.
   */
  allowedOrigins: readonly string[];
  /** A token has arrived: the first one, or a fresh one in place of the last. Load or go on with the partner's data. */
  onToken(token: string, info: TokenInfo): void;
  /** The look of the host's page: at the start and at every change. `vars` maps names such as `--accent` to CSS values. */
  onTheme?(theme: 'light' | 'dark', vars: Record<string, string>): void;
  /** The language of the host's page, a BCP 47 tag: at the start and at every change. */
  onLocale?(locale: string): void;
  /** Whether the frame is in view, in a tab that somebody looks at: as soon as that is known and at every change. */
  onVisible?(on: boolean): void;
}

/** What is known about a token beside the token itself. */
export interface TokenInfo {
  /** Counts the tokens of this connection, from 1. */
  n: number;
  /** Seconds that the token had left when it was sent; `undefined` when the host's backend did not say. */
  expiresInSeconds: number | undefined;
}

/** The portal's words to the host. Each is silence while no host is connected. */
export interface HostConnection {
  /** The partner's data is on the page: the host may show the frame. */
  ready(): void;
  /** The last token is no longer good: the host fetches a new one and `onToken` is called again. */
  tokenExpired(): void;
  /** The partner has signed out inside the portal. */
  signedOut(): void;
  /** Something went wrong that a new token does not cure. `code` is up to 64 of `A-Za-z0-9_.:-`. */
  error(code: string, message?: string): void;
  /**
   * What of the frame is on the screen, in CSS pixels from the frame's upper edge, as it is now; in a hidden tab, as it is when
   * the tab is shown. For dialogs, because a frame as high as its document has its middle anywhere.
   */
  visibleArea(): Promise<VisibleArea>;
  /** Ends the connection and stops reporting heights. */
  close(): void;
}

/**
 * Connects this page, inside an iframe, to the `<refport-embed>` around it. Heights are reported by themselves.
 * Outside of a frame nobody answers it.
 *
 * @example
 * const host = connectToHost({
 *   allowedOrigins: ['https://www.example.com'],
 *   onToken: async (token) => {
 *     const answer = await fetch('/partner', { headers: { authorization: `Bearer ${token}` } });
 *     if (answer.status === 401) return host.tokenExpired();
 *     document.body.textContent = (await answer.json()).name;
 *     host.ready();
 *   },
 * });
 */
export function connectToHost(options: HostConnectionOptions): HostConnection {
  let tokenCount = 0;
  let isReady = false;

  const channel = new HostChannel({
    allowedOrigins: options.allowedOrigins,
    onOpen(init) {
      guard(() => options.onLocale?.(init.locale));
      guard(() => options.onTheme?.(init.theme, init.vars));
      // A host that opens the channel again has forgotten what the first one was told.
      if (isReady) channel.post({ t: 'ready' });
      height.report();
    },
    onMessage: (message) => guard(() => receive(message)),
  });
  const height = observeDocumentHeight((px) => channel.post({ t: 'height', px }));

  function receive(message: HostMessage): void {
    switch (message.t) {
      case 'token':
        tokenCount = message.n;
        return options.onToken(message.token, { n: message.n, expiresInSeconds: message.expiresIn });
      case 'theme':
        return options.onTheme?.(message.theme, message.vars);
      case 'locale':
        return options.onLocale?.(message.locale);
      case 'visible':
        height.report(); // what changed while nothing was rendered
        return options.onVisible?.(message.on);
      case 'bye':
        return channel.hangUp();
    }
  }

  const connection: HostConnection = {
    ready() {
      isReady = true;
      height.report(); // first, so that the frame is shown at its height
      channel.post({ t: 'ready' });
    },
    tokenExpired() {
      if (tokenCount > 0) channel.post({ t: 'token:expired', n: tokenCount });
    },
    signedOut: () => channel.post({ t: 'signed-out' }),
    error: (code, message) =>
      channel.post(message === undefined ? { t: 'error', code } : { t: 'error', code, message }),
    visibleArea,
    close() {
      height.stop();
      channel.close();
    },
  };
  return connection;
}

/** Keeps an exception of the portal's own code away from the channel, which would never open. */
function guard(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    reportError(error);
  }
}
