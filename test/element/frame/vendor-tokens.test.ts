/** The end of a token in the portals of four vendors, which tell of it late, or never, in real cross-origin frames. */
import { expect } from '@open-wc/testing';
import type { Answer } from '../../support/world/answer.js';
import { setTab } from '../../support/page/tab.js';
import { stopClock } from '../../support/page/stopped-clock.js';
import {
  embedOf,
  errorsIn,
  LIFE,
  loadedWith,
  portalOf,
  takeFor,
  VENDOR_NAMES,
} from '../../support/page/vendors.js';

const MINUTE = 60_000;

describe('the token of a vendor', () => {
  afterEach(() => takeFor(undefined));

  for (const name of VENDOR_NAMES) {
    it(`F12 · ${name}: a silent expiry while somebody looks is bridged by a new frame behind the old one`, async () => {
      const clock = stopClock();
      const embedded = await embedOf(name);
      const { element, portal, logged, frame } = embedded;
      await logged('ready');
      const first = frame();
      await clock.pass(LIFE - 10_000);
      expect(await loadedWith(portal, 1)).to.deep.equal(['t1']);
      await clock.pass(10_000);
      await logged('token', 2);
      expect(frame()).to.equal(first); // on the screen until the next one is there
      await logged('status ready', 2);
      expect(frame()).not.to.equal(first);
      expect(element.shadowRoot?.querySelectorAll('iframe')).to.have.length(1);
      expect([await loadedWith(portal, 2), errorsIn(embedded)]).to.deep.equal([['t1', 't2'], []]);
    });
  }

  for (const name of VENDOR_NAMES) {
    it(`F12 · ${name}: has a new token when somebody comes back to the tab after the end of the last one`, async () => {
      const clock = stopClock();
      const { portal, logged, frame } = await embedOf(name);
      await logged('ready');
      frame().focus(); // the partner was at work in it when they left
      setTab('hidden');
      await clock.pass(2 * LIFE);
      expect(await loadedWith(portal, 1)).to.deep.equal(['t1']);
      setTab('visible');
      await logged('status ready', 2);
      expect(await loadedWith(portal, 2)).to.deep.equal(['t1', 't2']);
    });
  }

  for (const name of ['refport', 'dub'] as const) {
    it(`${name}: has a new token as soon as it says in its own words that the last one has expired`, async () => {
      const { portal, logged, frame } = await embedOf(name);
      await logged('ready');
      frame().contentWindow?.postMessage('expire', '*');
      await logged('status ready', 2);
      expect(await loadedWith(portal, 2)).to.deep.equal(['t1', 't2']);
    });
  }

  it('is not replaced while the partner is in the frame, and is when they have left it', async () => {
    const clock = stopClock();
    const { element, endpoint, portal, logged, frame } = await embedOf('affonso');
    await logged('ready');
    frame().focus();
    await clock.pass(LIFE + 5 * MINUTE);
    expect(await loadedWith(portal, 1)).to.deep.equal(['t1']);
    element.querySelector('a')?.focus();
    // Browsers tell of it or not; within half a minute it is seen. In steps, or the request would run out of its time.
    for (let ms = 0; ms < 30_000 && (await endpoint.requests()).length < 2; ms += 5_000)
      await clock.pass(5_000);
    await logged('status ready', 2);
    expect(await loadedWith(portal, 2)).to.deep.equal(['t1', 't2']);
    expect(document.activeElement).to.equal(element.querySelector('a'));
  });

  for (const refresh of ['manual', 'never']) {
    it(`is not replaced with refresh="${refresh}"`, async () => {
      const clock = stopClock();
      const { endpoint, logged } = await embedOf('dub', { attributes: { refresh } });
      await logged('ready');
      await clock.pass(LIFE + 5 * MINUTE);
      expect(await endpoint.requests()).to.have.length(1);
    });
  }

  const notFound: Answer = { status: 404, body: '<!doctype html><title>404</title>Not found' };
  for (const name of ['refport', 'dub'] as const) {
    it(`${name}: a token that was dead at load, and a page that says nothing of it: another token, once`, async () => {
      const clock = stopClock();
      const portal = portalOf(name, { answers: [notFound, {}] });
      const embedded = await embedOf(name, { portal });
      const { element, logged, words, linkVisible, frame } = embedded;
      await portal.requests(1);
      await clock.pass(10_000);
      await clock.pass(1_000);
      await logged('resize 444');
      await element.updateComplete;
      expect(await loadedWith(portal, 2)).to.deep.equal(['t1', 't2']);
      expect(frame().src).to.include('t2');
      expect([element.status, element.error, words(), linkVisible()]).to.deep.equal([
        'ready',
        undefined,
        '',
        false,
      ]);
    });

    it(`${name}: that is not found with the second token either stays with the link, and asks no more`, async () => {
      const clock = stopClock();
      const portal = portalOf(name, { answers: [notFound] });
      const embedded = await embedOf(name, { portal });
      const { element, logged, words, linkVisible } = embedded;
      await portal.requests(1);
      await clock.pass(10_000);
      await clock.pass(1_000);
      await logged('token', 2);
      await portal.requests(2);
      await clock.pass(5 * MINUTE);
      await element.updateComplete;
      expect(await loadedWith(portal, 2)).to.deep.equal(['t1', 't2']);
      expect([element.status, errorsIn(embedded)]).to.deep.equal(['ready', ['error PORTAL_SILENT']]);
      expect(words()).to.match(/If you see nothing/);
      expect(linkVisible()).to.equal(true);
    });
  }
});
