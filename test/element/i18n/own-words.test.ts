/** Whose words stand where: the page's own content in place of ours, and ours while the partner tries again. */
import { expect } from '@open-wc/testing';
import { EmbedError } from '../../../src/element/index.js';
import { embed, says, shows, type Embedded } from '../../support/page/embed.js';
import { serveToken } from '../../support/page/serve.js';
import { TokenDesk } from '../../support/page/token-desk.js';

function content(slot: string): HTMLElement {
  const element = document.createElement('p');
  element.slot = slot;
  element.textContent = 'In our own words.';
  return element;
}

const boxIn = ({ element }: Embedded, part: string): Element | null | undefined =>
  element.shadowRoot?.querySelector(`[part=${part}]`);

describe('whose words stand in <refport-embed>', () => {
  it('the slot `loading`: neither outline nor words of ours while it loads, and nothing of it before and after', async () => {
    const own = content('loading');
    const desk = new TokenDesk();
    const embedded = await embed({ attributes: { 'token-endpoint': '' }, content: own });
    expect(own.checkVisibility()).to.equal(false);
    embedded.element.fetchToken = desk.fetchToken;
    await shows(embedded, () => own.checkVisibility());
    expect(embedded.element.shadowRoot?.querySelector('.skeleton')).to.equal(null);
    expect(embedded.words()).to.equal('');
    desk.give('pt_1');
    await embedded.logged('ready');
    await embedded.element.updateComplete;
    expect(own.checkVisibility()).to.equal(false);
    expect(boxIn(embedded, 'loading')).to.equal(null);
  });

  it('the slot `error`: no words of ours and no box around, but the button and the link', async () => {
    const own = content('error');
    const desk = new TokenDesk();
    const embedded = await embed({ attributes: { 'token-endpoint': '' }, content: own });
    expect(own.checkVisibility()).to.equal(false);
    embedded.element.fetchToken = desk.fetchToken;
    await says(embedded, /^Loading/);
    expect(own.checkVisibility()).to.equal(false); // nothing has failed yet
    desk.refuse(new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.'));
    await shows(embedded, () => own.checkVisibility());
    expect(embedded.words()).to.equal('');
    expect(boxIn(embedded, 'error')).to.satisfy(
      (box: Element) => getComputedStyle(box).borderTopWidth === '0px',
    );
    expect(boxIn(embedded, 'retry')).to.be.an.instanceOf(HTMLButtonElement);
    expect(embedded.linkVisible()).to.equal(true);
    desk.give('pt_1');
    embedded.element.reload();
    await embedded.logged('ready');
    await embedded.element.updateComplete;
    expect(own.checkVisibility()).to.equal(false);
  });

  it('trying again: the box stays where it is, says so, and keeps the link', async () => {
    const embedded = await embed({
      endpoint: serveToken({ status: 401 }, { instead: 'hang' }),
      attributes: { style: 'min-height: 400px' }, // as the snippet does: sentences are of different lengths
    });
    const { element, logged, words, linkVisible } = embedded;
    await logged('error UNAUTHENTICATED');
    await element.updateComplete;
    const before = boxIn(embedded, 'error')?.getBoundingClientRect();
    element.shadowRoot?.querySelector('button')?.click();
    await element.updateComplete;
    expect(words()).to.equal('Loading your referral portal…');
    expect(linkVisible()).to.equal(true);
    expect(boxIn(embedded, 'loading')?.getBoundingClientRect()).to.deep.equal(before);
  });
});
