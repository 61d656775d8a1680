/**
 * `npm run size`: what each bundle weighs against its budget, and whether code is in it that belongs somewhere else.
 * The npm entries are weighed as an app ships them: bundled and minified.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

interface Budget {
  entry: string;
  /** How the file reaches the machine that runs it. */
  shipped: 'as it is' | 'by a bundler, to browsers' | 'by a bundler, to Node';
  measure: 'minified' | 'brotli';
  /** What must not be exceeded: a little above what it weighs, so that growth is noticed. */
  limit: number;
  /** What it should come down to, where that is less. */
  goal?: number;
  /** The only places that its code may come from. */
  from: RegExp;
}

const BUDGETS: Budget[] = [
  {
    entry: 'dist/cdn/refport-embed.js',
    shipped: 'as it is',
    measure: 'brotli',
    limit: 23_000,
    goal: 10_000,
    from: /^src\/(cdn|element|protocol\/(?!schemas))|^node_modules\/(lit|lit-html|lit-element|@lit\/reactive-element)\//,
  },
  {
    entry: 'dist/portal/index.js',
    shipped: 'by a bundler, to browsers',
    measure: 'brotli',
    limit: 3_000,
    from: /^src\/(portal\/|protocol\/(?!schemas))/,
  },
  {
    entry: 'dist/server/index.js',
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit: 11_000,
    goal: 5_000,
    from: /^src\/(server|protocol\/(?!schemas))/,
  },
  {
    entry: 'dist/issuer/cli.js',
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit: 200_000,
    from: /^src\/(issuer|protocol)\/|^node_modules\/(hono|@hono\/node-server|jose|zod)\//,
  },
];

const project = fileURLToPath(new URL('..', import.meta.url));

/** The code as it is shipped, and the built files that went into it. */
async function ship({ entry, shipped }: Budget): Promise<{ code: string; files: string[] }> {
  const file = resolve(project, entry);
  if (!existsSync(file)) throw new Error(`${entry} is missing. Build first: npm run build`);
  if (shipped === 'as it is') return { code: readFileSync(file, 'utf8'), files: [file] };
  const ssr = shipped === 'by a bundler, to Node';
  const [bundle] = (await build({
    configFile: false,
    logLevel: 'error',
    ...(ssr && { ssr: { noExternal: true } }),
    build: {
      write: false,
      ssr,
      lib: { entry: file, formats: ['es'] },
      rolldownOptions: {
        external: /^(node:|@photostructure\/)/,
        output: { minify: true, codeSplitting: false }, // Vite leaves ES modules of a library as they are
      },
    },
  })) as Rolldown.RolldownOutput[];
  const chunks = bundle?.output.filter((output) => output.type === 'chunk') ?? [];
  return {
    code: chunks.map((chunk) => chunk.code).join(''),
    files: chunks.flatMap((chunk) => chunk.moduleIds).filter((id) => existsSync(id)),
  };
}

/** Where the code of a built file came from, by its source map. */
function sourcesOf(file: string): string[] {
  const map = `${file}.map`;
  if (!existsSync(map)) return [];
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources.map((source) => relative(project, resolve(dirname(map), source)));
}

function weigh(code: string): Record<'minified' | 'gzip' | 'brotli', number> {
  return {
    minified: Buffer.byteLength(code),
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
}

const problems: string[] = [];
const table: Record<string, object> = {};

for (const budget of BUDGETS) {
  const { entry, measure, limit, goal = limit, from } = budget;
  const { code, files } = await ship(budget);
  const sizes = weigh(code);
  table[entry] = {
    ...sizes,
    limit: `${limit} ${measure}`,
    goal,
    used: `${Math.round((100 * sizes[measure]) / limit)} %`,
  };
  if (sizes[measure] > limit) {
    problems.push(`${entry} has ${sizes[measure]} bytes (${measure}): ${sizes[measure] - limit} too many.`);
  }
  const sources = files.flatMap(sourcesOf);
  if (sources.length === 0) problems.push(`${entry} has no source map: what is in it cannot be told.`);
  const strangers = sources.filter((source) => !from.test(source));
  if (strangers.length > 0) problems.push(`${entry} contains what it should not: ${strangers.join(', ')}`);
}

console.table(table);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
