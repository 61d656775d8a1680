/** A walk by Tab across a page with an embed on it, there and back: into everything that can be used, and out again. */
import { expect } from '@open-wc/testing';
import { EmbedError } from '../../../src/element/index.js';
import { embed, says, type Embedded, type EmbedOptions } from '../../support/page/embed.js';
import { comeToFront, focused, nameOf, pressShiftTab, pressTab } from '../../support/page/keyboard.js';
import { TokenDesk } from '../../support/page/token-desk.js';

interface Walk {
  embedded: Embedded;
  desk: TokenDesk;
  /** Presses the key, and answers the name of what has the focus then; that may take a moment from one process to the other. */
  step(key: () => Promise<void>): Promise<string>;
}

const button = (text: string): HTMLButtonElement =>
  Object.assign(document.createElement('button'), { textContent: text });

/** An embed between two buttons of the page, the first of which has the focus. */
async function walk(options: EmbedOptions = {}): Promise<Walk> {
  const desk = new TokenDesk();
  const embedded = await embed({ ...options, attributes: { 'token-endpoint': '', ...options.attributes } });
  const before = button('Before');
  embedded.element.before(before);
  embedded.element.after(button('After'));
  embedded.element.fetchToken = desk.fetchToken;
  before.focus();
  return {
    embedded,
    desk,
    async step(key) {
      const last = focused();
      await key();
      // On its way into another process it is on nothing for a moment.
      for (let frames = 0; [last, document.body].includes(focused()) && frames < 60; frames++) {
        await new Promise(requestAnimationFrame);
      }
      return nameOf(focused());
    },
  };
}

before(comeToFront);

describe('Tab', () => {
  for (const locale of ['en', 'ar']) {
    it(`leads into the portal and out of it, forwards and back (${locale})`, async () => {
      const { embedded, desk, step } = await walk({ attributes: { locale } });
      desk.give('pt_1');
      await embedded.logged('ready');
      await embedded.element.updateComplete;
      /** Resolves when something in the portal has had the focus so many times: its button, which is all there is. */
      const inPortal = async (times: number): Promise<void> => {
        const { portal } = embedded;
        for (let notes = 0, heard: unknown[] = []; heard.length < times; notes++) {
          heard = (await portal.notes(notes)).filter(({ about, on }) => about === 'focus' && on === 'button');
        }
      };
      expect(await step(pressTab)).to.equal('iframe');
      await inPortal(1);
      expect(await step(pressTab)).to.equal('button After');
      expect(await step(pressShiftTab)).to.equal('iframe');
      await inPortal(2);
      expect(await step(pressShiftTab)).to.equal('button Before');
    });

    it(`leads to the button and to the link when it has failed (${locale})`, async () => {
      const { embedded, desk, step } = await walk({ attributes: { locale } });
      desk.refuse(new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.'));
      await embedded.logged('error UNAUTHENTICATED');
      await says(embedded, /./);
      const retry = nameOf(embedded.element.renderRoot.querySelector('button') as Element);
      expect(await step(pressTab)).to.equal(retry);
      expect(await step(pressTab)).to.equal('a Open your referral portal');
      expect(await step(pressTab)).to.equal('button After');
      expect(await step(pressShiftTab)).to.equal('a Open your referral portal');
      expect(await step(pressShiftTab)).to.equal(retry);
      expect(await step(pressShiftTab)).to.equal('button Before');
    });
  }

  it('passes by while it loads: a frame that waits has nothing to reach', async () => {
    const { embedded, step } = await walk();
    await says(embedded, /^Loading/);
    await embedded.portal.notes(1); // the portal is there, and waits for its token
    expect(await step(pressTab)).to.equal('button After');
    expect(await step(pressShiftTab)).to.equal('button Before');
  });

  it('leads to the link and on when that is all there is', async () => {
    const { step, embedded } = await walk();
    embedded.element.fetchToken = undefined;
    await embedded.logged('status idle');
    await embedded.element.updateComplete;
    expect(await step(pressTab)).to.equal('a Open your referral portal');
    expect(await step(pressTab)).to.equal('button After');
  });
});
