/** Programs that the tests start beside themselves, none of which may outlive a test run, however it ends. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

const running = new Set<ChildProcess>();

/** Starts a program as the leader of its own process group, so that its children end with it. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  watchForEnd();
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

export function stopChild(child: ChildProcess): void {
  running.delete(child);
  if (child.pid === undefined) return;
  signalGroup(child.pid, 'SIGTERM');
  signalGroup(child.pid, 'SIGCONT'); // whoever is paused would not hear the first one
}

/** Stops a program and its children for so long, without their noticing: as if the machine slept. */
export async function pauseGroup(leader: number | undefined, ms: number): Promise<void> {
  if (leader === undefined) throw new Error('The program has not started.');
  signalGroup(leader, 'SIGSTOP');
  try {
    await wait(ms);
  } finally {
    signalGroup(leader, 'SIGCONT');
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Rejects when the program cannot be started or ends early: race it against whatever the program should do. */
export async function earlyEnd(child: ChildProcess): Promise<never> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  throw new Error(`${child.spawnfile} ended early (${signal ?? `exit code ${code}`}).`);
}

let watching = false;

function watchForEnd(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => running.forEach(stopChild));
  // By default a signal ends Node without an 'exit' event.
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
