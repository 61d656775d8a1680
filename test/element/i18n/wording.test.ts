/** How the words come into their language: never two of them in a row, and never none for good. */
import { expect } from '@open-wc/testing';
import { ENGLISH, type Strings } from '../../../src/element/i18n/strings.js';
import { Wording } from '../../../src/element/i18n/wording.js';
import { settled, TestWorld } from '../../support/world/test-world.js';

/** Languages that are there when the test says so. */
function languages() {
  const pending = new Map<string, { resolve(strings: Strings): void; reject(why: Error): void }>();
  const world = new TestWorld();
  let changes = 0;
  const wording = new Wording(
    () => (changes += 1),
    world,
    (language) =>
      ['de', 'fr'].includes(language)
        ? new Promise((resolve, reject) => pending.set(language, { resolve, reject }))
        : undefined,
  );
  return {
    world,
    wording,
    changes: () => changes,
    loading: () => [...pending.keys()],
    arrive(language: string) {
      pending.get(language)?.resolve({ ...ENGLISH, retry: `retry in ${language}` });
      return settled();
    },
    fail(language: string) {
      pending.get(language)?.reject(new TypeError('Failed to fetch'));
      pending.delete(language);
      return settled();
    },
  };
}

describe('words', () => {
  it('are there at once in English, and nothing is loaded', () => {
    const { wording, changes, loading } = languages();
    wording.speak('en-GB');
    expect(wording.texts).to.deep.equal({ strings: ENGLISH, lang: 'en-GB', dir: 'ltr' });
    expect([changes(), loading()]).to.deep.equal([1, []]);
  });

  it('are English in a language that we do not speak', () => {
    const { wording } = languages();
    wording.speak('he');
    expect(wording.texts).to.deep.equal({ strings: ENGLISH, lang: 'en', dir: 'ltr' });
  });

  it('are none before their language is there', async () => {
    const { wording, arrive } = languages();
    wording.speak('de');
    await settled();
    expect(wording.texts).to.equal(undefined);
    await arrive('de');
    expect(wording.texts?.strings.retry).to.equal('retry in de');
  });

  it('are English when their language cannot be had', async () => {
    const { wording, fail } = languages();
    wording.speak('de-AT');
    await fail('de');
    expect(wording.texts).to.deep.equal({ strings: ENGLISH, lang: 'en', dir: 'ltr' });
  });

  it('stay what they are until the next language is there', async () => {
    const { wording, arrive } = languages();
    wording.speak('en');
    wording.speak('fr');
    expect(wording.texts?.lang).to.equal('en');
    await arrive('fr');
    expect(wording.texts?.lang).to.equal('fr');
  });

  it('are in the last of two languages, whichever is there first', async () => {
    const { wording, arrive } = languages();
    wording.speak('de');
    wording.speak('fr');
    await arrive('fr');
    await arrive('de');
    expect(wording.texts?.lang).to.equal('fr');
  });

  it('are loaded once for a language that is told again', () => {
    const { wording, changes } = languages();
    wording.speak('en');
    wording.speak('en');
    expect(changes()).to.equal(1);
  });

  it('may be the page’s own, in the page’s own language', () => {
    const { wording } = languages();
    wording.speak('he');
    wording.own = { loading: 'הפורטל נטען…' };
    const { strings, lang, dir } = wording.texts ?? {};
    expect(strings).to.deep.equal({ ...ENGLISH, loading: 'הפורטל נטען…' });
    expect([lang, dir]).to.deep.equal(['he', 'auto']);
    wording.own = undefined;
    expect(wording.texts).to.deep.equal({ strings: ENGLISH, lang: 'en', dir: 'ltr' });
  });

  it('are ours where the page’s own are no words', () => {
    const { wording } = languages();
    wording.speak('en');
    wording.own = { loading: undefined, retry: 7 } as unknown as Partial<Strings>;
    expect(wording.texts?.strings).to.deep.equal(ENGLISH);
  });

  it('are English while their language takes longer than three seconds, and then their own', async () => {
    const { wording, world, arrive } = languages();
    wording.speak('de');
    await world.pass(2_900);
    expect(wording.texts).to.equal(undefined);
    await world.pass(200);
    expect(wording.texts?.lang).to.equal('en');
    await arrive('de');
    expect(wording.texts?.lang).to.equal('de');
    expect(world.leftovers).to.equal(0);
  });

  it('are loaded again after a failure, at the next start and not before', async () => {
    const { wording, fail, arrive, loading } = languages();
    wording.speak('de');
    await fail('de');
    expect(wording.texts?.lang).to.equal('en');
    wording.speak('de');
    expect(loading()).to.deep.equal([]);
    wording.retry();
    wording.speak('de');
    await arrive('de');
    expect(wording.texts?.lang).to.equal('de');
  });
});
