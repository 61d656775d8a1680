/** A portal that was taken over speaks from the right window and the right origin. What it can do is: look wrong. */
import { expect } from '@open-wc/testing';
import type { CompromisedOrder } from '../../fixtures/compromised.js';
import { embed, type Embedded } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { hostilePayloads } from '../../support/page/payloads.js';
import { serve } from '../../support/page/serve.js';
import { REPLAY } from '../../support/world/seed.js';

async function compromised(attributes: Record<string, string> = {}): Promise<Embedded> {
  const portal = serve(origins.portal, '/fixtures/compromised.html');
  const victim = await embed({ portal, attributes });
  await victim.logged('ready');
  return victim;
}
const order = (victim: Embedded, what: CompromisedOrder): void => victim.order(what);

/** All elements of a part of the page, shadow roots included. */
function elementsIn(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? elementsIn(element.shadowRoot) : []),
  ]);
}

describe('a portal that was taken over', function () {
  this.timeout(120_000);

  it('says 2,000 things, and the page stays what it was', async () => {
    const errors: unknown[] = [];
    const onError = (event: Event): void => void errors.push(event);
    addEventListener('error', onError);
    addEventListener('unhandledrejection', onError);
    const { title } = document;
    const address = location.href;
    const payloads = hostilePayloads(2_000);

    // In portions that the message budget lets through, so that every single one is read.
    for (let start = 0; start < payloads.length; start += 50) {
      const victim = await compromised({ 'min-height': '100', 'max-height': '900' });
      order(victim, { order: 'say', messages: [{ t: 'height', px: 333 }] });
      await victim.logged('resize 333');
      const before = elementsIn(document.documentElement);
      const by = start % 100 === 0 ? 'say' : 'post';
      order(victim, { order: by, messages: payloads.slice(start, start + 50) });
      await victim.portal.notes(3); // the first token, its height, and that it is done
      await new Promise(requestAnimationFrame);
      await victim.element.updateComplete;
      const { height } = victim.frame().getBoundingClientRect();
      if (by === 'post')
        expect(height, `${REPLAY} Payload ${start}`).to.equal(333); // it has a port to say so
      else expect(height, `${REPLAY} Payload ${start}`).to.be.within(100, 900);
      const added = elementsIn(document.documentElement).filter((element) => !before.includes(element));
      const names = added.map(({ localName }) => localName);
      const ours = victim.element.status === 'failed' ? ['button'] : []; // to try again
      expect(names, `${REPLAY} Payload ${start}`).to.deep.equal(ours);
      victim.element.remove();
    }

    expect(errors).to.deep.equal([]);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    expect([document.title, location.href]).to.deep.equal([title, address]);
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onError);
  });

  it('cannot make itself lower than min-height, or higher than max-height', async () => {
    const victim = await compromised({ 'min-height': '100', 'max-height': '900' });
    for (const [px, shown] of [
      [0.5, 100],
      [333, 333],
      [30_000_000, 900],
    ]) {
      order(victim, { order: 'say', messages: [{ t: 'height', px }] });
      await victim.logged(`resize ${shown}`);
      expect(victim.frame().getBoundingClientRect().height).to.equal(shown);
    }
  });

  for (const by of ['say', 'post'] as const) {
    it(`floods the page by ${by}, 100,000 messages, and loses its frame`, async () => {
      const victim = await compromised();
      const { element } = victim;
      order(victim, { order: 'flood', by, times: 100_000, message: { t: 'height', px: 500 } });
      await victim.logged('error FLOOD');
      await element.updateComplete;
      expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
      expect(victim.words()).to.match(/cannot be shown/);
      expect(victim.linkVisible()).to.equal(true);
      expect(element.error?.retryable).to.equal(false);
    });
  }

  for (const by of ['say', 'post'] as const) {
    it(`sends few messages by ${by}, each of them heavy, and loses its frame`, async () => {
      const victim = await compromised();
      const ballast = Array.from({ length: 50_000 }, (_, n) => ({ n, text: `${n}` }));
      victim.order({ order: 'flood', by, times: 30, message: { t: 'height', px: 500, ballast } });
      await victim.logged('error FLOOD');
      await victim.element.updateComplete;
      expect(victim.element.shadowRoot?.querySelector('iframe')).to.equal(null);
    });
  }

  const escapes: [how: Extract<CompromisedOrder, { how: string }>['how'], outcomes: string[]][] = [
    ['navigate the host', ['SecurityError']],
    ['read the host', ['SecurityError']],
    ['show a dialog', ['false']],
    ['take off the sandbox', ['undefined', 'SecurityError']],
  ];
  for (const [how, outcomes] of escapes) {
    it(`cannot ${how}`, async () => {
      const victim = await compromised();
      const address = location.href;
      order(victim, { order: 'escape', how });
      const notes = await victim.portal.notes(2);
      expect(notes.find(({ about }) => about === 'escape')?.['outcome']).to.be.oneOf(outcomes);
      expect(location.href).to.equal(address);
      expect(victim.frame().getAttribute('sandbox')).not.to.equal(null);
    });
  }

  it('cannot make the page ask for tokens by echoes of an old one', async () => {
    const victim = await compromised();
    const echoes = [0, 2, 3, 1.5, -1, 2 ** 53].map((n) => ({ t: 'token:expired', n }));
    order(victim, { order: 'say', messages: echoes });
    await victim.portal.notes(2);
    order(victim, { order: 'say', messages: [{ t: 'height', px: 222 }] });
    await victim.logged('resize 222');
    expect(await victim.endpoint.requests()).to.have.length(1);
    expect(victim.element.status).to.equal('ready');
  });
});
