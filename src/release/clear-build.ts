/**
 * Takes the last build away, but for releases: their files are out in the world under URLs that never change, so a build must
 * not be able to take away what the next release is compared with.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** In `dist/cdn`, a folder that has a version for a name is a release. */
export const isRelease = (name: string): boolean => /^\d+\.\d+\.\d+/.test(name);

export function clearBuild(dist: string): void {
  const cdn = join(dist, 'cdn');
  for (const name of namesIn(dist)) if (name !== 'cdn') remove(join(dist, name));
  for (const name of namesIn(cdn)) if (!isRelease(name)) remove(join(cdn, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // nothing has been built yet
    throw error;
  }
}

const remove = (path: string): void => rmSync(path, { recursive: true });
