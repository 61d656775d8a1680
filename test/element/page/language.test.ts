/** Which language it is: by what is written on the element, around it, and by what the browser says. */
import { expect, fixture, html } from '@open-wc/testing';
import { localeOf, onSurroundings } from '../../../src/element/page/look.js';

const root = document.documentElement;

/** An element that stands in `parent`, with this `lang`. */
function inside(parent: Node, lang?: string): HTMLElement {
  const element = document.createElement('div');
  if (lang !== undefined) element.lang = lang;
  parent.appendChild(element);
  return element;
}

const shadowOf = (host: HTMLElement): ShadowRoot => host.attachShadow({ mode: 'open' });

describe('the language of a place', () => {
  let place: HTMLElement;

  beforeEach(async () => {
    place = await fixture<HTMLElement>(html`<div lang="de"></div>`);
  });

  afterEach(() => {
    root.lang = 'en';
  });

  it('is what the attribute says', () => {
    expect(localeOf(inside(place), 'fr')).to.equal('fr');
  });

  it('is otherwise the nearest lang, the element’s own included', () => {
    expect(localeOf(inside(inside(place)), undefined)).to.equal('de');
    expect(localeOf(inside(place, 'it'), undefined)).to.equal('it');
  });

  it('is otherwise the browser’s', async () => {
    root.removeAttribute('lang');
    const element = await fixture<HTMLElement>(html`<div></div>`);
    Object.defineProperty(navigator, 'languages', { value: ['C', 'sw-KE', 'de'], configurable: true });
    expect(localeOf(element, undefined)).to.equal('sw-KE');
    Object.defineProperty(navigator, 'languages', { value: ['C'], configurable: true }); // as WebKitGTK has it
    expect(localeOf(element, undefined)).to.equal('en');
    Reflect.deleteProperty(navigator, 'languages');
  });

  it('is found through two shadow roots', () => {
    const outer = shadowOf(inside(place));
    const inner = shadowOf(inside(outer));
    expect(localeOf(inside(inner), undefined)).to.equal('de');
    outer.host.setAttribute('lang', 'ja');
    expect(localeOf(inside(inner), undefined)).to.equal('ja');
    inside(inner, 'nl'); // a neighbour
    expect(localeOf(inside(inner), undefined)).to.equal('ja');
  });

  it('is that of the text around it, not of the slot that shows it: as the browser has it', () => {
    const host = inside(place);
    inside(shadowOf(host), 'fr').append(document.createElement('slot'));
    const element = inside(host);
    expect(element.assignedSlot).not.to.equal(null);
    expect(localeOf(element, undefined)).to.equal('de');
    expect(element.matches(':lang(de)')).to.equal(true);
  });

  const tags: [written: string, locale: string][] = [
    ['pt-br', 'pt-BR'],
    [' fr ', 'fr'],
    ['DE_at', 'de-AT'],
    ['iw', 'he'],
    ['zh', 'zh'], // not one of ours, but the portal may speak it
    ['ar-u-nu-latn', 'ar-u-nu-latn'],
    ['de-Latn-DE-u-ca-gregory-co-phonebk-nu-latn', 'de-Latn-DE'], // more than a portal takes
  ];
  for (const [written, locale] of tags) {
    it(`"${written}" is ${locale}`, () => {
      expect(localeOf(place, written)).to.equal(locale);
      expect(localeOf(inside(place, written), undefined)).to.equal(locale);
    });
  }

  const bad = [
    '',
    ' ',
    '-',
    'd',
    'x-default',
    'de--AT',
    'Deutsch, bitte',
    '*',
    '\0',
    '<b>',
    'de-'.repeat(20),
  ];
  for (const written of bad) {
    it(`${JSON.stringify(written)} is no language: the next in line takes its place`, () => {
      expect(localeOf(place, written)).to.equal('de');
      expect(localeOf(inside(place, written), undefined)).to.equal('de');
      expect(localeOf(inside(inside(place, written)), written)).to.equal('de');
    });
  }

  it('may change anywhere on the way up, until nobody listens', async () => {
    const host = inside(inside(place));
    const neighbour = inside(host);
    const element = inside(shadowOf(host));
    let calls = 0;
    const stop = onSurroundings(element, () => (calls += 1));
    const callsAfter = async (change: () => void): Promise<number> => {
      change();
      await Promise.resolve(); // observers are told before whatever waits for a promise that comes later
      return calls;
    };
    expect(await callsAfter(() => (neighbour.lang = 'fr'))).to.equal(0);
    expect(await callsAfter(() => (element.lang = 'fr'))).to.equal(1);
    expect(await callsAfter(() => (host.lang = 'es'))).to.equal(2);
    expect(await callsAfter(() => (root.lang = 'it'))).to.equal(3);
    expect(await callsAfter(() => dispatchEvent(new Event('languagechange')))).to.equal(4);
    stop();
    expect(await callsAfter(() => (host.lang = 'nl'))).to.equal(4);
    expect(await callsAfter(() => dispatchEvent(new Event('languagechange')))).to.equal(4);
  });
});
