/**
 * What a built file owes to those who wrote it. A file for a script tag begins with its name and version; beside a bundle with other
 * people's packages in it lies LICENSES.txt, gathered from the bundle itself: what is bundled cannot be missing from it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { version } from '../element/version.js';

const BANNER = `/*! refport-embed ${version} · MIT · LICENSES.txt */`;

export const notices: Plugin = {
  name: 'notices',

  // After minification, which would take it away.
  outputOptions: (options) => (options.format === 'iife' ? { ...options, postBanner: BANNER } : options),

  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
    const folders = new Set(chunks.flatMap((chunk) => chunk.moduleIds).flatMap(packageFolder));
    const [first] = chunks;
    if (folders.size === 0 || first === undefined) return; // ours alone: the package's own licence says it all
    this.emitFile({
      type: 'asset',
      fileName: first.fileName.replace(/[^/]*$/, 'LICENSES.txt'),
      source: [ownLicence(this.environment.config.root), ...[...folders].map(licenceIn).sort()].join('\n\n'),
    });
  },
};

/** The folder of the package that a module belongs to, the innermost one. */
const packageFolder = (moduleId: string): string[] =>
  /^[^\0].*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^.\\/][^\\/]*/.exec(moduleId) ?? [];

const ownLicence = (root: string): string => section('refport-embed', version, root);

function licenceIn(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    'name' | 'version',
    string
  >;
  return section(manifest.name, manifest.version, folder);
}

function section(name: string, itsVersion: string, folder: string): string {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, and has no licence text in ${folder}.`);
  const title = `${name} ${itsVersion}`;
  return `${title}\n${'='.repeat(title.length)}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
