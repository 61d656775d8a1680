/** What a bench has to say: a table in Markdown, the goal beside each figure that has one. */

export interface Table {
  title: string;
  /** Rows by name, and cells by column; a row need not have all. */
  rows: Record<string, Record<string, string>>;
}

export function markdownOf({ title, rows }: Table): string {
  const columns = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))];
  const lines = Object.entries(rows).map(([name, row]) => [
    name,
    ...columns.map((column) => row[column] ?? ''),
  ]);
  return [
    `${title}\n`,
    `| | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---:').join('|')}|`,
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

const MISSED = '**missed**';

/** The cell beside a figure. A bench does not fail: whoever runs it reads it. */
export const goal = (figure: number, atMost: number, format: (figure: number) => string): string =>
  `≤ ${format(atMost)}: ${figure <= atMost ? 'met' : MISSED}`;

/** The rows whose goal is missed. */
export const missedIn = ({ rows }: Table): string[] =>
  Object.keys(rows).filter((name) => rows[name]?.['goal']?.includes(MISSED));
