/** A portal in its frame, as the connection sees it, whichever of the two dialects it speaks. */
import type { EmbedError } from '../../protocol/embed-error.js';
import type { Appearance } from '../page/look.js';
import type { Settings } from '../settings.js';
import type { CachedToken } from '../token/timing.js';
import type { PortalFrame } from './frame.js';

/** What a portal can tell. */
export type PortalEvent =
  | 'hello' // a new document listens, and has no token
  | 'ready'
  | 'loaded' // a document of which it is known that it says nothing
  | 'expired' // the token that it was given is no longer good
  | 'trouble' // that a new token does not cure
  | 'otherProtocol';

/** What a portal needs of the embed around it. */
export interface PortalHost {
  readonly settings: Settings;
  /** How the portal should look and speak, as it is now. */
  appearance(): Appearance;
  onHeight(px: number): void;
  /** The catch-all around every way in. */
  guard(action: () => void): void;
}

/** Where its frames come from, and who hears what it says. */
export interface PortalConnection {
  /** Puts a frame on the page, which loads it; `isAdopting` takes the one that stands there, if there is one. */
  openFrame(src: string, isAdopting: boolean, receive: (data: unknown) => void): PortalFrame;
  /** What the portal says, in the words of the connection; an error says why, in text that is safe to show. */
  dispatch(event: PortalEvent, error?: EmbedError): void;
}

export interface Portal {
  /** Whether the partner is at work in it, and would lose that to the document for a new token; `undefined` where it needs none. */
  readonly isAtWork?: boolean;
  /** Hands a token to the portal. */
  deliver(token: CachedToken): void;
  /** Shows the frame of a portal that has said nothing. */
  show?(): void;
  /** The host's page looks different now. */
  update?(appearance: Appearance): void;
  /** The element stands somewhere else, and its frames load anew. */
  moved?(): void;
  /** Says goodbye and removes the frame. */
  close(): void;
}
