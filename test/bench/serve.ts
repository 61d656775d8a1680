/** The servers of a bench: nothing that could be slow. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The scripts, as a CDN would send them. */
const scripts = new Map(
  ['/refport-embed.js', '/refport-portal.js'].map((path) => [
    path,
    readFileSync(new URL(`../../dist/cdn${path}`, import.meta.url), 'utf8'),
  ]),
);

/** Answers every request at once, on a free port; whatever the query. */
export async function serve(
  answer: (path: string) => [type: string, body: string],
): Promise<[Server, number]> {
  const server = createServer(({ url = '/' }, response) => {
    const [path = ''] = url.split('?');
    const script = scripts.get(path);
    const [type, body] = script === undefined ? answer(path) : ['text/javascript', script];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return [server, (server.address() as AddressInfo).port];
}
