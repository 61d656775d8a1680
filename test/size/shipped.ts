/** A bundle as it is shipped: the npm entries as an app ships them, bundled and minified. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import type { Budget } from './budgets.js';

export const project = fileURLToPath(new URL('../..', import.meta.url));

export interface Shipped {
  code: string;
  /** The built files that went into it. */
  files: string[];
}

const SELECTION = 'a-selection-of-names';

export async function ship({
  entry,
  names,
  shipped,
}: Pick<Budget, 'entry' | 'names' | 'shipped'>): Promise<Shipped> {
  const file = resolve(project, entry);
  if (!existsSync(file)) throw new Error(`${entry} is missing. Build first: npm run build`);
  if (shipped === 'as it is') return { code: readFileSync(file, 'utf8'), files: [file] };
  const ssr = shipped === 'by a bundler, to Node';
  const [bundle] = (await build({
    configFile: false,
    logLevel: 'error',
    ...(ssr && { ssr: { noExternal: true } }),
    plugins: [
      {
        name: SELECTION,
        resolveId: (id) => (id.endsWith(SELECTION) ? `\0${SELECTION}` : undefined),
        load: (id) =>
          id === `\0${SELECTION}` ? `export { ${names?.join()} } from ${JSON.stringify(file)}` : undefined,
      },
    ],
    build: {
      write: false,
      ssr,
      lib: { entry: names ? SELECTION : file, formats: ['es'] },
      rolldownOptions: {
        external: /^(node:|@photostructure\/)/,
        // Vite leaves ES modules of a library as they are.
        output: { minify: true, ...(names ? {} : { codeSplitting: false }) },
      },
    },
  })) as Rolldown.RolldownOutput[];
  const chunks = bundle?.output.filter((output) => output.type === 'chunk') ?? [];
  return {
    code: chunks.map((chunk) => (chunk.isDynamicEntry ? '' : chunk.code)).join(''),
    files: chunks.flatMap((chunk) => chunk.moduleIds).filter((id) => existsSync(id)),
  };
}
