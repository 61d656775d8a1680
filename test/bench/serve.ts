/** The servers of a bench: nothing that could be slow. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SANDBOX } from '../../src/element/frame/frame.js';

/** The scripts, as a CDN would send them. */
const scripts = new Map(
  ['/refport-embed.js', '/refport-portal.js'].map((path) => [
    path,
    readFileSync(new URL(`../../dist/cdn${path}`, import.meta.url), 'utf8'),
  ]),
);

export type Reply = [type: string, body: string, cacheControl?: string, thinkMs?: number];

export interface Served {
  /** `http://localhost:…`; the same server is on `http://portal.localhost:…`. */
  host: string;
  portal: string;
  close(): void;
}

/** Answers every request at once, unless it thinks, on a free port. */
export async function serve(answer: (url: URL) => Reply): Promise<Served> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bench.localhost');
    const script = scripts.get(url.pathname);
    const [type, body, cacheControl, thinkMs] =
      script === undefined ? answer(url) : ['text/javascript', script];
    response.setHeader('content-type', type);
    if (cacheControl !== undefined) response.setHeader('cache-control', cacheControl);
    if (thinkMs === undefined) response.end(body);
    else setTimeout(() => response.end(body), thinkMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `http://localhost:${port}`,
    portal: `http://portal.localhost:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const TOKEN: Reply = ['application/json', '{"token":"t"}'];

/** A portal on the built library that has nothing to load. */
export const libraryPortal = (host: string): string => `<!doctype html><title>Portal</title>
  <script src="/refport-portal.js"></script><script>
    const { ready } = refportPortal.connectToHost({ allowedOrigins: ['${host}'], onToken: () => ready() });
  </script>`;

export const embedTag = (portalUrl: string, content = ''): string =>
  `<refport-embed token-endpoint="/token" token-delivery="channel" portal-url="${portalUrl}">${content}<a href="/">link</a></refport-embed>`;

/** The fast snippet's. */
export const writtenFrameTag = (portalUrl: string): string =>
  `<iframe src="${portalUrl}" sandbox="${SANDBOX}" allow="clipboard-write" referrerpolicy="strict-origin" title="Referrals"></iframe>`;

export const iframeTag = (url: string): string => `<iframe src="${url}"></iframe>`;
