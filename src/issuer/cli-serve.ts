/** `refport-embed issuer`: listens until it is told to stop, then lets the requests under way finish. */
import type { Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { parse } from '../cli/program.js';
import { createIssuer } from './index.js';
import { wholeNumber } from './cli-usage.js';
import { impatientServer } from './impatient-server.js';

const DRAIN_MS = 10_000;

export async function serveIssuer(args: string[]): Promise<void> {
  const { values } = parse({
    args,
    options: {
      port: { type: 'string', default: '8787' },
      database: { type: 'string', default: './refport-issuer.sqlite' },
      'base-domain': { type: 'string' },
    },
  });
  const server = impatientServer();
  // The port first: the default base domain contains it, and port 0 is known only then.
  const port = await listen(server, wholeNumber('--port', values.port, [0, 65_535]));
  const issuer = await createIssuer({
    database: values.database,
    baseDomain: values['base-domain'] ?? `localhost:${port}`,
    log: printLine,
  }).catch((cause: unknown) => {
    server.close();
    throw cause;
  });
  server.on(
    'request',
    getRequestListener((request) => issuer.fetch(request)),
  );

  const stop = async () => {
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal); // a second signal ends us at once
    await drain(server);
    await issuer.close();
  };
  const onSignal = () => void stop();
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  printLine({
    time: new Date().toISOString(),
    event: 'listening',
    url: `http://localhost:${port}`,
    database: values.database,
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`Cannot listen on port ${port}. Choose another with --port.`, { cause })),
    );
    server.listen(port, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** No new connections; every other one closes after its answer, and after ten seconds in any case. */
async function drain(server: Server): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  // Node closes what is idle now, but would keep alive for 65 s what becomes idle later.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearTimeout(late);
  clearInterval(idle);
}

function printLine(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
