/**
 * What the issuer's tests start from: an issuer over a real database file, with Acme's programme and a key to it, and the
 * requests that a host's backend and a partner's browser send.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createIssuer, type Issuer, type IssuerOptions, type Programme } from 'refport-embed/issuer';

export interface Acme {
  issuer: Issuer;
  /** The database file. */
  database: string;
  programme: Programme;
  /** May do everything. */
  key: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  // The tests say what they expect of it.
  body: unknown;
}

/** A fresh issuer, closed and deleted after the test. */
export async function openAcme(t: TestContext, options: IssuerOptions = {}): Promise<Acme> {
  const folder = await mkdtemp(join(tmpdir(), 'refport-issuer-'));
  t.after(() => rm(folder, { recursive: true }));
  const database = join(folder, 'issuer.sqlite');
  const issuer = await openAgain(t, database, options);
  const { programme, key } = await addProgramme(issuer, 'acme');
  return { issuer, database, programme, key };
}

/** Another issuer over the same file, as another process would open it. */
export async function openAgain(
  t: TestContext,
  database: string,
  options: IssuerOptions = {},
): Promise<Issuer> {
  const issuer = await createIssuer({ ...options, database });
  t.after(() => issuer.close());
  return issuer;
}

export async function addProgramme(
  issuer: Issuer,
  subdomain: string,
): Promise<{ programme: Programme; key: string }> {
  const programme = await issuer.programmes.create({
    name: `The ${subdomain} programme`,
    reward: '20 % of the first year',
    landingUrl: `https://${subdomain}.example/welcome`,
    subdomain,
    embedOrigins: [`https://${subdomain}.example`],
  });
  const { key } = await issuer.keys.create({
    programmeId: programme.id,
    scopes: ['read:affiliates', 'write:affiliates'],
  });
  return { programme, key };
}

export async function send(
  issuer: Issuer,
  path: string,
  init: RequestInit & { duplex?: 'half' } = {},
): Promise<Answer> {
  const response = await issuer.fetch(
    new Request(`http://acme.localhost${path}`, { redirect: 'manual', ...init }),
  );
  const text = await response.text();
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text ? JSON.parse(text) : text,
  };
}

export function bearer(secret: string): { headers: Record<string, string> } {
  return { headers: { Authorization: `Bearer ${secret}` } };
}

/** `POST /api/embed/token`. */
export function askForEmbedToken(issuer: Issuer, key: string, body: unknown): Promise<Answer> {
  const json = typeof body === 'string' ? body : JSON.stringify(body);
  return send(issuer, '/api/embed/token', { method: 'POST', ...bearer(key), body: json });
}

/** `POST /v1/affiliates/{id}/portal-token`. */
export function askForPortalToken(issuer: Issuer, key: string, affiliateId: string): Promise<Answer> {
  return send(issuer, `/v1/affiliates/${affiliateId}/portal-token`, { method: 'POST', ...bearer(key) });
}

/** A partner's browser follows the link. */
export function followPortalLink(issuer: Issuer, token: string): Promise<Answer> {
  return send(issuer, `/auth/token?token=${encodeURIComponent(token)}`);
}

/** The frame asks for its content. */
export function openPortal(issuer: Issuer, embedToken: string): Promise<Answer> {
  return send(issuer, '/embed/referrals/content', bearer(embedToken));
}

/** What is at a path of an answer's JSON: `at(body, 'error', 'code')`. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

/** As {@link at}, where only a string will do. */
export function textAt(value: unknown, ...path: string[]): string {
  const text = at(value, ...path);
  if (typeof text === 'string') return text;
  throw new TypeError(`No text at ${path.join('.')} of ${JSON.stringify(value)}.`);
}
