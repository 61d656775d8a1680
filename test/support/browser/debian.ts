/** Installs what the tests need from Debian's packages (or Ubuntu's), as root or by sudo. */
import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.js';

/** Sets the exit code of this process when it cannot. @param names what is missing, for whoever has to install it by hand */
export function installFromDebian(names: readonly string[], packages: readonly string[]): void {
  if (!findProgram('apt-get')) {
    console.error(`Only Debian's packages are known here. Please install by hand: ${names.join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  const options = ['--yes', '--quiet', '--no-install-recommends'];
  const done = run('apt-get', 'update', '--quiet') && run('apt-get', 'install', ...options, ...packages);
  if (!done) process.exitCode = 1;
}

function run(...command: string[]): boolean {
  const asRoot = process.getuid?.() === 0 ? command : ['sudo', '--non-interactive', ...command];
  const [program = '', ...args] = asRoot;
  console.log(`> ${asRoot.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}
