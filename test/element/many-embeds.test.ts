/** Several embeds on one page: they share a token, and nothing else. */
import { expect } from '@open-wc/testing';
import { embed } from '../support/page/embed.js';
import { serveToken } from '../support/page/serve.js';

describe('F16 · twenty embeds of one endpoint', () => {
  it('make one request, and each has a frame and a port of its own', async () => {
    const endpoint = serveToken({ delayMs: 100 });
    const all = await Promise.all(Array.from({ length: 20 }, () => embed({ endpoint })));
    await Promise.all(all.map(({ logged }) => logged('ready')));
    expect(await endpoint.requests()).to.have.length(1);
    expect(new Set(all.map(({ frame }) => frame().contentWindow)).size).to.equal(20);

    // What is said over one port reaches one portal: each got the token once, as its first.
    for (const { portal } of all) {
      const tokens = (await portal.notes(3)).filter(({ about }) => about === 'token');
      expect(tokens.map(({ token, n }) => [token, n])).to.deep.equal([['pt_test_1', 1]]);
    }
    // And back: one portal grows, and one embed with it.
    all[7]?.order({ order: 'resize', px: 777 });
    await all[7]?.logged('resize 777');
    expect(all.filter(({ log }) => log.includes('resize 777'))).to.have.length(1);
  });

  it('are shown what each of them needs when one is no longer good', async () => {
    const endpoint = serveToken();
    const all = await Promise.all(Array.from({ length: 20 }, () => embed({ endpoint })));
    await Promise.all(all.map(({ logged }) => logged('ready')));
    for (const { order } of all) order({ order: 'tokenExpired' });
    await Promise.all(all.map(({ logged }) => logged('token', 2)));
    expect(await endpoint.requests()).to.have.length(2);
  });
});
