/** What the two dialects have in common: a portal as the element sees it. */
import type { PortalMessage, Vars } from '../protocol/messages.js';
import type { HeldToken } from './held-token.js';
import type { MessageBudget } from './message-budget.js';
import type { PortalFrame } from './portal-frame.js';
import type { ResolvedTheme } from './theme.js';

/** How the portal should look and speak to fit into the host's page. */
export interface Appearance extends ResolvedTheme {
  vars: Vars;
  locale: string;
}

export interface PortalOptions {
  portalUrl: string;
  appearance: Appearance;
  /** Largest height the page gives the portal, in CSS pixels. */
  maxHeight: number;
  budget: MessageBudget;
  /** Creates a frame on the page and starts to load it. */
  openFrame(src: string, receive: (data: unknown) => void): PortalFrame;
  /** The portal is there: it has said hello, and waits for a token. `again`: it reloaded, and has lost the one it had. */
  onOpen(again: boolean): void;
  /** A token is on its way to the portal. */
  onDelivered(token: HeldToken): void;
  /** Something in the portal's own words, in the channel's vocabulary whichever dialect it came in. */
  onMessage(message: PortalMessage): void;
  /** The portal speaks only versions of the protocol that this element does not know. */
  onVersionMismatch(): void;
}

export interface Portal {
  /** Hands over a token, if the portal is there to take it; `onOpen` asks for it otherwise. */
  deliver(token: HeldToken): void;
  /**
   * Waiting is over, and the portal has not said that it is ready. Shows it all the same if it may be one that says
   * nothing; answers whether it does.
   */
  showUnconfirmed(): boolean;
  /** The host's page looks different now. */
  update(appearance: Appearance): void;
  /** Says goodbye and removes the frame. */
  close(): void;
}
