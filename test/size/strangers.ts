/** Code in a bundle that belongs somewhere else, told by the source maps of the files that went into it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Budget } from './budgets.js';
import { project, type Shipped } from './shipped.js';

/** What Vite puts in place of Node's own modules in code for browsers. */
const NODE_BUILTIN = '__vite-browser-external';

/** @returns what is wrong, in a sentence; nothing if all is well */
export function strangersIn({ files }: Shipped, { entry, from }: Pick<Budget, 'entry' | 'from'>): string[] {
  const strangers = files.flatMap(sourcesOf).filter((source) => !from.test(source));
  return strangers.length > 0 ? [`${entry} contains what it should not: ${strangers.join(', ')}`] : [];
}

/** Where the code of a built file came from; a file that cannot tell stands for itself. */
function sourcesOf(file: string): string[] {
  const map = `${file}.map`;
  if (!existsSync(map)) return [`${relative(project, file)} (without a source map)`];
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources.map((source) =>
    source.endsWith(NODE_BUILTIN)
      ? 'a module of Node (the build names it)'
      : relative(project, resolve(dirname(map), source)),
  );
}
