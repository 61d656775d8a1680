/** Every state that a partner can see, as those see it who do not see it: by axe, and by what a screen reader is given. */
import { expect } from '@open-wc/testing';
import { EmbedError } from '../../../src/element/index.js';
import { embed, says, type Embedded } from '../../support/page/embed.js';
import { PARTNER_STATES } from '../../support/page/partner-states.js';
import { TokenDesk } from '../../support/page/token-desk.js';

const partOf = ({ element }: Embedded, selector: string): HTMLElement => {
  const found = element.renderRoot.querySelectorAll<HTMLElement>(selector);
  expect(found, selector).to.have.length(1);
  return found[0] as HTMLElement;
};

describe('<refport-embed> in every state', () => {
  const { style } = document.documentElement;
  afterEach(() => {
    style.removeProperty('color-scheme');
    style.removeProperty('background');
  });

  for (const { what, status, words, hasLink, hasRetry, reach } of PARTNER_STATES) {
    it(`${what}: on a light page and on a dark one, and to a screen reader`, async function () {
      this.timeout(30_000);
      const embedded = await reach();
      const { element, linkVisible } = embedded;
      for (const scheme of ['light', 'dark']) {
        style.colorScheme = scheme;
        style.background = 'Canvas';
        await expect(element).to.be.accessible();
      }
      expect(linkVisible()).to.equal(hasLink);
      expect(element.renderRoot.querySelector('button') !== null).to.equal(hasRetry);

      const region = partOf(embedded, '[role=status]');
      expect(region.innerText.trim()).to.match(words); // so it is still the state in question
      expect(region.closest('[aria-busy=true], [inert], [aria-hidden=true]')).to.equal(null);
      expect(element.renderRoot.querySelector('.skeleton:not([aria-hidden=true])')).to.equal(null);

      const frames = partOf(embedded, '.frames');
      expect(frames.ariaBusy).to.equal(String(status === 'loading' || status === 'refreshing'));
      expect(frames.inert).to.equal(status !== 'ready' && status !== 'refreshing');
      for (const iframe of frames.querySelectorAll('iframe')) {
        expect(iframe.title).to.equal('Referral portal');
        expect(iframe.checkVisibility({ opacityProperty: true, visibilityProperty: true })).to.equal(
          !frames.inert,
        );
      }
      expect(element.renderRoot.querySelector('[autofocus]')).to.equal(null);
    });
  }
});

describe('what a screen reader is told by <refport-embed>', () => {
  /** What is said from now on, each time that something in the region changes. */
  function listen(embedded: Embedded): string[] {
    const region = partOf(embedded, '[role=status]');
    const said: string[] = [];
    new MutationObserver(() => {
      const words = region.innerText.trim();
      if (words) said.push(words);
    }).observe(region, { childList: true, characterData: true, subtree: true });
    return said;
  }

  it('each thing once, in one place, from the first attempt to the last', async () => {
    const desk = new TokenDesk();
    const embedded = await embed({ attributes: { 'token-endpoint': '', refresh: 'manual' } });
    const { element, logged, order } = embedded;
    const region = partOf(embedded, '[role=status]');
    const said = listen(embedded);
    const press = (): void => partOf(embedded, 'button').click();

    element.fetchToken = desk.fetchToken;
    await says(embedded, /^Loading/);
    desk.refuse(new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.'));
    await says(embedded, /^You are signed out/);
    press();
    await says(embedded, /^Loading/);
    desk.give('pt_1');
    await logged('ready');
    await says(embedded, /^$/);
    order({ order: 'tokenExpired' });
    await says(embedded, /^Your session/);
    press();
    await says(embedded, /^Loading/);
    desk.give('pt_2');
    await logged('status ready', 2);

    expect(said).to.deep.equal([
      'Loading your referral portal…',
      'You are signed out. Sign in again to see your referral portal.',
      'Loading your referral portal…',
      'Your session in the portal has ended.',
      'Loading your referral portal…',
    ]);
    expect(partOf(embedded, '[role=status]')).to.equal(region);
  });

  it('nothing, when the portal is there within a moment, and nothing for a new token', async () => {
    const desk = new TokenDesk();
    desk.give('pt_1');
    desk.give('pt_2');
    const embedded = await embed({ attributes: { 'token-endpoint': '' } });
    const said = listen(embedded);
    embedded.element.fetchToken = desk.fetchToken;
    await embedded.logged('ready');
    const sinceReady = said.length; // a slow machine may have been told that it loads
    await embedded.element.refresh();
    await embedded.logged('status ready', 2);
    await embedded.element.updateComplete;
    expect(said.slice(sinceReady)).to.deep.equal([]);
    expect(said.filter((words) => !words.startsWith('Loading'))).to.deep.equal([]);
  });
});
