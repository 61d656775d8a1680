/** Subresource Integrity, as browsers check it: by the strongest hash that is named (W3C SRI, "Do bytes match metadataList?"). */
import { createHash } from 'node:crypto';

const STRONGEST_FIRST = ['sha512', 'sha384', 'sha256'];

/** Whether there are digests, and none is that of these bytes. */
export function brokenDigests(integrity: string | undefined, bytes: Buffer): boolean {
  const digests = integrity?.match(/\b(sha256|sha384|sha512)-[\w+/=-]+/g) ?? [];
  const strongest = STRONGEST_FIRST.find((name) => digests.some((digest) => digest.startsWith(`${name}-`)));
  if (strongest === undefined) return false;
  const actual = `${strongest}-${createHash(strongest).update(bytes).digest('base64')}`;
  return !digests.some((digest) => plain(digest) === plain(actual));
}

/** Base64 may be written in its variant for URLs, and without its end. */
const plain = (digest: string): string => {
  const [name = '', ...rest] = digest.split('-');
  return `${name}-${rest.join('-').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')}`;
};
