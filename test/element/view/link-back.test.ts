/**
 * The page's own link, in a browser that lacks something and after a bug of ours: it is there, whatever happens. Each of these takes
 * one thing away that the element uses, or lets it throw.
 */
import { expect } from '@open-wc/testing';
import { RefportEmbed } from '../../../src/element/index.js';
import { serve, serveToken } from '../../support/page/serve.js';
import { origins } from '../../support/page/origins.js';

function broken(): never {
  throw new Error('This browser is broken.');
}

/** Where it is, and what is there instead. */
const BROKEN: [what: string, owner: object, name: string, instead: unknown][] = [
  ['attachShadow', Element.prototype, 'attachShadow', broken],
  ['attachInternals', HTMLElement.prototype, 'attachInternals', broken],
  ['no attachInternals', HTMLElement.prototype, 'attachInternals', undefined],
  ['slot.assign', HTMLSlotElement.prototype, 'assign', broken],
  ['no slot.assign', HTMLSlotElement.prototype, 'assign', undefined],
  ['getComputedStyle', window, 'getComputedStyle', broken],
  ['matchMedia', window, 'matchMedia', undefined],
  ['IntersectionObserver', window, 'IntersectionObserver', undefined],
  ['MutationObserver', window, 'MutationObserver', undefined],
  ['MessageChannel', window, 'MessageChannel', undefined],
  ['Intl.Locale', Intl, 'Locale', undefined],
  ['requestAnimationFrame', window, 'requestAnimationFrame', undefined],
  ['JSON.stringify', JSON, 'stringify', broken],
  ['querySelector', Element.prototype, 'querySelector', broken],
  ['setAttribute', Element.prototype, 'setAttribute', broken],
  ['dispatchEvent', EventTarget.prototype, 'dispatchEvent', broken],
  ['AbortController', window, 'AbortController', undefined],
  ['URL', window, 'URL', undefined],
  ['fetch', window, 'fetch', undefined],
  ['createElement', Document.prototype, 'createElement', broken],
  ['importNode', Document.prototype, 'importNode', broken],
];

let count = 0;

describe('the link of the page', () => {
  for (const [what, owner, name, instead] of BROKEN) {
    it(`is there, or the portal is, with another ${what}`, async () => {
      const tag = `refport-broken-${(count += 1)}`;
      const attributes = {
        'token-endpoint': serveToken({ instead: 'hang' }).url,
        'portal-url': serve(origins.portal, '/fixtures/portal.html').url,
        'token-delivery': 'channel',
      };
      const place = document.createElement('div');
      document.body.append(place);
      place.innerHTML = `<${tag}><a href="/api/portal">Open your referral portal</a></${tag}>`;
      const element = place.firstElementChild as RefportEmbed;
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      const link = element.querySelector<HTMLElement>('a') ?? expect.fail();
      const real = Object.getOwnPropertyDescriptor(owner, name);
      const silence = (event: Event): void => event.preventDefault();
      const print = console.error;
      console.error = () => undefined;
      addEventListener('error', silence);
      Object.defineProperty(owner, name, { configurable: true, writable: true, value: instead });
      try {
        class Broken extends RefportEmbed {}
        Reflect.apply(customElements.define, customElements, [tag, Broken]);
        for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      } catch {
        // A definition may fail: then the link is as it was.
      } finally {
        if (real) Object.defineProperty(owner, name, real);
        else Reflect.deleteProperty(owner, name);
        removeEventListener('error', silence);
        console.error = print;
      }
      expect(link.checkVisibility({ opacityProperty: true, visibilityProperty: true })).to.equal(true);
      place.remove();
    });
  }
});
