/**
 * The whole story on one machine: host, CDN and portal on three real origins, with the real issuer behind the portal and a
 * fresh database. `npm start` runs this, and so do the end-to-end tests.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssuer, type Issuer } from 'refport-embed/issuer';
import { ApiKeys } from './api-keys.js';
import { cdn } from './cdn.js';
import { hostSite } from './host-site.js';
import type { DemoLog } from './log.js';
import { openOrigin } from './origin.js';
import type { Origins } from './pages/snippet.js';
import { portalSite } from './portal-site.js';
import { seed } from './seed.js';

export interface DemoOptions {
  /** Ports to listen on; 0, the default, takes a free one. */
  ports?: { host: number; cdn: number; portal: number };
  log?: DemoLog;
}

export interface Demo {
  readonly origins: Origins;
  readonly issuer: Issuer;
  readonly programmeId: string;
  close(): Promise<void>;
}

export async function startDemo({
  ports = { host: 0, cdn: 0, portal: 0 },
  log = () => {},
}: DemoOptions = {}): Promise<Demo> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  const open = async (name: string, port: number) => {
    const origin = await openOrigin(name, port, log);
    undo.push(() => origin.close());
    return origin;
  };

  try {
    const folder = await mkdtemp(join(tmpdir(), 'refport-demo-'));
    undo.push(() => rm(folder, { recursive: true }));
    const issuer = await createIssuer({ database: join(folder, 'issuer.sqlite') });
    undo.push(() => issuer.close());

    const host = await open('localhost', ports.host);
    const files = await open('cdn.localhost', ports.cdn);
    const portal = await open('portal.localhost', ports.portal);
    const origins = { host: host.url, cdn: files.url, portal: portal.url };

    const programmeId = await seed(issuer, origins);
    const apiKeys = new ApiKeys(issuer, programmeId);
    // Browsers know that portal.localhost is this machine; Node asks the system, which may not.
    const issuerUrl = `http://localhost:${portal.port}`;
    host.serve(hostSite({ origins, issuerUrl, apiKeys, log }).fetch);
    files.serve(cdn().fetch);
    portal.serve(portalSite(issuer));

    return { origins, issuer, programmeId, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
