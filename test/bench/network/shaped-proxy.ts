/** A TCP proxy that is as far away, and as slow to begin, as a server on the other side of a country. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Downlink, Line } from './downlink.js';
import { InOrder } from './in-order.js';
import { SlowStart } from './slow-start.js';

export interface ShapedProxy {
  port: number;
  /** Ends all connections, as time does between two visits. */
  hangUp(): void;
  close(): void;
}

export async function startShapedProxy(target: number, line: Line, downlink: Downlink): Promise<ShapedProxy> {
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    clients.add(client);
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    // The kernel has accepted already; over a line, the browser would hear of that after a round trip.
    const acceptedAt = performance.now() + line.rttMs;
    const upwards = new InOrder();
    client.on('data', (data) =>
      upwards.at(Math.max(performance.now(), acceptedAt) + line.rttMs / 2, () => upstream.write(data)),
    );
    const downwards = new SlowStart(line, downlink, (segment) => client.write(segment));
    upstream.on('data', (data: Buffer) => downwards.send(data));
    upstream.on('end', () => downwards.end(() => client.end()));
    // Whoever goes away goes away in the middle of something, now and then: that is no news.
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    client.on('close', () => {
      clients.delete(client);
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hangUp = (): void => clients.forEach((client) => client.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    hangUp,
    close() {
      server.close();
      hangUp();
    },
  };
}
