/** An origin far away: HTTP/2 over TLS 1.3, everything compressed beforehand, and a proxy in front that makes it far. */
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import type { Certificate } from './certificate.js';
import type { Downlink, Line } from './downlink.js';
import { startShapedProxy } from './shaped-proxy.js';

export interface FarAnswer {
  type: 'text/html' | 'text/javascript' | 'application/json';
  body: string;
  /** How long the server thinks, beside what the way there and back takes. */
  thinkMs?: number;
  headers?: Record<string, string>;
}

export interface FarSite {
  origin: string;
  /** Ends all connections. */
  hangUp(): void;
  close(): void;
}

const compressed = new Map<string, Buffer>();

/** Brotli at its best, once for each text. */
function compress(body: string): Buffer {
  const known = compressed.get(body) ?? brotliCompressSync(body);
  compressed.set(body, known);
  return known;
}

export async function startFarSite(
  name: string,
  { key, cert }: Certificate,
  [line, downlink]: [Line, Downlink],
  answer: (url: URL, headers: Record<string, unknown>) => FarAnswer,
): Promise<FarSite> {
  const server = createSecureServer(
    { key, cert, minVersion: 'TLSv1.3', allowHTTP1: true },
    (request, response) => {
      const {
        type,
        body,
        thinkMs = 0,
        headers,
      } = answer(new URL(request.url, 'https://far.example'), request.headers);
      const send = (): void => {
        if (response.stream?.destroyed) return; // the visitor has gone
        response.writeHead(200, {
          'content-type': `${type}; charset=utf-8`,
          'content-encoding': 'br',
          'cache-control': 'no-store',
          ...headers,
        });
        response.end(compress(body));
      };
      // Even 0 ms would be a turn of the loop.
      if (thinkMs > 0) setTimeout(send, thinkMs);
      else send();
    },
  );
  server.on('sessionError', () => undefined); // a visitor who has gone
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = await startShapedProxy((server.address() as AddressInfo).port, line, downlink);
  return {
    origin: `https://${name}:${proxy.port}`,
    hangUp: () => proxy.hangUp(),
    close() {
      proxy.close();
      server.close();
    },
  };
}
