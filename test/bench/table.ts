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

/** What a figure must be at most, and what it is meant to become. */
export interface Limits {
  must?: number;
  goal?: number;
}

/** The cells beside a figure that has both. */
export const limited = (
  figure: number,
  { must, goal: aim }: Limits = {},
  format: (figure: number) => string,
): Record<string, string> => ({
  must: must === undefined ? '' : goal(figure, must, format),
  goal: aim === undefined ? '' : goal(figure, aim, format),
});

/** The rows that miss something, and what. */
export const missedIn = ({ rows }: Table): string[] =>
  Object.entries(rows).flatMap(([name, row]) =>
    Object.entries(row)
      .filter(([, cell]) => cell.includes(MISSED))
      .map(([limit]) => `${name} (${limit})`),
  );
