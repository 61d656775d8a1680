/** What a bench has to say. */

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

export const inMs = (ms: number): string => `${ms.toFixed(1)} ms`;

/** Prints a table in Markdown, to be pasted where numbers are written down. */
export function printTable(title: string, rows: Record<string, Record<string, string>>): void {
  const columns = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))];
  console.log(`\n${title}\n`);
  console.log(`| | ${columns.join(' | ')} |`);
  console.log(`|---|${columns.map(() => '---:').join('|')}|`);
  for (const [name, row] of Object.entries(rows)) {
    console.log(`| ${name} | ${columns.map((column) => row[column] ?? '').join(' | ')} |`);
  }
}
