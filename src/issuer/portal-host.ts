/** Where a portal page stands: the store it reads from, and the programme that the request's Host belongs to. */
import type { Programme } from './programmes.js';
import type { Store } from './store.js';

export interface PortalOptions {
  store: Store;
  /** The clock, in milliseconds since 1970. */
  now?: () => number;
}

export interface PortalEnv {
  Variables: { programme: Programme };
}

/** The programme whose portal this request is for. */
export const programmeOfHost = (store: Store, request: Request): Promise<Programme | undefined> =>
  store.programmes.findByHost(new URL(request.url).host);
