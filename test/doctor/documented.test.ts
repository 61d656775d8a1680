/** docs/doctor.md lists what there is: `UPDATE_DOCS=1` writes its table anew. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { CHECKS } from './ask-doctor.js';

const file = new URL('../../docs/doctor.md', import.meta.url);
const TABLE = /(?<=<!-- codes -->\n\n)[^]*(?=\n\n<!-- \/codes -->)/;

const inMarkdown = (text: string): string => text.replaceAll('<', '\\<');

/** As prettier writes a table. */
function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

test('docs/doctor.md has every code, and no other', () => {
  const rows = CHECKS.map(({ code, severity, what }) => [`\`${code}\``, severity, inMarkdown(what)]);
  const expected = table([['code', 'severity', 'what'], ...rows]);
  const text = readFileSync(file, 'utf8');
  if (process.env['UPDATE_DOCS'])
    writeFileSync(
      file,
      text.replace(TABLE, () => expected),
    );
  else assert.equal(TABLE.exec(text)?.[0], expected, 'UPDATE_DOCS=1 writes it anew');
});

test('codes are unique', () => {
  const codes = CHECKS.map(({ code }) => code);
  assert.deepEqual([...new Set(codes)], codes);
});
