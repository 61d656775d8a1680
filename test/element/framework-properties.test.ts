/**
 * Frameworks write a property wherever an element has one of that name, and an attribute otherwise: React 19, Preact, Vue. The names of
 * the attributes must bear both, before the element is defined and after.
 */
import { expect } from '@open-wc/testing';
import { RefportEmbed } from '../../src/element/index.js';
import { embed } from '../support/page/embed.js';
import { tokensOf } from '../support/page/serve.js';

/** What they all do, in a word; Vue's `.prop` and Angular's brackets write the property whatever there is. */
function write(element: Element, name: string, value: unknown): void {
  if (name in element) Object.assign(element, { [name]: value });
  else if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value as string);
}

const VALUES: Record<string, string> = {
  'token-endpoint': '',
  'token-method': 'POST',
  'token-credentials': 'include',
  'portal-url': 'https://portal.example/',
  'portal-link': 'https://host.example/portal',
  'token-delivery': 'channel',
  refresh: 'manual',
  loading: 'lazy',
  theme: 'dark',
  locale: 'de',
  'min-height': '200',
  'max-height': '900',
};

describe('an attribute that a framework writes', () => {
  it('is any but the token, which nobody reads back', () => {
    expect([...Object.keys(VALUES), 'token'].toSorted()).to.deep.equal(
      RefportEmbed.observedAttributes.toSorted(),
    );
  });

  for (const [name, value] of Object.entries(VALUES)) {
    it(`${name}: is written, is taken back, and breaks no method`, () => {
      const element = document.createElement('refport-embed');
      write(element, name, value);
      expect(element.getAttribute(name)).to.equal(value);
      write(element, name, undefined);
      expect(element.hasAttribute(name)).to.equal(false);
      for (const method of [element.refresh, element.reload, element.reset])
        expect(method).to.be.a('function');
    });
  }
});

describe('refresh, an attribute and a method', () => {
  it('is the attribute when a text is assigned, and remains the method', async () => {
    const { element, logged, endpoint, portal, order } = await embed();
    await logged('ready');
    Object.assign(element, { refresh: 'manual' });
    expect(element.getAttribute('refresh')).to.equal('manual');
    await element.refresh();
    await tokensOf(portal, 2);
    order({ order: 'tokenExpired' });
    await logged('error TOKEN_EXPIRED'); // so the setting counts
    expect(await endpoint.requests()).to.have.length(2);
    Object.assign(element, { refresh: null });
    expect(element.hasAttribute('refresh')).to.equal(false);
  });

  it('is the same method each time, whoever it is called by', async () => {
    const { element, logged } = await embed();
    await logged('ready');
    const { refresh } = element;
    expect(refresh).to.equal(element.refresh);
    await refresh();
    await logged('token', 2);
  });

  it('is the attribute when the text was there before the element was defined', async () => {
    const early = document.createElement('refport-assigned') as RefportEmbed;
    Object.assign(early, { refresh: 'never' });
    document.body.append(early);
    class Assigned extends RefportEmbed {}
    Assigned.define('refport-assigned');
    await early.updateComplete;
    expect(early.getAttribute('refresh')).to.equal('never');
    expect(early.refresh).to.be.a('function');
    early.remove();
  });
});
