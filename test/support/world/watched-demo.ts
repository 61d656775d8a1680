/** The demo as `npm start` runs it, with an ear to what it tells about itself. */
import { EventEmitter, once } from 'node:events';
import { startDemo, type Demo } from '../../../demo/demo.js';
import type { DemoEvent } from '../../../demo/log.js';
import { FRAME_PATH } from '../../../demo/portal-site.js';

type Matching = (event: DemoEvent) => boolean;

export interface WatchedDemo extends Demo {
  /** How many events so far are like that. */
  count(matching: Matching): number;
  /** Resolves as soon as there have been so many events like that, one unless told. */
  heard(matching: Matching, times?: number): Promise<void>;
  /** What a host's backend shows the issuer's API. */
  readonly apiKey: string;
}

const PATIENCE_MS = 10_000;

export async function startWatchedDemo(): Promise<WatchedDemo> {
  const events: DemoEvent[] = [];
  const ear = new EventEmitter();
  const demo = await startDemo({
    log: (event) => {
      events.push(event);
      ear.emit('event');
    },
  });
  const { key: apiKey } = await demo.issuer.keys.create({
    programmeId: demo.programmeId,
    scopes: ['read:affiliates', 'write:affiliates'],
  });
  const count = (matching: Matching): number => events.filter(matching).length;
  return {
    ...demo,
    apiKey,
    count,
    async heard(matching, times = 1) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      while (count(matching) < times) await once(ear, 'event', { signal });
    },
  };
}

/** A request for a path: `asked` as soon as it is there, later the status of its answer, or that the browser hung up. */
export const requested =
  (path: string, status: number | 'asked' | 'abandoned'): Matching =>
  (event) =>
    event.kind === 'request' && event.path === path && event.status === status;

/** A token that the issuer has given to the host's backend. */
export const mintedToken = requested('/api/embed/token', 200);

/** A request of the page to the host's token endpoint. */
export const askedForToken = requested('/api/embed-token', 'asked');

/** A request of the page for the portal's frame. */
export const askedForFrame = requested(FRAME_PATH, 'asked');
