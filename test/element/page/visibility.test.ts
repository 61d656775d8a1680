/** A portal is told whether its frame is in view. */
import { expect } from '@open-wc/testing';
import { embed } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve, type Served } from '../../support/page/serve.js';
import { setTab } from '../../support/page/tab.js';

const BEFORE_IT = 3; // look, language and token are noted too

const watched = (): Served => serve(origins.portal, '/fixtures/portal.html?notes=visible');

/** What it was told, as soon as that was so many times. */
async function told(portal: Served, times: number, others = BEFORE_IT): Promise<unknown[]> {
  const notes = await portal.notes(others + times);
  return notes.filter(({ about }) => about === 'visible').map(({ on }) => on);
}

describe('a portal is told whether its frame is in view', () => {
  beforeEach(() => scrollTo(0, 0));

  it('at the start, and when the page is scrolled', async () => {
    const portal = watched();
    const { element, logged } = await embed({
      portal,
      attributes: { style: 'display: block; margin-top: 500vh' },
    });
    await logged('ready');
    expect(await told(portal, 1)).to.deep.equal([false]);
    element.scrollIntoView();
    expect(await told(portal, 2)).to.deep.equal([false, true]);
    element.style.display = 'none';
    expect(await told(portal, 3)).to.deep.equal([false, true, false]);
  });

  it('when the tab is hidden, and shown', async () => {
    const portal = watched();
    const { logged } = await embed({ portal });
    await logged('ready');
    expect(await told(portal, 1)).to.deep.equal([true]);
    setTab('hidden');
    expect(await told(portal, 2)).to.deep.equal([true, false]);
    setTab('visible');
    expect(await told(portal, 3)).to.deep.equal([true, false, true]);
  });

  it('at once, in a tab that is hidden from the beginning', async () => {
    setTab('hidden');
    const portal = watched();
    const { logged } = await embed({ portal });
    await logged('ready');
    expect((await told(portal, 1))[0]).to.equal(false);
  });

  it('again when it has reloaded', async () => {
    const portal = watched();
    const { logged, frame } = await embed({ portal });
    await logged('ready');
    expect(await told(portal, 1)).to.deep.equal([true]);
    frame().contentWindow?.location.replace(portal.url);
    expect(await told(portal, 2, 2 * BEFORE_IT)).to.deep.equal([true, true]);
  });
});
