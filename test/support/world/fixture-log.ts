/**
 * What the fixtures have seen and what their pages have noted, by the id in a fixture's address: test files of three browsers
 * share the servers, and each looks at its own fixtures only.
 */
import { EventEmitter, once } from 'node:events';

export class FixtureLog<T> {
  readonly #entries = new Map<string, T[]>();
  readonly #added = new EventEmitter().setMaxListeners(0);

  add(id: string, entry: T): number {
    const entries = [...(this.#entries.get(id) ?? []), entry];
    this.#entries.set(id, entries);
    this.#added.emit(id);
    return entries.length;
  }

  /** All entries so far, as soon as there are this many: tests wait for what happens, not for time to pass. */
  async read(id: string, atLeast: number, signal: AbortSignal): Promise<readonly T[]> {
    for (;;) {
      const entries = this.#entries.get(id) ?? [];
      if (entries.length >= atLeast) return entries;
      await once(this.#added, id, { signal });
    }
  }
}
