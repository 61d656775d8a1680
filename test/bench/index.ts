/**
 * `npm run bench`: what the goals of speed are measured by. Compare ratios within one run: machines are noisy.
 *
 *     npm run bench cold warm           these alone
 *     npm run bench -- --quick          a third of the rounds
 *     npm run bench -- --write          and keeps the results, for the documents (`written.ts`)
 */
import { cold, slow } from './cold.js';
import { embeds } from './embeds.js';
import { flood } from './flood.js';
import { heap } from './heap.js';
import { heights } from './heights.js';
import { refresh } from './refresh.js';
import { start } from './start.js';
import { markdownOf, missedIn, type Table } from './table.js';
import { warm } from './warm.js';
import { write } from './written.js';

const BENCHES: Record<string, () => Promise<Table>> = {
  cold,
  slow,
  warm,
  embeds,
  start,
  heap,
  heights,
  flood,
  refresh,
};

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
for (const name of named) if (!BENCHES[name]) throw new Error(`There is no bench "${name}".`);

const tables: Record<string, Table> = {};
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const table = (tables[name] = await bench());
  console.log(`\n${markdownOf(table)}`);
}
for (const [name, table] of Object.entries(tables)) {
  for (const row of missedIn(table)) console.log(`\nGoal missed: ${name}, ${row}`);
}
if (flags.includes('--write')) write(tables);
process.exit(0); // whatever a browser has left open
