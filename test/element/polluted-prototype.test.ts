/** Another script of the page has written into Object.prototype. The embed believes its own properties alone. */
import { expect } from '@open-wc/testing';
import { embed } from '../support/page/embed.js';
import { serveToken, tokensOf } from '../support/page/serve.js';

const pollution = Object.prototype as unknown as Record<string, unknown>;

/** What an embed reads of objects that it makes itself, or that the page gives it. */
const POLLUTED: Record<string, unknown> = {
  token: 'pt_polluted',
  publicToken: 'pt_polluted',
  data: { token: 'pt_polluted' },
  fetchToken: async () => ({ token: 'pt_polluted' }),
  requestHeaders: { 'x-polluted': '1' },
  expiresIn: 0,
  expiresAt: '1999-01-01',
  lifetimeMs: 0,
  serverNow: 0,
  retryAfterMs: 1,
};

describe('B10 · a polluted prototype', () => {
  afterEach(() => {
    for (const name of Object.keys(POLLUTED)) delete pollution[name];
  });

  for (const [name, value] of Object.entries(POLLUTED)) {
    it(`Object.prototype.${name}: the portal gets the token of the endpoint`, async () => {
      const endpoint = serveToken();
      pollution[name] = value;
      const { portal, logged, log, element } = await embed({ endpoint });
      await logged('ready');
      Reflect.deleteProperty(pollution, name); // what looks at the outcome is no part of the story
      expect(await tokensOf(portal, 1)).to.deep.equal(['pt_test_1']);
      expect(element.expiresAt?.getTime()).to.be.greaterThan(Date.now());
      expect(log.filter((line) => /error|failed/.test(line))).to.deep.equal([]);
      const requests = await endpoint.requests();
      expect(requests).to.have.length(1);
      expect(requests[0]?.headers).not.to.have.property('x-polluted');
    });
  }

  it('an endpoint that answers {}: no token', async () => {
    const endpoint = serveToken({ body: '{}' });
    for (const name of ['token', 'publicToken', 'data']) pollution[name] = POLLUTED[name];
    const { logged, log } = await embed({ endpoint });
    await logged('error BAD_RESPONSE');
    expect(log).not.to.include('token');
  });
});
