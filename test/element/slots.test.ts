/** The page's own words in the element's slots: where ours would be said, and nowhere else. */
import { expect } from '@open-wc/testing';
import { EmbedError } from '../../src/element/index.js';
import { embed, says, shows } from '../support/page/embed.js';
import { TokenDesk } from '../support/page/token-desk.js';

describe('the slots of <refport-embed>', () => {
  /** The page's own words, and whether they are on the screen. */
  function ownWords(slot: string): { content: HTMLElement; isShown: () => boolean } {
    const content = document.createElement('p');
    content.slot = slot;
    content.textContent = `The page’s own words for ${slot}.`;
    return { content, isShown: () => content.checkVisibility() };
  }

  it('loading: takes the place of our words while it loads, and of nothing else', async () => {
    const { content, isShown } = ownWords('loading');
    const desk = new TokenDesk();
    const embedded = await embed({ attributes: { 'token-endpoint': '' }, content });
    expect(isShown()).to.equal(false);
    embedded.element.fetchToken = desk.fetchToken;
    await shows(embedded, isShown);
    desk.give('pt_1');
    await embedded.logged('ready');
    await embedded.element.updateComplete;
    expect(isShown()).to.equal(false);
  });

  it('error: takes the place of our words when it has failed, and of nothing else', async () => {
    const { content, isShown } = ownWords('error');
    const desk = new TokenDesk();
    const embedded = await embed({ attributes: { 'token-endpoint': '' }, content });
    expect(isShown()).to.equal(false);
    embedded.element.fetchToken = desk.fetchToken;
    await says(embedded, /^Loading/);
    expect(isShown()).to.equal(false);
    desk.refuse(new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.'));
    await shows(embedded, isShown);
    desk.give('pt_1');
    embedded.element.reload();
    await embedded.logged('ready');
    await embedded.element.updateComplete;
    expect(isShown()).to.equal(false);
  });
});
