/** What the first browser SDK of this kind permitted (docs/security.md), attempted against this one. */
import { expect } from '@open-wc/testing';
import { embed, expectHeight } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve } from '../../support/page/serve.js';

/** A hidden frame on the page, such as an advertisement, that speaks to the page. */
async function advertisement(...messages: unknown[]): Promise<void> {
  const impostor = serve(origins.evil, '/fixtures/impostor.html');
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = impostor.url;
  document.body.append(frame);
  await impostor.notes(1);
  const last = crypto.randomUUID();
  const heard = new Promise<void>((resolve) => {
    addEventListener('message', function listen({ data }: MessageEvent) {
      if (data !== last) return;
      removeEventListener('message', listen);
      resolve();
    });
  });
  frame.contentWindow?.postMessage({ order: 'post', messages: [...messages, last] }, '*');
  await heard;
  frame.remove();
}

describe('attacks', () => {
  for (const [what, height] of [
    ['a page 30 million pixels high', 3e7],
    ['a portal 0 pixels high', 0],
  ] as const) {
    it(`${what}, by a message of an advertisement`, async () => {
      const { logged, log, frame } = await embed({ delivery: 'url' });
      await logged('resize 444');
      const before = log.length;
      await advertisement({ event: 'PAGE_HEIGHT', data: { height } }, { t: 'height', px: height });
      expect(log.slice(before)).to.deep.equal([]);
      await expectHeight(frame(), 444);
    });
  }

  it('a page 30 million pixels high, by the portal itself', async () => {
    const { logged, order, frame } = await embed({ delivery: 'url' });
    await logged('resize 444');
    order({ order: 'post', message: { event: 'PAGE_HEIGHT', data: { height: 3e7 } } });
    await logged('resize 8000');
    await expectHeight(frame(), 8000);
  });

  it('a portal 0 pixels high, by the portal itself', async () => {
    const { logged, log, order } = await embed({ delivery: 'url' });
    await logged('resize 444');
    order({ order: 'post', message: { event: 'PAGE_HEIGHT', data: { height: 0 } } });
    order({ order: 'post', message: { event: 'PAGE_HEIGHT', data: { height: 555 } } });
    await logged('resize 555');
    expect(log.filter((line) => line.startsWith('resize'))).to.deep.equal(['resize 444', 'resize 555']);
  });

  it('markup in an error that the page might show', async () => {
    const { element, logged, order } = await embed();
    await logged('ready');
    await advertisement({ event: 'ERROR', data: { message: '<img src=x onerror=alert(1)>' } });
    expect(element.error).to.equal(undefined);
    order({ order: 'error', code: 'X', message: '<img src=x onerror=alert(1)>' });
    await logged('error PORTAL_ERROR');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    expect(element.shadowRoot?.textContent).not.to.contain('onerror');
  });

  it('code in place of the portal’s URL', async () => {
    for (const url of ['javascript:document.title="owned"//', 'data:text/html,owned', location.href]) {
      const { element } = await embed({ attributes: { 'portal-url': url } });
      expect(element.error?.code).to.equal('CONFIG');
      expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
    }
    expect(document.title).not.to.equal('owned');
  });

  it('the token in the address of the frame', async () => {
    performance.clearResourceTimings(); // of the embeds above, which had it there by intention
    const { logged, frame, portal } = await embed();
    await logged('ready');
    expect(frame().src).not.to.contain('pt_test_');
    expect(
      performance
        .getEntries()
        .map(({ name }) => name)
        .join(),
    ).not.to.contain('pt_test_');
    expect((await portal.requests()).map(({ url }) => url).join()).not.to.contain('pt_test_');
  });

  for (const [how, outcome] of [
    ['navigate the host', 'SecurityError'],
    ['show a dialog', 'false'],
  ] as const) {
    it(`a portal that tries to ${how}`, async () => {
      const portal = serve(origins.portal, '/fixtures/compromised.html');
      const { logged, order } = await embed({ portal });
      await logged('ready');
      order({ order: 'escape', how });
      const notes = await portal.notes(2);
      expect(notes.find(({ about }) => about === 'escape')?.['outcome']).to.equal(outcome);
    });
  }

  it('200,000 messages', async function () {
    this.timeout(60_000);
    const portal = serve(origins.portal, '/fixtures/compromised.html');
    const { element, logged, order } = await embed({ portal });
    await logged('ready');
    order({
      order: 'flood',
      by: 'post',
      times: 200_000,
      message: { event: 'PAGE_HEIGHT', data: { height: 1 } },
    });
    await logged('error FLOOD');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
  });

  it('a token that dies while the portal is on screen', async () => {
    const { logged, order, endpoint } = await embed();
    await logged('ready');
    order({ order: 'tokenExpired' });
    await logged('token', 2);
    await logged('status ready', 2);
    expect(await endpoint.requests()).to.have.length(2);
  });

  it('a frame without a sandbox, and with the page’s address for a referrer', async () => {
    const { logged, frame, portal } = await embed();
    await logged('ready');
    expect(frame().sandbox.contains('allow-top-navigation')).to.equal(false);
    expect(frame().sandbox.length).to.equal(6);
    expect((await portal.requests())[0]?.headers['referer']).to.equal(`${location.origin}/`);
  });
});
