/** Embeds that nobody can see: they get ready all the same, or wait to be asked, and come up at their height. */
import { expect } from '@open-wc/testing';
import type { CompromisedOrder } from '../../fixtures/compromised.js';
import { embed, expectHeight, type Embedded } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve } from '../../support/page/serve.js';

const FAR_BELOW = 'display: block; margin-top: 500vh';
const NOT_DISPLAYED = 'display: none';

/** An observer looks when the page is drawn: by its second answer the element's own has had its first. */
async function untilSeenTwice(element: Element): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await new Promise<void>((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe(element);
    });
  }
}

async function asked({ endpoint, portal }: Embedded): Promise<number> {
  return [...(await endpoint.requests()), ...(await portal.requests())].length;
}

describe('F21 · an embed that nobody can see', () => {
  beforeEach(() => scrollTo(0, 0)); // the last test has left the page where its embed was

  for (const [where, style] of Object.entries({ 'far below': FAR_BELOW, 'not displayed': NOT_DISPLAYED })) {
    it(`${where}: gets ready, and has its height when it comes into sight`, async () => {
      const { element, logged, frame, linkVisible } = await embed({ attributes: { style } });
      await logged('ready');
      element.style.display = 'block';
      element.scrollIntoView();
      await logged('resize 333');
      await expectHeight(frame(), 333);
      expect(linkVisible()).to.equal(false);
    });

    it(`${where}, lazy: asks for nothing before it comes into sight`, async () => {
      const embedded = await embed({ attributes: { style, loading: 'lazy' } });
      await untilSeenTwice(embedded.element);
      expect(await asked(embedded)).to.equal(0);
      expect(embedded.element.status).to.equal('idle');
      embedded.element.style.display = 'block';
      embedded.element.scrollIntoView();
      await embedded.logged('ready');
    });
  }

  it('keeps its height when it is hidden, whatever the portal measures meanwhile', async () => {
    const portal = serve(origins.portal, '/fixtures/compromised.html');
    const { element, log, logged, frame, order } = await embed({ portal });
    await logged('ready');
    const say = (px: number): void =>
      order({ order: 'say', messages: [{ t: 'height', px }] } satisfies CompromisedOrder);
    say(444);
    await logged('resize 444');
    element.style.display = 'none';
    for (const px of [0, -1, 445]) say(px);
    await logged('resize 445'); // messages come in order: with this one here, the others have been
    element.style.display = 'block';
    await expectHeight(frame(), 445);
    expect(log.filter((line) => line.startsWith('resize'))).to.deep.equal(['resize 444', 'resize 445']);
  });
});
