/** The portal page that docs/portal.md prints is complete: it runs as it stands, but for the addresses in it. */
import { expect } from '@open-wc/testing';
import { embed } from '../support/page/embed.js';
import { origins } from '../support/page/origins.js';
import { serve } from '../support/page/serve.js';

async function documentedPage(number: number): Promise<string> {
  const text = await (await fetch('/docs/portal.md')).text();
  const [, page = ''] = [...text.matchAll(/```html\n(<!doctype html>.*?)```/gs)][number] ?? [];
  const partner = serve(origins.portal, '/fixtures/partner.json', { json: { name: 'Alice Martin' } });
  const addresses: Record<string, string> = {
    'https://www.example.com': location.origin,
    '/refport-embed/portal/index.js': '/src/portal/index.ts',
    '/refport-embed/refport-portal.js': '/dist/cdn/refport-portal.js',
    "'/partner'": `'${partner.url}'`,
  };
  return Object.entries(addresses).reduce((whole, [from, to]) => whole.replaceAll(from, to), page);
}

describe('the page of docs/portal.md', () => {
  for (const [number, how] of ['as a module', 'with a script tag'].entries()) {
    it(`works ${how}`, async () => {
      const body = await documentedPage(number);
      expect(body.split('\n').length).to.be.within(15, 25);
      const portal = serve(origins.portal, '/fixtures/documented.html', { body });
      const { logged, log, endpoint } = await embed({ portal });
      await logged('ready');
      expect(log).to.include.members(['token', 'status ready']);
      expect(await endpoint.requests()).to.have.length(1);
    });
  }
});
