/** A run in a world with a clock of its own: a scripted backend, a scripted portal, and a log of what the partner would see. */
import { expect } from '@open-wc/testing';
import { Connector } from '../../../src/element/connect.js';
import type { ConnectorHost } from '../../../src/element/connector-host.js';
import type { EmbedStatus } from '../../../src/element/status.js';
import type { Appearance } from '../../../src/element/page/look.js';
import type { EmbedError } from '../../../src/protocol/embed-error.js';
import { readSettings, type Settings } from '../../../src/element/settings.js';
import type { TokenSource } from '../../../src/element/token/source.js';
import { ScriptedPortal, type Temper } from './scripted-portal.js';
import { TestWorld } from './test-world.js';

/** What the backend does with one request: answers it, breaks it, or leaves it open until it is aborted. */
export type Backend = Response | 'broken' | 'hangs';

export interface RunStoryOptions {
  /** The n-th request meets the n-th of them; the last repeats. Each makes its answer anew. */
  backend: readonly (() => Backend)[];
  portal?: Temper;
  settings?: Partial<Settings>;
  source?: TokenSource;
  world?: TestWorld;
  /** Hears what the page is told of errors. */
  onError?: (error: EmbedError) => void;
}

export const APPEARANCE: Appearance = { theme: 'light', locale: 'en', vars: {} };

export function settingsFor(settings: Partial<Settings> = {}): Settings {
  return {
    ...readSettings(document.createElement('refport-embed')),
    tokenEndpoint: `https://host.example/${crypto.randomUUID()}`,
    portalUrl: 'https://portal.example/embed',
    tokenDelivery: 'channel',
    ...settings,
  };
}

export function runStory(options: RunStoryOptions) {
  const { backend, portal: temper = 'accepts', world = new TestWorld() } = options;
  const portals: ScriptedPortal[] = [];
  /** When each request was made, in seconds. */
  const requests: number[] = [];
  const seen: { status: EmbedStatus; code: string | undefined } = { status: 'idle', code: undefined };
  const log: string[] = [];
  const tell = (line: string): void => void log.push(`${world.clock.monotonic() / 1000} s: ${line}`);

  world.fetch = async (_, { signal } = {}) => {
    signal?.throwIfAborted();
    const answer = (backend[requests.length] ?? backend.at(-1))?.() ?? 'broken';
    requests.push(world.clock.monotonic() / 1000);
    if (answer === 'broken') throw new TypeError('Failed to fetch');
    if (answer !== 'hangs') return answer;
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  };
  const host: ConnectorHost = {
    ...silentHost(settingsFor(options.settings), options.source),
    openFrame: (src, _isAdopting, _budget, receive) => {
      portals.push(new ScriptedPortal(src, receive, temper));
      return (portals.at(-1) as ScriptedPortal).frame;
    },
    onStatus: (status) => {
      Object.assign(seen, { status, code: undefined });
      tell(status);
    },
    onError: (error) => {
      seen.code = error.code;
      tell(error.code);
      options.onError?.(error);
    },
  };
  const run = new Connector(host, world);
  return {
    world,
    run,
    seen,
    log,
    requests,
    portals,
    /** The portal on the screen. */
    portal: () => portals.at(-1) as ScriptedPortal,
    start: () => run.start(),
  };
}

/** A story whose portal is on the screen. */
export async function shown(options: Partial<RunStoryOptions> = {}) {
  const story = runStory({ backend: [freshToken()], ...options });
  story.start();
  await story.world.pass(0);
  expect(story.seen.status).to.equal('ready');
  return story;
}

/** A page that takes notice of nothing. */
export function silentHost(settings: Settings, source: TokenSource = {}): Omit<ConnectorHost, 'openFrame'> {
  return {
    settings,
    source,
    appearance: () => APPEARANCE,
    whenParsed: (callback) => {
      callback();
      return () => undefined;
    },
    requestDraw: () => undefined,
    onStatus: () => undefined,
    onSetback: () => undefined,
    onDelivered: () => undefined,
    onHeight: () => undefined,
    onError: () => undefined,
    guard: (action) => action(),
  };
}

/** What a good backend answers: another token each time. */
export function freshToken(expiresIn = 1800): () => Response {
  return () => Response.json({ publicToken: `pt_${crypto.randomUUID()}`, expiresIn });
}
