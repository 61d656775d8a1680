/**
 * `npm run bench`: what the goals of speed are measured by. Compare ratios within one run: machines are noisy.
 *
 *     npm run bench cold warm           these alone
 *     npm run bench trace               where the main thread's time goes
 *     npm run bench -- --quick          a third of the rounds
 *     npm run bench -- --write          and keeps the results, for the documents (`written.ts`)
 */
import { cold, rendered, slow } from './cold.js';
import { embeds } from './embeds.js';
import { flood } from './flood.js';
import { heap } from './heap.js';
import { heights } from './heights.js';
import { refresh } from './refresh.js';
import { start } from './start.js';
import { markdownOf, missedIn, type Table } from './table.js';
import { trace } from './trace.js';
import { warm } from './warm.js';
import { write } from './written.js';

const BENCHES: Record<string, () => Promise<Table>> = {
  cold,
  slow,
  rendered,
  warm,
  embeds,
  start,
  heap,
  heights,
  flood,
  refresh,
};

/** These explain figures, and are asked for by name. */
const EXPLANATIONS: Record<string, () => Promise<Table>> = { trace };
const ALL: Record<string, () => Promise<Table>> = { ...BENCHES, ...EXPLANATIONS };

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
for (const name of named) if (!ALL[name]) throw new Error(`There is no bench "${name}".`);

const tables: Record<string, Table> = {};
for (const [name, bench] of Object.entries(named.length > 0 ? ALL : BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const table = (tables[name] = await bench());
  console.log(`\n${markdownOf(table)}`);
}
for (const [name, table] of Object.entries(tables)) {
  for (const row of missedIn(table)) console.log(`\nMissed: ${name}, ${row}`);
}
if (flags.includes('--write'))
  write(Object.fromEntries(Object.entries(tables).filter(([name]) => name in BENCHES)));
process.exit(0); // whatever a browser has left open
