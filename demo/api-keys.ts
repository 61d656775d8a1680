/**
 * The host's API keys, one for each token lifetime that the `ttl` knob has asked for: how long embed tokens live is a
 * property of the key that mints them. A real host has one key, and it stands in an environment variable.
 */
import type { Issuer } from 'refport-embed/issuer';

export class ApiKeys {
  readonly #keys = new Map<number, Promise<string>>();
  readonly #issuer: Issuer;
  readonly #programmeId: string;

  constructor(issuer: Issuer, programmeId: string) {
    this.#issuer = issuer;
    this.#programmeId = programmeId;
  }

  /** The key whose embed tokens live this long, created when it is first asked for. */
  forTokenSeconds(embedTokenSeconds: number): Promise<string> {
    const known = this.#keys.get(embedTokenSeconds);
    if (known) return known;
    const created = this.#issuer.keys
      .create({
        programmeId: this.#programmeId,
        scopes: ['read:affiliates', 'write:affiliates'],
        embedTokenSeconds,
      })
      .then(({ key }) => key);
    this.#keys.set(embedTokenSeconds, created);
    return created;
  }
}
