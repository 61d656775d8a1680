/** The examples that need more than Node: which program runs each, and where it comes from. */
import { findProgram } from '../support/browser/find-program.js';

export interface Language {
  /** The name of its test. */
  name: string;
  /** Its examples in docs/backends.md. */
  headings: readonly string[];
  /** Starts the example in its folder; undefined where the machine cannot. */
  command(): readonly string[] | undefined;
  /** Of Debian; none where Debian has none. */
  packages: readonly string[];
}

const RUNTIME = ['The two routes in JavaScript', 'Workers, Bun, Deno'];

/** The program with these arguments, where it is installed. */
const run =
  (program: string, ...args: string[]) =>
  (): string[] | undefined => {
    const found = findProgram(program);
    return found === undefined ? undefined : [found, ...args];
  };

export const LANGUAGES: readonly Language[] = [
  { name: 'Bun', headings: RUNTIME, command: run('bun', 'server.ts'), packages: [] },
  {
    name: 'Deno',
    headings: RUNTIME,
    command: run('deno', 'serve', '--allow-env', '--allow-net', '--port={port}', 'server.ts'),
    packages: [],
  },
];
