/** What the commands have in common: how they read their arguments, and how they end when something is wrong. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command line asks for something that does not exist, or leaves out what is needed. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** As `parseArgs`, strict, but wrong usage is a {@link UsageError}. */
export function parse<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // "Unknown option '--prot'. To specify a positional argument …": the first sentence is the one that helps.
    throw new UsageError(error instanceof Error ? error.message.replace(/(?<=\.) To specify .*$/s, '') : '');
  }
}

/** Runs a command. It exits with 2 after wrong usage, and with 1 after any other error. */
export function run(command: string, main: (args: string[]) => Promise<void>): void {
  main(process.argv.slice(2)).catch((error: unknown) => {
    // Every error here is about what was asked for or about the machine: a stack would help nobody.
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`refport-embed: ${message}\n`);
    if (cause instanceof Error) process.stderr.write(`  ${cause.message}\n`);
    if (error instanceof UsageError) process.stderr.write(`Run "${command} --help" to see what there is.\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}
