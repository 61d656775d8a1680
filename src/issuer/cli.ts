/** `npx refport-embed issuer …`: runs the issuer, or looks after what is in its database. */
import { readFileSync } from 'node:fs';
import { run, UsageError } from '../cli/program.js';
import { manage } from './cli-manage.js';
import { serveIssuer } from './cli-serve.js';
import { help } from './cli-usage.js';

const DATABASE_COMMANDS = new Set(['keys', 'programmes', 'programs', 'affiliates']);

async function main([actor, ...args]: string[]): Promise<void> {
  if (actor === '--version' || actor === '-v') {
    process.stdout.write(`${version()}\n`);
  } else if (
    actor === undefined ||
    actor === 'help' ||
    actor === '--help' ||
    actor === '-h' ||
    asksForHelp(args)
  ) {
    process.stdout.write(help);
  } else if (actor !== 'issuer') {
    throw new UsageError(`There is no command "${actor}".`);
  } else if (args[0] !== undefined && DATABASE_COMMANDS.has(args[0])) {
    await manage(args);
  } else {
    await serveIssuer(args);
  }
}

function asksForHelp(args: string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function version(): string {
  // The same two folders up from the source as from the built file.
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}

run('refport-embed', main);
