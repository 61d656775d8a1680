/**
 * The form of every opaque secret that the issuer hands out (API keys, embed tokens, sessions), and of its ids.
 *
 * A secret is its prefix and 43 base64url characters: a 16-byte *selector* to find it by and a 16-byte random
 * *verifier* to prove it with. The database knows the selector and the verifier's SHA-256, so that neither a copy of it
 * nor the timing of a lookup gives a secret away. Selectors begin with the time: new rows land beside each other, and
 * old ones can be swept by range.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type SecretPrefix = 'rk_' | 'pt_' | 'ps_';

export interface NewSecret {
  /** The secret itself: handed out once, never stored. */
  text: string;
  selector: string;
  verifierHash: string;
}

export function newSecret(prefix: SecretPrefix, nowMs: number): NewSecret {
  const selector = timeOrderedId(nowMs);
  const verifier = randomBytes(16);
  const text = prefix + Buffer.concat([Buffer.from(selector, 'hex'), verifier]).toString('base64url');
  return { text, selector, verifierHash: sha256(verifier) };
}

/** Takes a secret apart; undefined when the text cannot be one of ours. */
export function parseSecret(
  prefix: SecretPrefix,
  text: string,
): { selector: string; verifier: Buffer } | undefined {
  if (!text.startsWith(prefix) || text.length !== prefix.length + 43) return undefined;
  const encoded = text.slice(prefix.length);
  const bytes = Buffer.from(encoded, 'base64url');
  // Decoding skips what is not base64url and ignores spare bits: only the one true spelling counts.
  if (bytes.toString('base64url') !== encoded) return undefined;
  return { selector: bytes.toString('hex', 0, 16), verifier: bytes.subarray(16) };
}

export function verifierMatches(verifier: Buffer, verifierHash: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(verifier), 'hex'), Buffer.from(verifierHash, 'hex'));
}

/** 32 hex digits: 6 bytes of time, 10 bytes of chance. */
export function timeOrderedId(nowMs: number): string {
  return timePrefix(nowMs) + randomBytes(10).toString('hex');
}

/** Every id made before this time sorts below it. */
export function timePrefix(timeMs: number): string {
  return Math.max(0, Math.floor(timeMs)).toString(16).padStart(12, '0');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
