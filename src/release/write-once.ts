/**
 * Puts a release into its folder, once: its URLs are immutable, so browsers and caches keep what they got for a year, and pages name
 * the digest of each file. The same once more is no harm; anything else is refused.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

/** By path inside the folder, in order. */
export type Files = ReadonlyMap<string, Buffer>;

/** @returns whether it was written, or there already, byte by byte */
export async function writeOnce(folder: string, files: Files): Promise<'written' | 'there already'> {
  const present = await readFiles(folder);
  if (present.size === 0) {
    // In one stroke, so that half a release is never taken for one.
    const draft = join(dirname(folder), `draft-${basename(folder)}`);
    await rm(draft, { recursive: true, force: true });
    for (const [name, content] of files) {
      await mkdir(dirname(join(draft, name)), { recursive: true });
      await writeFile(join(draft, name), content);
    }
    await rename(draft, folder);
    return 'written';
  }
  const names = new Set([...files.keys(), ...present.keys()]);
  const differ = [...names].filter((name) => !same(files.get(name), present.get(name)));
  if (differ.length === 0) return 'there already';
  throw new Error(
    `${basename(folder)} has been released with other content (${differ.join(', ')}), and what is released never changes. ` +
      `Raise the version. If it has never left this machine, remove ${folder} by hand.`,
  );
}

const same = (one?: Buffer, other?: Buffer): boolean =>
  one !== undefined && other !== undefined && one.equals(other);

/** All files below a folder but those in folders that are left out; none if there is no such folder. */
export async function readFiles(folder: string, leaveOut?: (name: string) => boolean): Promise<Files> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !leaveOut?.(name))
    .sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}
