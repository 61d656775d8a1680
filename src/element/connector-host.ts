/** What a connection needs of the embed on its page, and what it tells it. */
import type { EmbedError } from '../protocol/embed-error.js';
import type { EmbedStatus } from './connection.js';
import type { PortalFrame } from './frame/frame.js';
import type { MessageBudget } from './frame/inbox.js';
import type { Appearance } from './page/look.js';
import type { Settings } from './settings.js';
import type { CachedToken } from './token/timing.js';
import type { TokenSource } from './token/source.js';

export interface ConnectorHost {
  readonly settings: Settings;
  readonly source: TokenSource;
  appearance(): Appearance;
  /** Calls back when the parser has left the element, and the frame in it would be there; answers how to stop. */
  whenParsed(callback: () => void): () => void;
  openFrame(
    src: string,
    isAdopting: boolean,
    budget: MessageBudget,
    receive: (data: unknown) => void,
  ): PortalFrame;
  onStatus(status: EmbedStatus, previous: EmbedStatus): void;
  /** It takes longer than usual, and goes on. */
  onSetback(): void;
  onDelivered(token: CachedToken): void;
  onHeight(px: number): void;
  onError(error: EmbedError): void;
  /** A bug of ours. */
  onCrash(error: unknown): void;
}
