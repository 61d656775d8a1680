/** The command itself: `npm start` says where to look, and Ctrl-C stops everything. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import packageJson from 'refport-embed/package.json' with { type: 'json' };
import { earlyEnd, startChild, stopChild } from '../../support/browser/child-process.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** What `npm start` runs after the build. */
const COMMAND = packageJson.scripts.start.split('&&').at(-1) ?? '';

describe('8. start and stop', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`prints one address, and ${signal} frees all ports`, { timeout: 30_000 }, async () => {
      // Under a shell, as npm does it.
      const child = startChild('sh', ['-c', COMMAND], {
        cwd: ROOT,
        env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}` },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        const lines = linesOf(child);
        const [line = ''] = (await Promise.race([once(lines, 'line'), earlyEnd(child)])) as string[];
        const host = /^Open (http:\/\/localhost:\d+) in a browser/.exec(line)?.[1];
        assert.ok(host, line);
        const ports = await portsOf(host);
        assert.deepEqual(Object.keys(ports), ['localhost', 'cdn.localhost', 'portal.localhost']);
        for (const port of Object.values(ports)) assert.equal(await isOpen(port), true);

        const more: string[] = [];
        lines.on('line', (next: string) => more.push(next));
        const ended = once(child, 'close');
        // Ctrl-C in a terminal reaches the whole process group, at once. Whoever ends a service tells one process.
        assert.ok(child.pid);
        process.kill(signal === 'SIGINT' ? -child.pid : child.pid, signal);
        await ended;
        for (const port of Object.values(ports)) assert.equal(await isOpen(port), false);
        assert.deepEqual(more, [], 'one line, and no more');
      } finally {
        stopChild(child);
      }
    });
  }
});

function linesOf({ stdout }: ChildProcess) {
  assert.ok(stdout);
  return createInterface({ input: stdout });
}

/** The three origins, as the account page names them. */
async function portsOf(host: string): Promise<Record<string, number>> {
  const form = new URLSearchParams({ user: 'alice' });
  const { headers } = await fetch(`${host}/sign-in`, { method: 'POST', body: form, redirect: 'manual' });
  const page = await fetch(host, { headers: { Cookie: headers.getSetCookie().join(';') } });
  const html = await page.text();
  const origins = [
    host,
    ...[...html.matchAll(/(?:src|portal-url)="(http:\/\/[a-z.]+:\d+)/g)].map(([, origin = '']) => origin),
  ];
  return Object.fromEntries(
    origins.map((origin) => {
      const { hostname, port } = new URL(origin);
      return [hostname, Number(port)];
    }),
  );
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
