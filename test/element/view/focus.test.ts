/** The focus: never taken from whoever has it, and never lost when what has it goes away. */
import { expect } from '@open-wc/testing';
import { EmbedError } from '../../../src/element/index.js';
import { SANDBOX } from '../../../src/element/frame/frame.js';
import { embed, says, type Embedded, type EmbedOptions } from '../../support/page/embed.js';
import { comeToFront, expectFocusOn, focused, pressEnter, pressTab } from '../../support/page/keyboard.js';
import { origins } from '../../support/page/origins.js';
import { serve } from '../../support/page/serve.js';
import { TokenDesk } from '../../support/page/token-desk.js';

const SIGNED_OUT = new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.');
const NO_ACCESS = new EmbedError('FORBIDDEN', 'Not this one.');

/** An embed whose tokens come from a desk. */
async function atDesk(options: EmbedOptions = {}): Promise<Embedded & { desk: TokenDesk }> {
  const desk = new TokenDesk();
  const attributes = { 'token-endpoint': '', ...options.attributes };
  const embedded = await embed({ ...options, attributes });
  embedded.element.fetchToken = desk.fetchToken;
  return { ...embedded, desk };
}

/** It has failed, and the partner is on the button. */
async function atButton(options?: EmbedOptions) {
  const embedded = await atDesk(options);
  embedded.desk.refuse(SIGNED_OUT);
  await says(embedded, /signed out/);
  const button = embedded.element.renderRoot.querySelector('button') as HTMLButtonElement;
  button.focus();
  return { ...embedded, button };
}

/** The partner is in the portal. */
async function inPortal(options?: EmbedOptions) {
  const embedded = await atDesk(options);
  embedded.desk.give('pt_1');
  await embedded.logged('ready');
  await embedded.element.updateComplete;
  embedded.frame().focus();
  expectFocusOn(embedded.frame());
  return embedded;
}

before(comeToFront);

describe('whoever is elsewhere on the page', () => {
  for (const where of ['a field of the page', 'nowhere'] as const) {
    it(`stays there (${where}), when the portal comes, fails, comes again, and goes`, async () => {
      const embedded = await atDesk();
      const { element, desk, logged, order } = embedded;
      const place = where === 'nowhere' ? document.body : document.createElement('input');
      if (place !== document.body) element.before(place);
      place.focus();
      desk.give('pt_1');
      await logged('ready');
      await element.updateComplete;
      expectFocusOn(place);
      desk.refuse(SIGNED_OUT);
      order({ order: 'tokenExpired' });
      await logged('error UNAUTHENTICATED');
      await element.updateComplete;
      expectFocusOn(place);
      desk.give('pt_2');
      void element.refresh();
      await logged('status ready', 2);
      await element.updateComplete;
      expectFocusOn(place);
      element.remove();
      await Promise.resolve();
      expectFocusOn(place);
    });
  }
});

describe('whoever is on the link', () => {
  it('keeps it when the portal comes, until they go on', async () => {
    const { element, desk, logged, linkVisible } = await atDesk();
    const link = element.querySelector('a') as HTMLElement;
    link.focus(); // it is there as long as nothing has been said
    expectFocusOn(link);
    desk.give('pt_1');
    await logged('ready');
    await element.updateComplete;
    await new Promise(requestAnimationFrame); // when a browser takes the focus from what is hidden
    expectFocusOn(link);
    expect(linkVisible()).to.equal(true);
    link.blur();
    expect(linkVisible()).to.equal(false);
  });
});

describe('whoever is on the button', () => {
  it('keeps it while it tries again, and presses it in vain then', async () => {
    const embedded = await atButton();
    const { element, button, desk, logged } = embedded;
    expect(button.getAttribute('aria-disabled')).to.equal('false');
    await pressEnter();
    await logged('status loading', 2);
    await says(embedded, /^Loading/);
    expectFocusOn(button);
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    await pressEnter();
    button.click();
    await element.updateComplete;
    expect(desk.asked).to.equal(2);
    expect(embedded.log.filter((line) => line === 'status loading')).to.have.length(2);
  });

  it('keeps it when that fails again', async () => {
    const embedded = await atButton();
    const { button, desk, logged } = embedded;
    await pressEnter();
    desk.refuse(SIGNED_OUT);
    await logged('error UNAUTHENTICATED', 2);
    await says(embedded, /signed out/);
    expectFocusOn(button);
    expect(button.getAttribute('aria-disabled')).to.equal('false');
  });

  it('is in the portal when that succeeds', async () => {
    const embedded = await atButton();
    const { element, desk, logged, frame } = embedded;
    await pressEnter();
    desk.give('pt_1');
    await logged('ready');
    await element.updateComplete;
    expectFocusOn(frame());
  });

  it('is in the portal, if its frame stands in the page, too', async () => {
    const portal = serve(origins.portal, '/fixtures/portal.html');
    const content = document.createElement('iframe');
    content.setAttribute('sandbox', SANDBOX);
    content.allow = 'clipboard-write';
    content.referrerPolicy = 'strict-origin';
    content.title = 'Referrals';
    content.src = portal.url;
    const { element, desk, logged } = await atButton({ portal, content });
    await portal.notes(1); // it is there, and waits for its token
    await pressEnter();
    desk.give('pt_1');
    await logged('ready');
    await element.updateComplete;
    expectFocusOn(content);
  });

  it('is before the link when there is no button any more', async () => {
    const embedded = await atButton();
    const { element, desk } = embedded;
    await pressEnter();
    desk.refuse(NO_ACCESS);
    await says(embedded, /no access/);
    expect(focused().contains(element.renderRoot.querySelector('[role=status]'))).to.equal(true);
    await pressTab();
    expectFocusOn(element.querySelector('a'));
  });
});

describe('whoever is in the portal', () => {
  it('is before the button when the session has ended', async () => {
    const embedded = await inPortal({ attributes: { refresh: 'manual' } });
    embedded.order({ order: 'tokenExpired' });
    await says(embedded, /has ended/);
    const button = embedded.element.renderRoot.querySelector('button');
    expect(focused() === button).to.equal(false); // the next key was not meant for it
    expect(focused().localName).not.to.equal('body'); // nor lost
    await pressTab();
    expectFocusOn(button);
  });

  it('is before the link when the portal starts anew and is not to be had', async () => {
    const embedded = await inPortal();
    const { element, desk } = embedded;
    element.reload();
    desk.refuse(NO_ACCESS);
    await says(embedded, /no access/);
    expect(focused().localName).not.to.equal('body');
    await pressTab();
    expectFocusOn(element.querySelector('a'));
  });

  it('stays there when it gets a new token', async () => {
    const embedded = await inPortal();
    const { desk, order, logged, frame } = embedded;
    order({ order: 'tokenExpired' });
    await logged('status refreshing');
    desk.give('pt_2');
    await logged('status ready', 2);
    await embedded.element.updateComplete;
    expectFocusOn(frame());
  });

  it('is in the new frame when a new token means one', async () => {
    const embedded = await inPortal({ delivery: 'url' });
    const { desk, order, logged, frame } = embedded;
    const old = frame();
    desk.give('pt_2');
    order({ order: 'post', message: { event: 'ERROR', data: 'TOKEN_EXPIRED' } });
    await logged('status ready', 2);
    await embedded.element.updateComplete;
    expect(frame()).not.to.equal(old);
    expectFocusOn(frame());
  });
});
