/** Starts a backend in a process of its own, as its host would, and waits until it answers. */
import type { ChildProcess } from 'node:child_process';
import type { TestContext } from 'node:test';
import { earlyEnd, startChild, stopChild } from '../support/browser/child-process.js';
import { freePort } from '../support/world/free-port.js';
import { ask } from './ask.js';
import { PORTAL_URL, type Backend } from './contract.js';
import type { Vendor } from './vendor.js';

/** A compiler that starts for the first time, on a busy machine. */
const START_TIMEOUT_MS = 120_000;

/** What the examples read from their environment. */
export const settings = ({ key, url }: Vendor): Record<string, string> => ({
  REFPORT_API_KEY: key,
  REFPORT_URL: url,
  REFPORT_PORTAL_URL: PORTAL_URL,
});

/** @param command a program and its arguments; `{port}` is where it has to listen, `PORT` of its environment too */
export async function startBackend(
  t: TestContext,
  [program = '', ...args]: readonly string[],
  folder: string,
  vendor: Vendor,
): Promise<Backend> {
  const port = String(await freePort());
  const child = startChild(
    program,
    args.map((arg) => arg.replace('{port}', port)),
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...settings(vendor), PORT: port },
    },
  );
  t.after(() => stopChild(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([answers(url, child), earlyEnd(child)]).catch((cause: unknown) => {
    throw new Error(`${program} did not start:\n${output}`, { cause });
  });
  return { url, output: () => output };
}

/** Nothing tells from outside when a program has begun to listen. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (await ask(url).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within ${START_TIMEOUT_MS} ms.`);
}
