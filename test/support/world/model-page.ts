/**
 * A page with some embeds on it, for tests that try what nobody thought of: real runs and sessions, in a world where requests
 * are answered, portals speak and machines sleep in any order. It watches what must be true all the time.
 */
import { Connector } from '../../../src/element/connect.js';
import type { Settings } from '../../../src/element/settings.js';
import { settingsFor, silentHost } from './run-story.js';
import { ScriptedPortal } from './scripted-portal.js';
import { settled, TestWorld } from './test-world.js';

/** A request that waits for its answer. */
interface Pending {
  endpoint: string;
  answer(response: Response | TypeError): void;
}

/** What is known of a token that was given out. */
interface Issued {
  endpoint: string;
  /** Real time, sleep and all, in milliseconds. */
  at: number;
  lifetimeMs: number;
}

interface Placed {
  run: Connector;
  endpoint: string;
  portals: ScriptedPortal[];
}

/** What an endpoint has seen, whoever came and went meanwhile: sessions end, and the limit outlives them. */
interface Calls {
  requests: number[];
  presses: number[];
}

export class ModelPage {
  readonly world = new TestWorld();
  readonly embeds: (Placed | undefined)[] = [undefined, undefined, undefined];
  readonly pending = new Set<Pending>();
  /** What went wrong, in words. */
  readonly wrongs: string[] = [];
  readonly #issued = new Map<string, Issued>();
  readonly #calls = new Map<string, Calls>();
  /** Another page than the one before it: nobody else has its endpoints. */
  readonly #id = crypto.randomUUID();
  #sleptMs = 0;

  constructor() {
    this.world.fetch = (url, { signal } = {}) => this.#request(url as string, signal ?? undefined);
  }

  endpoint(n: number): string {
    return `https://host.example/${this.#id}/${n}`;
  }

  connect(place: number, endpoint: string, rules: Pick<Settings, 'refresh' | 'tokenDelivery'>): void {
    const portals: ScriptedPortal[] = [];
    const settings = settingsFor({ tokenEndpoint: endpoint, ...rules });
    const run = new Connector(
      {
        ...silentHost(settings),
        openFrame: (src, _isAdopting, _budget, receive) => {
          const portal = new ScriptedPortal(src, receive, 'accepts', (token) =>
            this.#delivered(token, endpoint),
          );
          portals.push(portal);
          return portal.frame;
        },
      },
      this.world,
    );
    if (!this.#calls.has(endpoint)) this.#calls.set(endpoint, { requests: [], presses: [] });
    this.embeds[place] = { run, endpoint, portals };
    run.start();
  }

  disconnect(place: number): void {
    const embed = this.embeds[place];
    if (!embed) return;
    this.embeds[place] = undefined;
    embed.run.leave();
    if (embed.portals.some(({ isOpen }) => isOpen)) this.wrongs.push('A frame outlived its embed.');
  }

  press(place: number): void {
    const embed = this.embeds[place];
    if (!embed) return;
    this.#calls.get(embed.endpoint)?.presses.push(this.world.clock.monotonic());
    void embed.run.refresh();
  }

  /** The oldest request gets its answer. */
  answer(lifetimeMs: number): void {
    const [oldest] = this.pending;
    if (!oldest) return;
    const token = crypto.randomUUID();
    this.#issued.set(token, { endpoint: oldest.endpoint, at: this.#realNow(), lifetimeMs });
    oldest.answer(Response.json({ publicToken: token, expiresIn: lifetimeMs / 1000 }));
  }

  fail(how: number | 'broken'): void {
    const [oldest] = this.pending;
    oldest?.answer(how === 'broken' ? new TypeError('Failed to fetch') : new Response(null, { status: how }));
  }

  async sleep(ms: number): Promise<void> {
    this.#sleptMs += ms;
    await this.world.sleep(ms);
  }

  /** Everybody leaves; whatever is left over then is a leak. */
  async close(): Promise<void> {
    for (const place of this.embeds.keys()) this.disconnect(place);
    await settled();
    if (this.world.leftovers > 0) this.wrongs.push(`${this.world.leftovers} timers or listeners are left.`);
    if (this.pending.size > 0) this.wrongs.push(`${this.pending.size} requests are left.`);
  }

  #request(endpoint: string, signal: AbortSignal | undefined): Promise<Response> {
    if (!this.embeds.some((embed) => embed?.endpoint === endpoint)) this.wrongs.push('A request for nobody.');
    if ([...this.pending].some((other) => other.endpoint === endpoint))
      this.wrongs.push('Two requests at a time.');
    this.#count(endpoint);
    return new Promise((resolve, reject) => {
      const end = (): void => void this.pending.delete(pending);
      const pending: Pending = {
        endpoint,
        answer: (response) => {
          end();
          if (response instanceof Response) resolve(response);
          else reject(response);
        },
      };
      this.pending.add(pending);
      signal?.addEventListener('abort', () => {
        end();
        reject(signal.reason as Error);
      });
    });
  }

  #count(endpoint: string): void {
    const now = this.world.clock.monotonic();
    const lately = (at: number): boolean => now - at < 60_000;
    const { requests, presses } = this.#calls.get(endpoint) ?? { requests: [], presses: [] };
    requests.push(now);
    if (requests.filter(lately).length > 4 + presses.filter(lately).length) {
      this.wrongs.push(`Too many requests in a minute: ${requests.join(', ')}.`);
    }
  }

  #delivered(token: string, endpoint: string): void {
    const issued = this.#issued.get(token);
    if (issued?.endpoint !== endpoint)
      return void this.wrongs.push('A token of another endpoint was delivered.');
    const ageMs = this.#realNow() - issued.at;
    // A new token is trusted for ten seconds, whatever it says of itself.
    if (ageMs >= Math.max(issued.lifetimeMs, 10_000))
      this.wrongs.push(`A token of ${ageMs} ms was delivered.`);
  }

  #realNow(): number {
    return this.world.clock.monotonic() + this.#sleptMs;
  }
}
