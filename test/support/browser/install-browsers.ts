/** `npm run browsers`: installs the browsers that the tests do not find, from the distribution's own packages. */
import { spawnSync } from 'node:child_process';
import { ENGINES, installations, isBundled, type Engine } from './browsers.js';
import { findProgram } from './find-program.js';

/** Of Debian. The font is the one in the pictures of `test/visual`; WebKit needs a display as well. */
const PACKAGES: Readonly<Record<Engine, readonly string[]>> = {
  chromium: ['chromium', 'fonts-dejavu-core'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

const missing = ENGINES.filter((engine) => !isInstalled(engine));

function isInstalled(engine: Engine): boolean {
  return installations()[engine] !== undefined && !(engine === 'chromium' && isBundled());
}

function run(...command: string[]): boolean {
  const asRoot = process.getuid?.() === 0 ? command : ['sudo', '--non-interactive', ...command];
  const [program = '', ...args] = asRoot;
  console.log(`> ${asRoot.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}

if (missing.length === 0) {
  console.log('All three browsers are here.');
} else if (findProgram('apt-get')) {
  const packages = missing.flatMap((engine) => PACKAGES[engine]);
  const options = ['--yes', '--quiet', '--no-install-recommends'];
  const done = run('apt-get', 'update', '--quiet') && run('apt-get', 'install', ...options, ...packages);
  if (!done) process.exitCode = 1;
} else {
  console.error(`Only Debian's packages are known here. Please install by hand: ${missing.join(', ')}.`);
  process.exitCode = 1;
}
