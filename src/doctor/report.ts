/** Findings as text: a paragraph for each, as compilers write them. */
import { styleText } from 'node:util';
import type { Diagnosis, Finding } from './diagnose.js';

type Paint = (format: 'red' | 'yellow' | 'bold' | 'dim', text: string) => string;

export const inColour: Paint = (format, text) => styleText(format, text);
export const plain: Paint = (_, text) => text;

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

export function report({ findings, unchecked }: Diagnosis, paint: Paint): string {
  const paragraphs = findings.map((finding) => paragraph(finding, paint));
  const notes = unchecked.map((part) => `${paint('bold', 'not checked')}: ${part}\n`);
  return [...paragraphs, ...notes, `${summary(findings)}\n`].join('\n');
}

function paragraph({ code, severity, what, url, line, why, mend }: Finding, paint: Paint): string {
  const head = paint(severity === 'error' ? 'red' : 'yellow', `${severity}[${code}]`);
  const where = `${url}${line === undefined ? '' : `, line ${line} of the page`}`;
  return `${head}: ${paint('bold', what)}\n  ${paint('dim', '-->')} ${where}\n  why:  ${why}\n  mend: ${mend}\n`;
}

function summary(findings: Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (findings.length === 0) return 'Nothing wrong was found.';
  return `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}. Codes: docs/doctor.md.`;
}
