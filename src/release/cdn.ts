/**
 * `npm run release:cdn`: what a CDN serves under an exact version, in `dist/cdn/<version>/`: the scripts with their source maps and
 * licences, as the build before it has made them, and the digests that pages name in `integrity`.
 */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../element/version.js';
import { isRelease } from './clear-build.js';
import { integrityFile, integrityOf } from './integrity.js';
import { readFiles, writeOnce } from './write-once.js';

const built = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));
const folder = join(built, version);

try {
  const files = await readFiles(built, isRelease);
  const script = files.get('refport-embed.js');
  if (!script) throw new Error('There is nothing to release. Build first: npm run build');
  const done = await writeOnce(
    folder,
    new Map([...files, ['integrity.json', integrityFile(version, files)]]),
  );
  console.log(`${relative(process.cwd(), folder)} is ${done}: ${[...files.keys()].join(', ')}, integrity.json

<script async src="https://cdn.example/refport-embed/${version}/refport-embed.js"
  integrity="${integrityOf(script)}" crossorigin="anonymous"></script>`);
} catch (error) {
  console.error((error as Error).message); // who releases needs the sentence, not where it was thrown
  process.exitCode = 1;
}
