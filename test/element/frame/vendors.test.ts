/** The portals of four vendors in the url dialect, in real cross-origin frames: what each takes and says, and how it is shown. */
import { expect } from '@open-wc/testing';
import { expectHeight, shows } from '../../support/page/embed.js';
import {
  embedOf,
  errorsIn,
  LIFE,
  loadedWith,
  portalOf,
  takeFor,
  VENDOR_NAMES,
  type VendorName,
} from '../../support/page/vendors.js';
import { stopClock } from '../../support/page/stopped-clock.js';

describe('the portal of a vendor', () => {
  afterEach(() => takeFor(undefined));

  const shown: [name: VendorName, height: number, link: boolean][] = [
    ['refport', 444, false],
    ['dub', 444, false],
    ['affonso', 300, true],
    ['tolt', 300, false],
  ];
  for (const [name, height, link] of shown) {
    it(`${name}: is shown at once, ${height} px high, ${link ? 'with the link under it' : 'without the link'}, and without a doubt`, async () => {
      stopClock(); // so that no deadline has shown it
      const embedded = await embedOf(name);
      const { element, logged, words, linkVisible, frame } = embedded;
      await logged('ready');
      if (height === 444) await logged('resize 444');
      await element.updateComplete;
      expect([words(), linkVisible(), errorsIn(embedded)]).to.deep.equal(['', link, []]);
      await expectHeight(frame(), height);
      if (link) {
        const top = element.querySelector('a')?.getBoundingClientRect().top ?? 0;
        expect(top, 'under the frame').to.be.at.least(frame().getBoundingClientRect().bottom);
      }
    });
  }

  for (const shape of ['type', 'event', 'bare']) {
    it(`tolt: its word counts, in this shape: ${shape}; and from every origin`, async () => {
      stopClock();
      const portal = portalOf('tolt', { query: `?shape=${shape}` });
      takeFor(undefined);
      const embedded = await embedOf('tolt', { portal });
      await embedded.logged('ready');
      expect(errorsIn(embedded)).to.deep.equal([]);
    });
  }

  for (const name of VENDOR_NAMES) {
    it(`${name}: the life of its token is known`, async () => {
      const before = Date.now();
      const { element, logged } = await embedOf(name);
      await logged('token');
      const lifeMs = Number(element.expiresAt) - before;
      expect(lifeMs).to.be.within(LIFE - 1_000, LIFE + 5_000);
    });
  }

  const queries: [name: VendorName, query: Record<string, string>][] = [
    [
      'refport',
      {
        token: 't1',
        theme: 'dark',
        dynamicHeight: 'true',
        locale: 'de-AT',
        cssVars: '{"--background":"#1a2b3c"}',
      },
    ],
    ['affonso', { token: 't1', theme: 'dark', lang: 'de', bg: '1a2b3c' }],
    [
      'dub',
      { token: 't1', theme: 'dark', dynamicHeight: 'true', themeOptions: '{"backgroundColor":"#1a2b3c"}' },
    ],
    ['tolt', { token: 't1', theme: 'dark' }],
  ];
  for (const [name, query] of queries) {
    it(`${name}: its address has what it takes, and nothing else`, async () => {
      const portal = portalOf(name);
      const { logged } = await embedOf(name, {
        portal,
        attributes: { theme: 'dark', locale: 'de-AT', style: '--refport-background: #1a2b3c' },
      });
      await logged('ready');
      const [{ url } = { url: '' }] = await portal.requests(1);
      const { id: _id, host: _host, ...sent } = Object.fromEntries(new URLSearchParams(url.split('?')[1]));
      expect(sent).to.deep.equal(query);
    });
  }

  it('affonso: takes a background that is no hex colour for none', async () => {
    const { logged, frame } = await embedOf('affonso', {
      attributes: { style: '--refport-background: rgb(1 2 3)' },
    });
    await logged('ready');
    expect(new URL(frame().src).searchParams.has('bg')).to.equal(false);
  });

  for (const [name, link] of [
    ['affonso', true],
    ['tolt', false],
  ] as const) {
    it(`${name}: that takes more than ten seconds is shown with a doubt, which goes when it is there`, async () => {
      const clock = stopClock();
      const embedded = await embedOf(name, { portal: portalOf(name, { answers: [{ held: true }] }) });
      const { element, portal, logged, words, linkVisible } = embedded;
      await portal.requests(1);
      await clock.pass(10_000);
      await logged('error PORTAL_SILENT');
      await element.updateComplete;
      expect(words()).to.match(/If you see nothing/);
      await portal.letGo();
      await shows(embedded, () => words() === '');
      expect([element.status, element.error, linkVisible()]).to.deep.equal(['ready', undefined, link]);
    });
  }

  it('of an unknown origin keeps its ten seconds, and the doubt', async () => {
    const clock = stopClock();
    const portal = portalOf('affonso');
    takeFor(undefined);
    const { element, logged, log, words } = await embedOf('affonso', { portal });
    await portal.requests(1);
    await clock.pass(9_500);
    expect(log).to.deep.equal(['status loading', 'token']);
    await clock.pass(60_000);
    await logged('error PORTAL_SILENT');
    await element.updateComplete;
    expect(words()).to.match(/If you see nothing/);
    expect(await loadedWith(portal, 1)).to.deep.equal(['t1']);
  });
});
