/** Keeps the temporary files of a test run in memory: browsers write profiles and caches that are thrown away with each of them. */
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';

/** Linux has it; in a container it may be as small as 64 MB. */
const MEMORY_DISK = '/dev/shm';
const NEEDED_BYTES = 2 * 1024 ** 3;

/** Makes a folder in memory the TMPDIR of all that this process starts, where there is room, and removes it at the end. */
export function keepFilesInMemory(): void {
  if (process.env['TMPDIR'] !== undefined || !existsSync(MEMORY_DISK)) return;
  const { bavail, bsize } = statfsSync(MEMORY_DISK);
  if (bavail * bsize < NEEDED_BYTES) return;
  const folder = mkdtempSync(`${MEMORY_DISK}/refport-tests-`);
  process.env['TMPDIR'] = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
