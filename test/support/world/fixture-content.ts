/** What a fixture says when nothing else is asked of it: a page of `test/fixtures/`, or a fresh token. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Answer } from './answer.js';

export interface Content {
  status: number;
  type: string;
  body: string;
}

const HTML = 'text/html; charset=utf-8';
const folder = new URL('../..', import.meta.url);

export async function fixtureContent(path: string, requestNumber: number, answer: Answer): Promise<Content> {
  if (answer.json !== undefined) return json(answer.json);
  if (answer.body !== undefined) return { status: 200, type: typeOf(path), body: answer.body };
  if (path === '/token') return json(token(requestNumber));
  try {
    return { status: 200, type: typeOf(path), body: await readFile(new URL(`.${path}`, folder), 'utf8') };
  } catch {
    return { status: 404, type: HTML, body: `<!doctype html><title>404</title>No fixture ${path}` };
  }
}

function typeOf(path: string): string {
  if (path === '/token') return 'application/json';
  return extname(path) === '.js' ? 'text/javascript' : HTML;
}

const json = (value: unknown): Content => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value),
});

/** What a host's backend answers when all is well; the n-th token is another one each time. */
const token = (n: number) => ({
  publicToken: `pt_test_${n}`,
  expires: new Date(Date.now() + 1_800_000).toISOString(),
  expiresIn: 1800,
});
