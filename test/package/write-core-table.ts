/** `npm run faults`: writes what the core of an embed does into `docs/faults.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { coreTable } from '../support/world/core-table.js';

const file = new URL('../../docs/faults.md', import.meta.url);

/** The table stands between these two. */
export const [BEGIN, END] = ['<!-- core: written by npm run faults -->', '<!-- end of core -->'];

export async function withCoreTable(text: string): Promise<string> {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/faults.md lacks ${BEGIN} or ${END}.`);
  return `${before}${BEGIN}\n\n${await coreTable()}\n${END}${after}`;
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(file, await withCoreTable(readFileSync(file, 'utf8')));
}
