/** A host's link into the portal, in front of a scripted vendor. */
import type { TestContext } from 'node:test';
import { Affonso, portalRedirectHandler, type AffonsoLinkOptions } from 'refport-embed/server';
import { startUpstream, stillClock, type Answer } from './upstream.js';

export const HOST = 'https://host.example';
export const PORTAL = 'https://acme.example';
/** A click on `<a href="/api/portal">` in a page of the host. */
export const click = {
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

/** The same as browsers send it, with their reader's languages. */
export const clickIn = (languages: string) => ({
  ...click,
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'accept-language': languages,
});

export async function link(t: TestContext, answers: Answer[], options: Partial<AffonsoLinkOptions> = {}) {
  const { baseUrl, asked } = await startUpstream(t, ...answers);
  const timeoutMs = answers[0] === 'hang' ? 50 : undefined; // real time, so short only where nothing else can happen
  const affonso = new Affonso({ apiKey: 'rk_test', baseUrl, retries: 0, timeoutMs, ...stillClock() });
  const errors: unknown[] = [];
  const handler = portalRedirectHandler({
    affonso,
    identify: () => ({ affiliateId: 'aff_alice' }),
    portalOrigins: [PORTAL],
    onError: (error) => errors.push(error),
    ...options,
  });
  const open = (
    headers: Record<string, string> = click,
    init: RequestInit = {},
    url = `${HOST}/api/portal`,
  ) => handler(new Request(url, { headers, ...init }));
  return { open, asked, errors };
}
