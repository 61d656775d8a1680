/** Which request the browser may have made ahead, by the links of the page. What reaches a server then: test/e2e/journey/preload.test.ts. */
import { expect } from '@open-wc/testing';
import { takePreload } from '../../../src/element/token/request.js';
import type { TokenEndpoint } from '../../../src/element/token/request.js';

/** A page with this link, and whether there is a preload for this request. */
function withLink(link: Record<string, string>, request: Partial<TokenEndpoint> = {}): boolean {
  const url = new URL(`/token?${crypto.randomUUID()}`, location.href).href;
  const attributes = { rel: 'preload', as: 'fetch', href: url.slice(location.origin.length), ...link };
  const element = document.createElement('link');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.head.append(element);
  const answer = takePreload({ url, method: 'GET', credentials: 'same-origin', ...request });
  element.remove();
  return answer;
}

describe('a preload of the token endpoint', () => {
  const yes: [what: string, link: Record<string, string>, request?: Partial<TokenEndpoint>][] = [
    ['crossorigin', { crossorigin: '' }],
    ['crossorigin, spelled out', { crossorigin: 'anonymous' }],
    ['several relations', { rel: 'Preload prefetch', crossorigin: '' }],
    ['credentials', { crossorigin: 'use-credentials' }, { credentials: 'include' }],
  ];
  for (const [what, link, request] of yes) {
    it(`is there: ${what}`, () => {
      expect(withLink(link, request)).to.equal(true);
    });
  }

  const no: [what: string, link: Record<string, string>, request?: Partial<TokenEndpoint>][] = [
    ['no crossorigin', {}],
    ['another address', { crossorigin: '', href: '/token' }],
    ['a prefetch', { crossorigin: '', rel: 'prefetch' }],
    ['no fetch', { crossorigin: '', as: 'script' }],
    ['more credentials', { crossorigin: 'use-credentials' }],
    ['fewer credentials', { crossorigin: '' }, { credentials: 'include' }],
    ['none at all', { crossorigin: '' }, { credentials: 'omit' }],
    ['another method', { crossorigin: '' }, { method: 'POST' }],
    ['headers', { crossorigin: '' }, { headers: { 'X-CSRF-Token': 'c' } }],
  ];
  for (const [what, link, request] of no) {
    it(`is not for us: ${what}`, () => {
      expect(withLink(link, request)).to.equal(false);
    });
  }

  it('is taken once', () => {
    const url = new URL('/token?once', location.href).href;
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: url });
    document.head.append(link);
    const endpoint: TokenEndpoint = { url, method: 'GET', credentials: 'same-origin' };
    expect([takePreload(endpoint), takePreload(endpoint)]).to.deep.equal([true, false]);
    link.remove();
  });
});
