/** An element that has no link of its own, as where a script tag is all that a CMS takes. */
import { expect } from '@open-wc/testing';
import { embed, says, shows } from '../../support/page/embed.js';
import { serveToken } from '../../support/page/serve.js';

const linkOf = (element: Element): HTMLAnchorElement | null | undefined =>
  element.shadowRoot?.querySelector<HTMLAnchorElement>('[part=link] a');

async function withoutLink(attributes: Record<string, string>) {
  const embedded = await embed({ attributes: { 'token-endpoint': '', ...attributes } });
  embedded.element.replaceChildren();
  await embedded.element.updateComplete;
  return embedded;
}

describe('an element without a link', () => {
  it('has one from portal-link, in the language of the page', async () => {
    const embedded = await withoutLink({ 'portal-link': '/api/portal', locale: 'de' });
    const { element, logged } = embedded;
    element.setAttribute('token-endpoint', serveToken({ status: 403 }).url);
    await logged('error FORBIDDEN');
    await shows(embedded, () => linkOf(element)?.checkVisibility() === true);
    const link = linkOf(element);
    expect([link?.href, link?.rel]).to.deep.equal([`${location.origin}/api/portal`, 'noopener']);
    expect(link?.textContent).to.equal('Empfehlungsportal öffnen');
  });

  it('keeps its own link where it has one', async () => {
    const { element } = await embed({ attributes: { 'token-endpoint': '', 'portal-link': '/elsewhere' } });
    expect(linkOf(element)?.checkVisibility() ?? false).to.equal(false);
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true);
  });

  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'https://']) {
    it(`has none from ${address}`, async () => {
      const { element } = await withoutLink({ 'portal-link': address });
      expect(linkOf(element)).to.equal(null);
    });
  }

  it('is promised none in words', async () => {
    const embedded = await withoutLink({});
    const { element } = embedded;
    element.setAttribute('token-endpoint', serveToken({ status: 500 }).url);
    await says(embedded, /^Still loading/); // and not: you can open your portal directly
  });
});
