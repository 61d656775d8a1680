/** What a connection needs of the embed on its page, and what it tells it. */
import type { EmbedError } from '../protocol/embed-error.js';
import type { EmbedStatus } from './status.js';
import type { PortalFrame } from './frame/frame.js';
import type { MessageBudget } from './frame/inbox.js';
import type { PortalHost } from './frame/portal.js';
import type { CachedToken } from './token/timing.js';
import type { TokenSource } from './token/source.js';

export interface ConnectorHost extends PortalHost {
  readonly source: TokenSource;
  /** Calls back when the parser has left the element, and the frame in it would be there; answers how to stop. */
  whenParsed(callback: () => void): () => void;
  openFrame(
    src: string,
    isAdopting: boolean,
    budget: MessageBudget,
    receive: (data: unknown) => void,
  ): PortalFrame;
  /** What there is to show is not what it was. */
  requestDraw(): void;
  onStatus(status: EmbedStatus, previous: EmbedStatus): void;
  /** It takes longer than usual, and goes on. */
  onSetback(): void;
  onDelivered(token: CachedToken): void;
  onError(error: EmbedError): void;
}
