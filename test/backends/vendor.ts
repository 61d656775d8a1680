/** The vendor behind the backends: the real issuer over HTTP, which a test can keep from answering. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { openAcme, openPortal, type Acme } from '../issuer/acme.js';

export interface Vendor extends Acme {
  /** Where a backend reaches the API. */
  url: string;
  /** A server on the way to the vendor answers in its place, until `undefined`. `away` cuts the connection. */
  trouble: ((request: Request) => Response) | 'away' | undefined;
  /** The e-mail address in the portal that an embed token opens; undefined where it opens none. */
  emailOf(embedToken: string): Promise<string | undefined>;
  /** From now on the vendor does not know the key. */
  revokeKey(): Promise<void>;
}

export async function startVendor(t: TestContext): Promise<Vendor> {
  const acme = await openAcme(t);
  const { id, key } = await acme.issuer.keys.create({ programmeId: acme.programme.id, scopes: [] });
  const answer = getRequestListener(
    (request) =>
      typeof vendor.trouble === 'function' ? vendor.trouble(request) : acme.issuer.fetch(request),
    { overrideGlobalObjects: false },
  );
  const server = createServer((req, res) => {
    if (vendor.trouble === 'away') req.socket.destroy();
    else void answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const vendor: Vendor = {
    ...acme,
    key,
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    trouble: undefined,
    async emailOf(embedToken) {
      const { body } = await openPortal(acme.issuer, embedToken);
      return /[\w.]+@example\.com/.exec(JSON.stringify(body))?.[0];
    },
    revokeKey: () => acme.issuer.keys.revoke(id),
  };
  return vendor;
}
