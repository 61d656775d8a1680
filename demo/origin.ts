/**
 * One origin of the demo: a port of its own on the loopback interface, under a name of its own. The names need no
 * configuration: browsers resolve `*.localhost` to this machine and treat it as a secure context.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { DemoLog } from './log.js';

export type Serve = (request: Request) => Response | Promise<Response>;

export interface Origin {
  /** Such as `http://portal.localhost:40123`. */
  readonly url: string;
  readonly port: number;
  /** Says what to answer. Comes after the port is known, because the three sites name each other's origins. */
  serve(fetch: Serve): void;
  close(): Promise<void>;
}

export async function openOrigin(name: string, port: number, log: DemoLog): Promise<Origin> {
  let answer: Serve = () => new Response('Starting.', { status: 503 });
  const listener = getRequestListener((request) => answer(request), { overrideGlobalObjects: false });

  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    // The query stays out of every log: in the url dialect it holds a token.
    const [path = ''] = url.split('?');
    const entry = { kind: 'request', site: name, method, path } as const;
    log({ ...entry, status: 'asked' });
    outgoing.once('close', () =>
      log({ ...entry, status: outgoing.writableFinished ? outgoing.statusCode : 'abandoned' }),
    );
    void listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Error(`Cannot listen on port ${port} for ${name}: is it in use? Try another PORT.`, { cause }),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });

  const opened = (server.address() as AddressInfo).port;
  return {
    url: `http://${name}:${opened}`,
    port: opened,
    serve(fetch) {
      answer = fetch;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections(); // browsers keep theirs open, and one knob never answers
      }),
  };
}
