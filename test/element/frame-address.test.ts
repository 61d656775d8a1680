/** Frames of one page have addresses of their own; the first has the one that the page's author has written. */
import { expect } from '@open-wc/testing';
import { frameAddress } from '../../src/element/frame-address.js';
import { embed } from '../support/page/embed.js';
import { origins } from '../support/page/origins.js';
import { serve } from '../support/page/serve.js';

describe('the address of a frame', () => {
  const rows: [written: string, second: string][] = [
    ['https://portal.example/embed', 'https://portal.example/embed?e=2'],
    ['https://portal.example/embed?', 'https://portal.example/embed?e=2'],
    ['https://portal.example/?q=a%20b&e=x', 'https://portal.example/?q=a%20b&e=x&e=2'],
    ['https://portal.example/#part', 'https://portal.example/?e=2#part'],
  ];
  for (const [written, second] of rows) {
    it(`is ${written} first, then ${second}`, () => {
      const end = new AbortController();
      expect(frameAddress(written, end.signal)).to.equal(written);
      expect(frameAddress(written, end.signal)).to.equal(second);
      end.abort();
    });
  }

  it('is free again when the frame is gone', () => {
    const url = 'https://portal.example/free';
    const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
    const addresses = [one, two].map(({ signal }) => frameAddress(url, signal));
    one.abort();
    addresses.push(frameAddress(url, three.signal));
    expect(addresses).to.deep.equal([url, `${url}?e=2`, url]);
    two.abort();
    three.abort();
  });

  it('is kept by an embed that starts anew, and by one beside it', async () => {
    const portal = serve(origins.portal, '/fixtures/portal.html');
    const [one, other] = [await embed({ portal }), await embed({ portal })];
    await Promise.all([one.logged('ready'), other.logged('ready')]);
    one.element.reload();
    await one.logged('ready', 2);
    expect([one.frame().src, other.frame().src]).to.deep.equal([portal.url, `${portal.url}&e=2`]);
    expect(await portal.requests()).to.have.length(3);
  });

  it('is the author’s own in the url dialect, where it has a token in it', async () => {
    const portal = serve(origins.portal, '/fixtures/url-portal.html');
    const [one, other] = [await embed({ portal, delivery: 'url' }), await embed({ portal, delivery: 'url' })];
    await Promise.all([one.logged('ready'), other.logged('ready')]);
    expect(new URL(other.frame().src).searchParams.has('e')).to.equal(false);
  });
});
