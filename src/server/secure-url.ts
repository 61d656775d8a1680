/**
 * Which URLs this kit will send a key to or a partner to: https, or plain http on this machine (`localhost` and
 * `*.localhost`, which resolve to loopback everywhere).
 */
import { matching } from './answer.js';

/** Without spaces, backslashes and control characters, where URL parsers disagree. */
const PLAIN_URL = /^https?:\/\/[^\s\\\p{C}]+$/iu;

/** The parsed URL when it is one we trust the shape of; undefined otherwise. */
export function secureUrl(value: unknown): URL | undefined {
  const text = matching(PLAIN_URL, value);
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const safe = url.protocol === 'https:' || /(^|\.)localhost$/.test(url.hostname);
  return safe && !(url.username + url.password) ? url : undefined;
}

/** A host's list of origins, refused at start-up when an entry could never match, or would match too much. */
export function exactOrigins(option: string, origins: readonly string[]): ReadonlySet<string | null> {
  for (const origin of origins) {
    if (secureUrl(origin)?.origin !== origin) {
      throw new TypeError(`${option}: "${origin}" is no origin like https://acme.example.`);
    }
  }
  return new Set(origins);
}
