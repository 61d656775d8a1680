/** Lints made-up files as if they stood in the project. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SourceFile {
  /** Relative to the project. */
  file: string;
  code: string;
}

export interface Complaint {
  file: string;
  line: number;
  /** `plugin(rule)`, as the linter prints it. */
  rule: string;
}

const project = fileURLToPath(new URL('../..', import.meta.url));

export async function lint(files: readonly SourceFile[]): Promise<Complaint[]> {
  const copy = await mkdtemp(join(tmpdir(), 'refport-lint-'));
  try {
    await cp(join(project, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
    await symlink(join(project, 'node_modules'), join(copy, 'node_modules'), 'junction'); // for the linter's plugins
    for (const { file, code } of files) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), code);
    }
    // Folder by folder: the linter would walk through the link to node_modules.
    const folders = new Set(files.map(({ file }) => file.split('/')[0] ?? '.'));
    return complaintsIn(await run(copy, [...folders]));
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** The linter's report; that it exits with an error is what we came for. */
function run(cwd: string, folders: readonly string[]): Promise<string> {
  const linter = join(project, 'node_modules/oxlint/bin/oxlint');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [linter, '--format=json', ...folders],
      { cwd, maxBuffer: 1e8 },
      (_error, report) => resolve(report),
    );
  });
}

interface Report {
  diagnostics: { filename: string; code: string; labels: { span: { line: number } }[] }[];
}

function complaintsIn(report: string): Complaint[] {
  const { diagnostics } = JSON.parse(report) as Report;
  return diagnostics.map(({ filename, code, labels }) => ({
    file: filename,
    line: labels[0]?.span.line ?? 0,
    rule: code,
  }));
}
