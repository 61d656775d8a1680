/** The element on its page: attributes, methods, comings and goings. */
import { expect } from '@open-wc/testing';
import { RefportEmbed } from '../../src/element/index.js';
import { embed } from '../support/page/embed.js';
import { serveToken } from '../support/page/serve.js';

describe('<refport-embed> on its page', () => {
  it('without an endpoint is just the link', async () => {
    const { element, linkVisible, log } = await embed({ attributes: { 'token-endpoint': '' } });
    await element.updateComplete;
    expect([element.status, linkVisible(), log]).to.deep.equal(['idle', true, []]);
  });

  it('forgets everything when it leaves the page, and starts anew when it comes back', async () => {
    const { element, endpoint, logged, log } = await embed();
    await logged('ready');
    const parent = element.parentElement;
    element.remove();
    await Promise.resolve();
    expect(element.status).to.equal('idle');
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
    parent?.append(element);
    await logged('ready', 2);
    expect(await endpoint.requests()).to.have.length(2);
    expect(log.filter((line) => line.startsWith('error'))).to.deep.equal([]);
  });

  it('starts anew when an attribute that matters changes', async () => {
    const { element, endpoint, logged } = await embed();
    await logged('ready');
    const other = serveToken();
    element.setAttribute('token-endpoint', other.url);
    await logged('ready', 2);
    expect(await endpoint.requests()).to.have.length(1);
    expect(await other.requests()).to.have.length(1);
  });

  it('reset() forgets the partner', async () => {
    const { element, logged, linkVisible } = await embed();
    await logged('ready');
    element.reset();
    await element.updateComplete;
    expect([element.status, element.expiresAt, linkVisible()]).to.deep.equal(['idle', undefined, true]);
  });

  it('refresh() hands over a new token', async () => {
    const { element, endpoint, logged } = await embed();
    await logged('ready');
    await element.refresh();
    await logged('token', 2);
    expect(await endpoint.requests()).to.have.length(2);
  });

  it('refresh="manual" says that the session has ended, and refreshes when the button is pressed', async () => {
    const { element, portal, endpoint, logged, order, words } = await embed({
      attributes: { refresh: 'manual' },
    });
    await logged('ready');
    order({ order: 'tokenExpired' });
    await logged('error TOKEN_EXPIRED');
    await element.updateComplete;
    expect(words()).to.match(/has ended/);
    expect(await endpoint.requests()).to.have.length(1);
    element.shadowRoot?.querySelector('button')?.click();
    await logged('status ready', 2);
    expect(await portal.requests()).to.have.length(1); // what the partner has typed is still there
  });

  it('a portal that rejects every token does not make it ask for ever', async function () {
    this.timeout(20_000);
    const { endpoint, portal, logged, order } = await embed();
    await logged('ready');
    for (const tokens of [2, 3, 4]) {
      order({ order: 'tokenExpired' });
      await portal.notes(2 + tokens); // locale and theme, and each token
    }
    order({ order: 'tokenExpired' });
    await logged('error TOKEN_REJECTED');
    expect(await endpoint.requests()).to.have.length(4);
  });

  it('shows its status to CSS', async () => {
    const { element, logged } = await embed();
    await logged('ready');
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(element.matches(':state(loading)')).to.equal(false);
  });

  it('adds no attribute and no child to itself, which would break hydration', async () => {
    const { element, logged } = await embed();
    const before = element.outerHTML;
    await logged('ready');
    await element.updateComplete;
    expect(element.outerHTML).to.equal(before);
  });

  it('is defined once, whoever defines it again', () => {
    expect(() => RefportEmbed.define()).not.to.throw();
    expect(customElements.get('refport-embed')).to.equal(RefportEmbed);
  });

  for (const state of ['ready', 'failed'] as const) {
    it(`is accessible when it is ${state}`, async function () {
      this.timeout(20_000);
      const endpoint = serveToken(state === 'ready' ? {} : { status: 401 });
      const { element, logged } = await embed({ endpoint });
      await logged(`status ${state}`);
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });
  }
});
