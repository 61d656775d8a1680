/** The one word for what the element is doing, and which word may follow which. */
export type EmbedStatus = 'idle' | 'loading' | 'ready' | 'refreshing' | 'failed';

const FOLLOWERS: Readonly<Record<EmbedStatus, readonly EmbedStatus[]>> = {
  /** Nothing has begun: not on the page yet, or no endpoint to ask. */
  idle: ['loading', 'failed'],
  /** Waiting for the token, the portal, or both. */
  loading: ['ready', 'failed', 'idle'],
  /** The portal shows the partner's data. */
  ready: ['refreshing', 'loading', 'failed', 'idle'],
  /** The portal is still on screen; its token has expired and the next one is on its way. */
  refreshing: ['ready', 'loading', 'failed', 'idle'],
  /** Words and the link. A portal that speaks up late still recovers, and an expired one may get its next token. */
  failed: ['loading', 'refreshing', 'ready', 'idle'],
};

/** Whether `to` may follow `from`; what may not is news from something that is already over. */
export const canFollow = (from: EmbedStatus, to: EmbedStatus): boolean => FOLLOWERS[from].includes(to);
