/**
 * Which URLs this kit will send a key to or a partner to: https, or plain http on this machine (`localhost` and
 * `*.localhost`, which resolve to loopback everywhere).
 */
import { matching } from './answer.js';

/** Without spaces, backslashes and control characters, where URL parsers disagree. */
const PLAIN_URL = /^https?:\/\/[^\s\\\p{C}]+$/iu;

/** The parsed URL when it is a secure one that we trust the shape of; undefined otherwise. */
export function secureUrl(value: unknown): URL | undefined {
  const url = webUrl(value);
  return url && isSecure(url) ? url : undefined;
}

/** The same for plain http on any host. */
export function webUrl(value: unknown): URL | undefined {
  const text = matching(PLAIN_URL, value);
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username || url.password ? undefined : url;
}

export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /(^|\.)localhost$/.test(hostname);
}

/** URL parsers take `*.acme.example` and `a,b` for names; no browser ever sends them. */
const NAME_OR_ADDRESS = /^([\w.-]+|\[[\da-f:]+\])$/;

/** A host's list of origins, refused at start-up when an entry could never match, or would match too much. */
export function exactOrigins(option: string, origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    const url = secureUrl(origin);
    if (url?.origin !== origin || !NAME_OR_ADDRESS.test(url.hostname)) {
      throw new TypeError(`${option}: "${origin}" is no origin like https://acme.example.`);
    }
  }
  return new Set(origins);
}
