/** The element with a real portal of the channel dialect, in a real cross-origin frame. */
import { expect, oneEvent } from '@open-wc/testing';
import { embed, expectHeight } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve, serveToken } from '../../support/page/serve.js';

describe('<refport-embed> in the channel dialect', () => {
  it('fetches a token, hands it to the portal, shows it at its height', async () => {
    const { element, endpoint, portal, log, logged, frame, words, linkVisible } = await embed();
    await logged('resize 333');
    await logged('ready');
    await element.updateComplete;
    expect(log.filter((line) => !line.startsWith('resize'))).to.deep.equal([
      'status loading',
      'token',
      'status ready',
      'ready',
    ]);
    const given = (await portal.notes(3)).filter(({ about }) => about === 'token');
    expect(given).to.have.length(1);
    expect(given[0]).to.include({ token: 'pt_test_1', n: 1 });
    expect(given[0]?.['expiresInSeconds']).to.be.closeTo(1800, 5);
    expect(await endpoint.requests()).to.have.length(1);
    expect((await portal.requests()).map(({ url }) => url.includes('pt_test'))).to.deep.equal([false]);
    await expectHeight(frame(), 333);
    expect(words()).to.equal('');
    expect(linkVisible()).to.equal(false);
    expect(element.expiresAt?.getTime()).to.be.closeTo(Date.now() + 1_800_000, 5_000);
  });

  it('starts token and portal side by side', async () => {
    const endpoint = serveToken({ instead: 'hang' });
    const { portal } = await embed({ endpoint });
    await Promise.all([endpoint.requests(1), portal.requests(1)]);
  });

  it('hands over a new token when the portal says that the last has expired, and nothing reloads', async () => {
    const { endpoint, portal, log, logged, order } = await embed();
    await logged('ready');
    const before = log.length;
    order({ order: 'tokenExpired' });
    await logged('token', 2);
    await logged('status ready', 2);
    expect(log.slice(before).filter((line) => !line.startsWith('resize'))).to.deep.equal([
      'status refreshing',
      'token',
      'status ready',
    ]);
    expect(await endpoint.requests()).to.have.length(2);
    expect(await portal.requests()).to.have.length(1);
    const tokens = (await portal.notes(4)).filter(({ about }) => about === 'token');
    expect(tokens.map(({ token }) => token)).to.deep.equal(['pt_test_1', 'pt_test_2']);
  });

  it('gives a portal that has reloaded its token again', async () => {
    const { endpoint, portal, logged, frame } = await embed();
    await logged('ready');
    frame().contentWindow?.location.replace(portal.url); // as a link inside the portal would
    await logged('status ready', 2);
    const notes = await portal.notes(6); // locale, theme and token, from either document
    expect(notes.filter(({ about }) => about === 'token').map(({ token }) => token)).to.deep.equal([
      'pt_test_1',
      'pt_test_1', // it is still good
    ]);
    expect(await endpoint.requests()).to.have.length(1);
  });

  it('goes with the portal when the element is moved', async () => {
    const { element, endpoint, portal, logged } = await embed();
    await logged('ready');
    document.body.append(element); // an iframe that is moved loads anew
    element.addEventListener('refport-token', () => undefined);
    await portal.requests(2);
    await oneEvent(element, 'refport-token');
    expect(element.status).to.equal('refreshing');
    expect(await endpoint.requests()).to.have.length(1);
    element.remove();
  });

  it('keeps its portal when it is moved by moveBefore', async function () {
    const { element, portal, logged, order, frame } = await embed();
    const target = document.body as HTMLElement & { moveBefore?(node: Node, child: Node | null): void };
    if (!target.moveBefore) return this.skip(); // WebKitGTK 2.50
    await logged('ready');
    await logged('resize 333');
    const { contentWindow } = frame();
    target.moveBefore(element, null);
    const isKept = frame().contentWindow === contentWindow;
    // Firefox 153 keeps a frame that is moved itself, and reloads one inside of a shadow root that is moved.
    expect(isKept).to.equal(!navigator.userAgent.includes('Firefox'));
    if (isKept) {
      order({ order: 'resize', px: 444 }); // the same document still listens, and is still heard
      const { detail } = await oneEvent<CustomEvent<{ height: number }>>(element, 'refport-resize');
      expect(detail.height).to.equal(444);
    } else {
      await oneEvent(element, 'refport-token'); // which is given to it again
    }
    expect(await portal.requests()).to.have.length(isKept ? 1 : 2);
    element.remove();
  });

  it('says so when the partner signs out inside the portal', async () => {
    const { log, logged, order, words, linkVisible, element } = await embed();
    await logged('ready');
    order({ order: 'signedOut' });
    await logged('error UNAUTHENTICATED');
    await element.updateComplete;
    expect(log.at(-2)).to.equal('status failed');
    expect(words()).to.match(/signed out/);
    expect(linkVisible()).to.equal(true);
  });

  it('reports what the portal reports, as plain text', async () => {
    const { element, logged, order } = await embed();
    await logged('ready');
    order({ order: 'error', code: 'PAYOUTS_DOWN', message: '<b>No</b> pay\nouts' });
    await logged('error PORTAL_ERROR');
    expect(element.error?.message).to.equal('The portal reports PAYOUTS_DOWN: <b>No</b> pay outs.');
  });

  it('follows the height of the portal, within the bounds of the page', async () => {
    const { logged, order, frame } = await embed({
      attributes: { 'min-height': '200', 'max-height': '500' },
    });
    await logged('resize 333');
    await logged('ready');
    order({ order: 'resize', px: 450 });
    await logged('resize 450');
    await expectHeight(frame(), 450);
    order({ order: 'resize', px: 5_000 });
    await logged('resize 500');
    order({ order: 'resize', px: 10 });
    await logged('resize 200');
    await expectHeight(frame(), 200);
  });

  it('holds a portal that is always a little higher than its frame', async function () {
    this.timeout(20_000);
    const portal = serve(origins.portal, '/fixtures/growing.html');
    const { element, logged, frame } = await embed({ portal });
    await logged('ready');
    // Over, when it has asked for nothing in a while: that it stops is what is tested.
    await new Promise<void>((resolve) => {
      let timer = setTimeout(resolve, 3_000);
      element.addEventListener('refport-resize', () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, 3_000);
      });
    });
    expect(frame().getBoundingClientRect().height).to.be.within(120, 3_000);
  });

  it('tells the portal about theme and language, at the start and when they change', async () => {
    const { element, portal, logged } = await embed({ attributes: { theme: 'dark', locale: 'de-AT' } });
    await logged('ready');
    element.setAttribute('theme', 'light');
    element.setAttribute('locale', 'fr');
    const notes = await portal.notes(5);
    expect(notes.filter(({ about }) => about === 'theme').map(({ theme }) => theme)).to.include.members([
      'dark',
      'light',
    ]);
    expect(notes.filter(({ about }) => about === 'locale').map(({ locale }) => locale)).to.include.members([
      'de-AT',
      'fr',
    ]);
  });

  it('takes another min-height and max-height at once', async () => {
    const { element, logged, frame } = await embed();
    await logged('resize 333');
    await logged('ready');
    element.setAttribute('max-height', '300');
    await logged('resize 300');
    element.setAttribute('min-height', '400');
    await logged('resize 400');
    await expectHeight(frame(), 400);
  });

  it('says that a portal of another protocol needs another script', async () => {
    const portal = serve(origins.portal, '/fixtures/compromised.html?refport=2');
    const { logged } = await embed({ portal });
    await logged('error PROTOCOL_VERSION');
  });
});
