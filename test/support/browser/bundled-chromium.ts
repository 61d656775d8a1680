/**
 * The Chromium inside the npm package `@sparticuz/chromium`: what the tests run in when a machine has no browser at all.
 * It is unpacked once, into node_modules/.cache (a shared temporary folder would let another user put a browser there).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PuppeteerInstallation } from './browsers.js';

const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
const cache = join(modules, '.cache', 'refport-embed');

export function bundledChromium(): PuppeteerInstallation | undefined {
  const manifest = join(modules, '@sparticuz/chromium/package.json');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest)) return undefined;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) unpack(folder);
  return {
    source: `@sparticuz/chromium ${version}`,
    launchOptions: {
      executablePath: join(folder, 'chromium'),
      headless: 'shell',
      // Not the package's own default arguments: those switch web security and site isolation off.
      args: ['--no-sandbox', '--site-per-process', '--enable-bfcache'],
      env: {
        ...process.env,
        LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']]
          .filter(Boolean)
          .join(':'),
        FONTCONFIG_PATH: join(folder, 'fonts'),
      },
    },
  };
}

/** Unpacks beside the final folder and renames, so that two test runs that start together do not meet half a browser. */
function unpack(folder: string): void {
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, 'unpacking-'));
  try {
    const program = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      // The runtime's name makes the package unpack its own nss, nspr and expat too: a bare machine has none of them.
      env: { ...process.env, TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    writeFileSync(join(unfinished, 'fonts/fonts.conf'), fontConfiguration(folder));
    renameSync(unfinished, folder);
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw new Error('Could not unpack @sparticuz/chromium.', { cause });
  }
}

/** The package's own configuration names a fixed folder; and without any font Chromium crashes at the first <input>. */
const fontConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
