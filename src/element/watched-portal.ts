/** A portal under watch: its frame, its dialect, the budget for its messages, and the time it has for each step. */
import { EmbedError, type EmbedErrorCode } from '../protocol/embed-error.js';
import type { PortalMessage } from '../protocol/messages.js';
import type { Environment } from './environment.js';
import { onFrameRefused } from './frame-refused.js';
import type { HeldToken } from './held-token.js';
import { MessageBudget, type Refusal } from './message-budget.js';
import { PortalChannel } from './portal-channel.js';
import type { FrameReceiver, PortalFrame } from './portal-frame.js';
import type { Appearance, Portal } from './portal.js';
import type { Settings } from './settings.js';
import { UrlPortal } from './url-dialect.js';
import { visibleTime } from './visible-deadline.js';

/** How long a portal may take for each of its two steps, saying hello and showing the data, while the page is visible. */
const STEP_TIMEOUT_MS = 10_000;

/** What a portal needs from the page, and what it makes known. */
export interface PortalWatcher {
  /** Puts a frame on the page; with `adopt`, takes the one that stands there already, if there is one. */
  openFrame(src: string, receiver: FrameReceiver, adopt: boolean): PortalFrame;
  /** It listens, and has no token; `again`: it reloaded, and has lost the one it had. */
  onOpen(again: boolean): void;
  onDelivered(token: HeldToken): void;
  /** It shows the data. */
  onReady(): void;
  /** It shows something, but has not said what. */
  onSilent(): void;
  /** It calls the token that it has expired. */
  onExpired(): void;
  onHeight(px: number): void;
  /** `isFinal`: nothing it says later counts. */
  onFailure(error: EmbedError, isFinal?: boolean): void;
}

export class WatchedPortal {
  readonly #settings: Settings;
  readonly #watcher: PortalWatcher;
  readonly #environment: Environment;
  readonly #end = new AbortController();
  readonly #budget: MessageBudget;
  #deadline = new AbortController();
  #portal: Portal | undefined;
  #isOpen = false;

  constructor(settings: Settings, watcher: PortalWatcher, environment: Environment) {
    this.#settings = settings;
    this.#watcher = watcher;
    this.#environment = environment;
    this.#budget = new MessageBudget(
      () => this.#fail('FLOOD', 'The portal sends too many messages.', true),
      environment.clock.steady,
    );
    onFrameRefused(new URL(settings.portalUrl).origin, this.#end.signal, () =>
      this.#fail(
        'PORTAL_UNREACHABLE',
        "The page's Content-Security-Policy does not list the portal in frame-src.",
      ),
    );
  }

  /** Whether it has ever spoken. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** How many of its messages were refused, by reason. */
  get refused(): Readonly<Record<Refusal, number>> {
    return this.#budget.refused;
  }

  /** Loads it; once more, in a new frame, if it is there already. */
  open(appearance: Appearance): void {
    this.clear();
    const { portalUrl, tokenDelivery, maxHeight } = this.#settings;
    const isChannel = tokenDelivery === 'channel';
    const Dialect = isChannel ? PortalChannel : UrlPortal;
    if (isChannel) this.#expectNextStep();
    this.#portal = new Dialect({
      portalUrl,
      appearance,
      maxHeight,
      budget: this.#budget,
      openFrame: (src, receive) =>
        this.#watcher.openFrame(
          src,
          { receive, onForeignOrigin: () => this.#budget.refuse('origin') },
          isChannel, // the address of the other dialect's frame has a token in it
        ),
      onOpen: (again) => {
        this.#isOpen = true;
        this.#deadline.abort();
        this.#watcher.onOpen(again);
      },
      onDelivered: (token) => {
        this.#expectNextStep();
        this.#watcher.onDelivered(token);
      },
      onMessage: (message) => this.#receive(message),
      onVersionMismatch: () =>
        this.#fail(
          'PROTOCOL_VERSION',
          'The portal speaks another version of the protocol: update the script.',
          true,
        ),
    });
  }

  /** Hands over a token, if the portal is there to take it; `onOpen` asks for it otherwise. */
  deliver(token: HeldToken): void {
    this.#portal?.deliver(token);
  }

  update(appearance: Appearance): void {
    this.#portal?.update(appearance);
  }

  /** Takes it off the page, with all that it shows. */
  clear(): void {
    this.#portal?.close();
    this.#portal = undefined;
    this.#isOpen = false;
  }

  /** It has to wait, for its token: no time is running against it. */
  pause(): void {
    this.#deadline.abort();
  }

  close(): void {
    this.#end.abort();
    this.#deadline.abort();
    this.clear();
  }

  #receive(message: PortalMessage): void {
    switch (message.t) {
      case 'ready':
        this.#isOpen = true;
        this.#deadline.abort();
        return this.#watcher.onReady();
      case 'height':
        return this.#watcher.onHeight(message.px);
      case 'token:expired':
        return this.#watcher.onExpired();
      case 'signed-out':
        return this.#fail('UNAUTHENTICATED', 'The partner has signed out in the portal.');
      case 'error':
        return this.#fail(
          'PORTAL_ERROR',
          `The portal reports ${message.code}: ${message.message ?? 'no message'}.`,
        );
    }
  }

  /** From now on the portal has its time for the next step. A later hello or ready still counts. */
  #expectNextStep(): void {
    this.#deadline.abort();
    this.#deadline = new AbortController();
    visibleTime(STEP_TIMEOUT_MS, this.#environment, this.#deadline.signal).then(
      () => this.#giveUpWaiting(),
      () => undefined, // it has taken the step
    );
  }

  #giveUpWaiting(): void {
    if (this.#portal?.showUnconfirmed()) {
      this.#isOpen = true; // for all that anybody can tell
      return this.#watcher.onSilent();
    }
    this.#fail('PORTAL_UNREACHABLE', `The portal has said nothing for ${STEP_TIMEOUT_MS / 1000} s.`);
  }

  #fail(code: EmbedErrorCode, message: string, isFinal?: boolean): void {
    this.#watcher.onFailure(new EmbedError(code, message), isFinal);
  }
}
