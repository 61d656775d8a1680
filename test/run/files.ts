/** Which test files there are, and which runner each of them needs. */
import { readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** The tests in these folders run inside a page. */
const PAGE_TESTS = /^test\/(protocol|element|portal|rig\/page)\//;

/** The tests of the tools that `npm run check` is made of: they belong to `npm run check`. */
const CHECK_TESTS = /^test\/(release|checks)\//;

export const runsInPage = (file: string): boolean => PAGE_TESTS.test(file);

/** @param wanted files and folders; without any, all that belongs to `npm test` */
export function testFiles(wanted: readonly string[]): string[] {
  const all = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name}`)
    .filter((name) => name.endsWith('.test.ts'))
    .toSorted();
  if (wanted.length === 0) return all.filter((file) => !CHECK_TESTS.test(file));
  const paths = wanted.map((path) => relative(process.cwd(), resolve(path)));
  const found = all.filter((file) => paths.some((path) => file === path || file.startsWith(`${path}/`)));
  if (found.length === 0) throw new Error(`No test file at ${wanted.join(', ')}.`);
  return found;
}
