/** The doctor, in this process, or as the process that `npx refport-embed doctor` is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

// What the doctor imports of the element asks for a flag of the build.
Object.assign(globalThis, { DEVELOPMENT: true });
const { doctor } = await import('../../src/doctor/command.js');
export const { CHECKS } = await import('../../src/doctor/checks/index.js');

const CLI = fileURLToPath(new URL('../../dist/cli/cli.js', import.meta.url));

export interface Said {
  code: number;
  out: string;
  err: string;
}

/** What it says with `--json`. */
export interface Diagnosis {
  url: string;
  findings: { code: string; severity: 'error' | 'warning'; url: string; line?: number; why: string }[];
  unchecked: string[];
}

export const diagnosisIn = ({ out }: Said): Diagnosis => JSON.parse(out) as Diagnosis;

export async function askHere(args: string[], env: Record<string, string> = {}): Promise<Said> {
  const { text, exitCode } = await doctor(args, env, false);
  return { code: exitCode, out: text, err: '' };
}

export async function askProcess(args: string[], env: Record<string, string> = {}): Promise<Said> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [CLI, 'doctor', ...args], { env: { PATH, ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}
