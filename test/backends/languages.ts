/** The examples that need more than Node: which program runs each, and where it comes from. */
import { spawnSync } from 'node:child_process';
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

/** The first Python that has this module: the one in PATH may be another than Debian's. */
const python =
  (module: string, ...args: string[]) =>
  (): string[] | undefined => {
    const found = ['python3', '/usr/bin/python3'].find(
      (program) => spawnSync(program, ['-c', `import ${module}`]).status === 0,
    );
    return found === undefined ? undefined : [found, '-m', module, ...args];
  };

const PYTHON = 'The two routes in Python';

export const LANGUAGES: readonly Language[] = [
  { name: 'Bun', headings: RUNTIME, command: run('bun', 'server.ts'), packages: [] },
  {
    name: 'Deno',
    headings: RUNTIME,
    command: run('deno', 'serve', '--allow-env', '--allow-net', '--port={port}', 'server.ts'),
    packages: [],
  },
  {
    name: 'Python with Flask',
    headings: [PYTHON, 'Flask'],
    command: python('flask', '--app=app', 'run', '--port={port}'),
    packages: ['python3-flask'],
  },
  {
    name: 'Python with Django',
    headings: [PYTHON, 'Django'],
    command: python(
      'django',
      'runserver',
      '--noreload',
      '--settings=settings',
      '--pythonpath=.',
      '127.0.0.1:{port}',
    ),
    packages: ['python3-django'],
  },
  {
    name: 'PHP',
    headings: ['PHP'],
    command: run('php', '-S', '127.0.0.1:{port}', 'index.php'),
    packages: ['php-cli'],
  },
  {
    name: 'Ruby with Rack',
    headings: ['Ruby with Rack'],
    command: run('rackup', '--host=127.0.0.1', '--port={port}'),
    packages: ['ruby-rack', 'ruby-webrick'],
  },
  {
    name: 'Go',
    headings: ['Go'],
    command: run('go', 'run', 'main.go', 'session.go'),
    packages: ['golang-go'],
  },
];
