/** `npm run size`: what each bundle weighs against its budget, and whether code is in it that belongs somewhere else. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { BUDGETS } from './budgets.js';
import { ship } from './shipped.js';
import { strangersIn } from './strangers.js';

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
  const { measure, limit, goal = limit, names = [] } = budget;
  const entry = [budget.entry, ...names].join(' ');
  const shipped = await ship(budget);
  const sizes = weigh(shipped.code);
  table[entry] = {
    ...sizes,
    limit: `${limit} ${measure}`,
    goal,
    used: `${Math.round((100 * sizes[measure]) / limit)} %`,
  };
  if (sizes[measure] > limit) {
    problems.push(`${entry} has ${sizes[measure]} bytes (${measure}): ${sizes[measure] - limit} too many.`);
  }
  problems.push(...strangersIn(shipped, budget));
}

console.table(table);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
