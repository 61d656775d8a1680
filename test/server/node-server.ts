/** A real Node server around a listener, and a client that writes bytes, because fetch would not send such requests. */
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { toNodeListener } from 'refport-embed/server/node';

type Listener = ReturnType<typeof toNodeListener>;

export async function serve(t: TestContext, listener: Listener): Promise<number> {
  const server = createServer((req, res) => void listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** Sends these bytes, and answers all that comes back until the server closes. */
export async function speak(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(text.replaceAll('\n', '\r\n'));
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

export const echoUrl = toNodeListener(({ method, url }) => new Response(`${method} ${url}`));
