/** Frames of one page have addresses of their own; the first has the one that the page's author has written. */
import { expect } from '@open-wc/testing';
import { takeAddress } from '../../../src/element/frame/address.js';
import { embed } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve } from '../../support/page/serve.js';

describe('the address of a frame', () => {
  const rows: [written: string, second: string][] = [
    ['https://portal.example/embed', 'https://portal.example/embed?e=2'],
    ['https://portal.example/embed?', 'https://portal.example/embed?e=2'],
    ['https://portal.example/?q=a%20b&e=x', 'https://portal.example/?q=a%20b&e=x&e=2'],
    ['https://portal.example/#part', 'https://portal.example/?e=2#part'],
  ];
  for (const [written, second] of rows) {
    it(`is ${written} first, then ${second}`, () => {
      const [first, next] = [takeAddress(written), takeAddress(written)];
      expect([first[0], next[0]]).to.deep.equal([written, second]);
      for (const [, free] of [first, next]) free();
    });
  }

  it('is free again when the frame is gone', () => {
    const url = 'https://portal.example/free';
    const [one, two] = [takeAddress(url), takeAddress(url)];
    one[1]();
    const three = takeAddress(url);
    expect([one, two, three].map(([address]) => address)).to.deep.equal([url, `${url}?e=2`, url]);
    two[1]();
    three[1]();
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
