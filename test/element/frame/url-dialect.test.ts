/** The element with a real portal of the url dialect, in a real cross-origin frame. */
import { expect } from '@open-wc/testing';
import { embed, expectHeight } from '../../support/page/embed.js';

describe('<refport-embed> in the url dialect', () => {
  it('waits for the token, loads the portal with it, shows it at its first height', async () => {
    const { portal, log, logged, frame } = await embed({ delivery: 'url', attributes: { theme: 'dark' } });
    await logged('resize 444');
    expect(log).to.deep.equal(['status loading', 'token', 'status ready', 'ready', 'resize 444']);
    const [loaded] = await portal.notes(1);
    expect(loaded).to.deep.equal({
      about: 'loaded',
      token: 'pt_test_1',
      dynamicHeight: 'true',
      theme: 'dark',
      cssVars: null,
    });
    await expectHeight(frame(), 444);
  });

  it("says system when nothing on the page decides, so that the portal follows the system's changes", async () => {
    const { portal } = await embed({ delivery: 'url' });
    expect((await portal.notes(1))[0]).to.include({ theme: 'system' });
  });

  const words: [what: string, message: unknown][] = [
    ['an ERROR with an object', { event: 'ERROR', data: { code: 'UNAUTHORIZED', message: 'expired' } }],
    ['an ERROR with a string', { event: 'ERROR', data: 'Token expired' }],
    ['the bare word', 'TOKEN_EXPIRED'],
  ];
  for (const [what, message] of words) {
    it(`${what}: a second frame loads behind the first, and takes its place`, async () => {
      const { element, portal, logged, frame, order } = await embed({ delivery: 'url' });
      await logged('ready');
      const first = frame();
      const entries = history.length;
      order({ order: 'post', message });
      await logged('status refreshing');
      expect(frame()).to.equal(first); // still on screen
      await logged('status ready', 2);
      expect(frame()).not.to.equal(first);
      expect(element.shadowRoot?.querySelectorAll('iframe')).to.have.length(1);
      expect((await portal.notes(2)).map(({ token }) => token)).to.deep.equal(['pt_test_1', 'pt_test_2']);
      expect(history.length).to.equal(entries);
    });
  }

  it('takes neither focus nor place away from what the visitor is doing meanwhile', async () => {
    const { element, logged, order } = await embed({ delivery: 'url' });
    await logged('resize 444');
    const input = document.createElement('input');
    const spacer = document.createElement('div');
    spacer.style.height = '3000px';
    element.after(input, spacer);
    input.focus();
    scrollTo(0, 300);
    order({ order: 'post', message: 'TOKEN_EXPIRED' });
    await logged('status ready', 2);
    await element.updateComplete;
    expect(document.activeElement).to.equal(input);
    expect(scrollY).to.equal(300);
  });

  const foreign: unknown[] = [
    null,
    0,
    'hello',
    [],
    { event: 'PAGE_HEIGHT' },
    { event: 'PAGE_HEIGHT', data: { height: '900' } },
    { event: 'PAGE_HEIGHT', data: { height: Infinity } },
    { type: 'webpackOk' },
    { originator: 'Dub' },
  ];
  it('other words are nobody’s business', async () => {
    const { log, logged, order } = await embed({ delivery: 'url' });
    await logged('resize 444');
    const before = log.length;
    for (const message of foreign) order({ order: 'post', message });
    order({ order: 'post', message: { event: 'PAGE_HEIGHT', data: { height: 555 } } });
    await logged('resize 555');
    expect(log.slice(before)).to.deep.equal(['resize 555']);
  });

  it('tells the portal the language, and leaves auto to the portal', async () => {
    document.documentElement.style.colorScheme = 'dark';
    const { frame, logged } = await embed({ delivery: 'url', attributes: { locale: 'de-AT' } });
    await logged('ready');
    document.documentElement.removeAttribute('style');
    const { searchParams } = new URL(frame().src);
    expect([searchParams.get('locale'), searchParams.get('theme')]).to.deep.equal(['de-AT', 'system']);
  });

  it('leaves a portal alone that reports an error which is not about its token', async () => {
    const { endpoint, log, logged, order } = await embed({ delivery: 'url' });
    await logged('resize 444');
    const before = log.length;
    for (let times = 0; times < 5; times++) {
      order({
        order: 'post',
        message: { event: 'ERROR', data: { code: 'PAYOUTS_DOWN', message: 'Later.' } },
      });
    }
    order({ order: 'post', message: { event: 'PAGE_HEIGHT', data: { height: 555 } } });
    await logged('resize 555');
    expect(log.slice(before)).to.deep.equal(['resize 555']);
    expect(await endpoint.requests()).to.have.length(1);
  });

  it('does not listen to its words in a frame that speaks the channel dialect: no downgrade', async () => {
    const { log, logged, order } = await embed({ delivery: 'url' });
    await logged('resize 444');
    const before = log.length;
    order({ order: 'post', message: { refport: 1, t: 'hello', v: [1], doc: 'a' } });
    order({ order: 'post', message: { event: 'PAGE_HEIGHT', data: { height: 555 } } });
    order({ order: 'post', message: 'TOKEN_EXPIRED' });
    const notes = await new Promise<string[]>((resolve) => {
      addEventListener('message', function listen({ data }: MessageEvent) {
        if (data !== 'last') return;
        removeEventListener('message', listen);
        resolve(log.slice(before));
      });
      order({ order: 'post', message: 'last' });
    });
    expect(notes).to.deep.equal([]);
  });
});
