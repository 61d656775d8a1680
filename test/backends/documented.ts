/** The examples of docs/backends.md, as files: what is tested is what stands in the document. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const document = readFileSync(join(project, 'docs/backends.md'), 'utf8');

/** A heading of the document, with its examples by file name: their first line is a comment that names them. */
interface Section {
  heading: string;
  files: ReadonlyMap<string, string>;
}

export const SECTIONS: readonly Section[] = sectionsOf(document);

function sectionsOf(markdown: string): Section[] {
  const sections: { heading: string; files: Map<string, string> }[] = [];
  // Code is taken as a whole, because a comment in it may look like a heading.
  for (const [, heading, code] of markdown.matchAll(/^#+ ([^\n]+)$|^```\w*\n(.*?)^```/gms)) {
    if (heading !== undefined) sections.push({ heading, files: new Map() });
    const [, name] = /^(?:\/\/|#|<\?php \/\/) (\S+\.\w+)\n/.exec(code ?? '') ?? [];
    if (name && code) sections.at(-1)?.files.set(name, code);
  }
  return sections;
}

/** Where examples stand with what they need of their host: its sessions, which are ours, and the packages. */
export interface Project {
  folder: string;
  remove(): void;
}

/** Writes the examples under these headings into a project of their own. */
export function writeProject(...headings: string[]): Project {
  const home = mkdtempSync(join(tmpdir(), 'refport-backend-'));
  symlinkSync(join(project, 'node_modules'), join(home, 'node_modules'));
  const folder = join(home, 'host');
  cpSync(join(project, 'test/backends/host'), folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(project, join(folder, 'node_modules/refport-embed'));
  const dependencies = { 'refport-embed': '*' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies }),
  );
  for (const heading of headings) {
    const section = SECTIONS.find((candidate) => candidate.heading === heading);
    if (!section?.files.size) throw new Error(`docs/backends.md has no example under "${heading}".`);
    for (const [name, code] of section.files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), code);
    }
  }
  return { folder, remove: () => rmSync(home, { recursive: true }) };
}
