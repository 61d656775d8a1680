/** A vendor made of scripted answers: a real HTTP server that records what it was asked. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface HttpAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** `hang` never answers, `reset` cuts the connection, `cut` does so in the middle of a body. */
export type Answer = HttpAnswer | 'hang' | 'reset' | 'cut';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Upstream {
  baseUrl: string;
  asked: Asked[];
  /** Replaces what comes next. The last answer repeats. */
  script(...answers: Answer[]): void;
}

export async function startUpstream(t: TestContext, ...answers: Answer[]): Promise<Upstream> {
  const asked: Asked[] = [];
  let script = answers;
  const server = createServer(async (req, res) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of req) chunks.push(chunk as Uint8Array);
    const { method = '', url = '', headers } = req;
    asked.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
    const answer = (script.length > 1 ? script.shift() : script[0]) ?? 'hang';
    if (answer === 'hang') return;
    if (answer === 'reset') return void req.socket.destroy();
    res.sendDate = false; // the client's own clock counts, unless the script says otherwise
    if (answer === 'cut') {
      res.writeHead(200, { 'content-length': '1000' });
      return void res.write('{"publicToken":"pt_', () => req.socket.destroy());
    }
    res.writeHead(answer.status ?? 200, answer.headers ?? {});
    res.end(answer.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    baseUrl: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    script: (...next) => void (script = next),
  };
}

/** Where every clock in these tests stands. */
export const NOW = Date.UTC(2026, 6, 28, 12, 0, 0);

/** A good answer to "Create Embed Token": half an hour to go. */
export const GOOD_TOKEN = json({ publicToken: 'pt_0123456789', expires: '2026-07-28T12:30:00.000Z' });

/** A good answer to "Generate Portal Token". */
export const GOOD_LOGIN = portalLogin('https://acme.example/auth/token?token=jwt.jwt.jwt');

export function portalLogin(portalUrl: unknown): HttpAnswer {
  const data = { token: 'header.payload.signature', portalUrl, expiresAt: '2026-07-28T12:05:00.000Z' };
  return json({ success: true, data });
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** An error as Refport's document shows it; Affonso's has `success: false` beside it. */
export function refused(status: number, code: string, message = 'A sentence.', headers = {}): HttpAnswer {
  return json({ success: false, error: { code, message } }, status, headers);
}

/** Time and chance as parameters: nothing waits, and what was waited for is written down. */
export function stillClock() {
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => NOW,
    random: () => 0,
    sleep: (ms: number) => {
      sleeps.push(ms);
      return Promise.resolve();
    },
  };
}
