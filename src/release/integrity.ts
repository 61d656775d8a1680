/** What browsers check a script against (Subresource Integrity), for each file of a release. */
import { createHash } from 'node:crypto';

/** The value of an `integrity` attribute. */
export const integrityOf = (content: Buffer): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** `integrity.json`, for whoever prints script tags by program. Sizes are those of the files: how well they compress is the CDN's. */
export function integrityFile(version: string, files: ReadonlyMap<string, Buffer>): Buffer {
  const entries = [...files].map(([name, content]) => [
    name,
    { integrity: integrityOf(content), bytes: content.length },
  ]);
  return Buffer.from(`${JSON.stringify({ version, files: Object.fromEntries(entries) }, null, 2)}\n`);
}
