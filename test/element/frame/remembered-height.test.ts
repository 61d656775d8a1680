/** The height of the last visit is room on the next one, and nothing more than a number. */
import { expect } from '@open-wc/testing';
import { embed, expectHeight, type Embedded } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve, serveToken } from '../../support/page/serve.js';

const HANGS = { instead: 'hang' } as const;

const kept = (): [string, string][] =>
  Object.entries(sessionStorage).filter(([key]) => key.startsWith('refport-embed:'));

/** An embed that was seen at 333 pixels, and then left. */
async function seenOnce(): Promise<Embedded> {
  const embedded = await embed();
  await embedded.logged('resize 333');
  embedded.element.remove();
  return embedded;
}

/** The same, on another visit, and the room that it has before anything is known. */
async function next({ portal }: Embedded, attributes = {}, answer: object = HANGS): Promise<Embedded> {
  return embed({ portal, attributes, endpoint: serveToken(answer) });
}

describe('the height of the last visit', () => {
  beforeEach(() => sessionStorage.clear());

  it('is room from the first rendering on, for words too, and goes when the portal asks for another', async () => {
    const { element, logged, log, frame, order } = await next(await seenOnce(), {}, { status: 429 });
    expect(element.clientHeight).to.equal(333);
    await logged('status failed');
    await element.updateComplete;
    expect(element.clientHeight).to.equal(333);
    element.setAttribute('token-endpoint', serveToken().url);
    await logged('ready');
    expect(element.clientHeight).to.equal(333);
    await logged('resize 333');
    order({ order: 'resize', px: 250 });
    await logged('resize 250');
    await expectHeight(frame(), 250);
    expect(log.filter((line) => line.startsWith('resize'))).to.deep.equal(['resize 333', 'resize 250']);
    expect(kept().map(([, px]) => px)).to.deep.equal(['250']);
  });

  it('keeps within the bounds of the page', async () => {
    const seen = await seenOnce();
    const lower = await next(seen, { 'max-height': '200' });
    expect(lower.element.clientHeight).to.equal(200);
    lower.element.remove();
    expect((await next(seen, { 'min-height': '400' })).element.clientHeight).to.equal(400);
  });

  it('is one for each portal, and for each embed of the page', async () => {
    const seen = await seenOnce();
    const elsewhere = { ...seen, portal: serve(origins.portal, '/fixtures/portal.html') };
    expect((await next(elsewhere)).element.clientHeight).to.be.below(100);
    expect((await next(seen)).element.clientHeight).to.be.below(100); // the second of the page now
  });

  it('is a number under a name that says nothing about the page', async () => {
    await seenOnce();
    const [[key, px] = []] = kept();
    expect(key).to.match(/^refport-embed:height:\w{1,7}$/);
    expect(px).to.equal('333');
  });

  it('is forgotten when the visitor is refused, and the room stays as long as the page', async () => {
    const { element, logged } = await next(await seenOnce(), {}, { status: 403 });
    await logged('error FORBIDDEN');
    await element.updateComplete;
    expect([element.clientHeight, kept()]).to.deep.equal([333, []]);
  });

  it('is no room when the page has forgotten the partner', async () => {
    const { element, logged } = await embed();
    await logged('resize 333');
    element.reset();
    await element.updateComplete;
    expect(element.clientHeight).to.be.below(100);
  });

  for (const nonsense of ['', '-1', '1e3', '12.5', 'NaN', '123456', '333px', '{}']) {
    it(`is nothing when the storage holds “${nonsense}”`, async () => {
      const seen = await seenOnce();
      for (const [key] of kept()) sessionStorage.setItem(key, nonsense);
      expect((await next(seen)).element.clientHeight).to.be.below(100);
    });
  }

  it('F26 · is nothing when whoever looks at the storage is thrown at', async () => {
    const own = Object.getOwnPropertyDescriptor(window, 'sessionStorage');
    Object.defineProperty(window, 'sessionStorage', {
      configurable: true,
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
    try {
      const seen = await seenOnce();
      expect((await next(seen)).element.clientHeight).to.be.below(100);
    } finally {
      if (own) Object.defineProperty(window, 'sessionStorage', own);
    }
    expect(kept()).to.deep.equal([]);
  });
});
