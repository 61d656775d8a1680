/**
 * The results that the documents quote: `results.json`, written by `npm run bench -- --write`, and what is made of it: the tables in
 * docs/performance.md and a sentence in the README, each between two marks. A test compares them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { FAST, PLAIN, SDK } from './cold-pages.js';
import { markdownOf, type Table } from './table.js';

interface Results {
  machine: string;
  tables: Record<string, Table>;
}

const project = new URL('../../', import.meta.url);
const resultsFile = new URL('test/bench/results.json', project);

const read = (): Results => JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;

/** The tables, each below the name by which it is measured again. */
function tables(): string {
  const results = read();
  const sections = Object.entries(results.tables).map(
    ([name, table]) => `### ${name}\n\n${markdownOf(table)}\n`,
  );
  return `Measured on ${results.machine}.\n\n${sections.join('\n')}`;
}

function headline(): string {
  const ratio = (page: string): string => cell('cold', page, 'embed / floor');
  return `On a first visit the partner's data is there after ${ratio(FAST)} times the time that a plain iframe takes which has its token already;
with the shorter snippet below, after ${ratio(PLAIN)} times; with an SDK that fetches script, token and frame one after the other,
after ${ratio(SDK)} times. A hundred embeds on a page make ${cell('embeds', 'chromium, 100', 'token requests')} token request. [docs/performance.md](docs/performance.md) has the
other numbers, and how they are measured.
`;
}

function cell(bench: string, row: string, column: string): string {
  const found = read().tables[bench]?.rows[row]?.[column];
  if (found === undefined) throw new Error(`results.json has no ${bench}, ${row}, ${column}.`);
  return found;
}

/** What each document has of the results. */
export const QUOTED: Record<string, () => string> = { 'docs/performance.md': tables, 'README.md': headline };

/** What stands between the marks of a document; they are comments on lines of their own. */
const MARKED = /(?<=^<!-- results -->\n\n).*?(?=\n<!-- \/results -->$)/ms;

export const quotedIn = (document: string): string | undefined =>
  MARKED.exec(readFileSync(new URL(document, project), 'utf8'))?.[0];

/** Takes the tables of this run in place of the last ones; those that were not measured stay. */
export function write(measured: Record<string, Table>): void {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `${cpus().length} × ${processor?.model.trim() ?? 'processor'}, ${memory} GB, Node ${process.version}`;
  const results: Results = { machine, tables: { ...read().tables, ...measured } };
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  for (const [document, quote] of Object.entries(QUOTED)) {
    const file = new URL(document, project);
    const text = readFileSync(file, 'utf8');
    // Called back, because a replacement text would have a meaning of its own for every dollar sign.
    writeFileSync(
      file,
      text.replace(MARKED, () => quote()),
    );
  }
}
