/** What the partner reads, in nine languages. */
import { expect } from '@open-wc/testing';
import { browserEnvironment } from '../../../src/element/environment.js';
import { ENGLISH, sentenceFor, type Strings, type Texts } from '../../../src/element/i18n/strings.js';
import { Wording } from '../../../src/element/i18n/wording.js';
import { EmbedError, type EmbedErrorCode } from '../../../src/protocol/embed-error.js';

const names = Object.keys(ENGLISH) as (keyof Strings)[];
const placeholders = (text: string): string[] => text.match(/\{.*?\}/g) ?? [];

/** The texts as an element gets them. */
const textsIn = (locale: string): Promise<Texts> =>
  new Promise((resolve) => {
    const wording = new Wording(() => wording.texts && resolve(wording.texts), browserEnvironment);
    wording.speak(locale);
  });

const LANGUAGES: [language: string, retry: string, dir: 'ltr' | 'rtl'][] = [
  ['de', 'Erneut versuchen', 'ltr'],
  ['fr', 'Réessayer', 'ltr'],
  ['es', 'Reintentar', 'ltr'],
  ['pt', 'Tentar novamente', 'ltr'],
  ['it', 'Riprova', 'ltr'],
  ['nl', 'Opnieuw proberen', 'ltr'],
  ['ja', '再試行', 'ltr'],
  ['ar', 'إعادة المحاولة', 'rtl'],
];

for (const [language, retry, dir] of LANGUAGES) {
  describe(`the texts in "${language}"`, () => {
    it('are those of the language', async () => {
      const texts = await textsIn(language);
      expect([texts.strings.retry, texts.lang, texts.dir]).to.deep.equal([retry, language, dir]);
    });

    it('are complete, and none is left in English', async () => {
      const { strings } = await textsIn(language);
      expect(Object.keys(strings)).to.have.members(names);
      for (const name of names) {
        expect(strings[name].trim(), name).to.equal(strings[name]);
        expect(strings[name], name).not.to.be.oneOf(['', ENGLISH[name]]);
        expect(placeholders(strings[name]), name).to.deep.equal(placeholders(ENGLISH[name]));
      }
    });

    it('are for its regions too, and keep their customs', async () => {
      const { lang, strings } = await textsIn(`${language}-CH`);
      expect([strings.retry, lang]).to.deep.equal([retry, `${language}-CH`]);
    });
  });
}

describe('what is said about an error', () => {
  const retryAt = new Date(2026, 0, 1, 15, 4, 10);
  const english: Texts = { strings: ENGLISH, lang: 'en-GB', dir: 'ltr' };
  const said = (code: EmbedErrorCode, retryAfterMs?: number, texts = english): string =>
    sentenceFor(
      new EmbedError(code, '', retryAfterMs === undefined ? {} : { retryAfterMs }),
      retryAfterMs === undefined ? undefined : retryAt,
      texts,
    );

  const cases: [code: EmbedErrorCode, retryAfterMs: number | undefined, sentence: string][] = [
    ['RATE_LIMITED', undefined, 'Too many requests. We will try again in a moment.'],
    ['RATE_LIMITED', 59_000, 'Too many requests. We will try again in a moment.'],
    ['RATE_LIMITED', 60_000, 'Too many requests. We will try again at 15:05.'], // the next full minute
    ['UNAVAILABLE', 30_000, ENGLISH.notAnswering],
    ['UNAVAILABLE', 120_000, `${ENGLISH.notAnswering} We will try again at 15:05.`],
    ['FORBIDDEN', 120_000, ENGLISH.noAccess], // the time is not what matters
  ];
  for (const [code, retryAfterMs, sentence] of cases) {
    it(`${code}${retryAfterMs ? `, again in ${retryAfterMs / 1000} s` : ''}: ${sentence}`, () => {
      expect(said(code, retryAfterMs)).to.equal(sentence);
    });
  }

  it('tells the time as the language does, with one full stop at the end', async () => {
    const until = (lang: string, texts = english): string =>
      said('RATE_LIMITED', 120_000, { ...texts, lang }).replaceAll(/\s/g, ' '); // some write 3:05 with a narrow space
    expect(until('en-US')).to.match(/at 3:05 PM\.$/);
    expect(until('en-CA')).to.match(/at 3:05 p\.m\.$/);
    expect(until('de', await textsIn('de'))).to.match(/um 15:05 Uhr noch einmal\.$/);
    expect(until('ja', await textsIn('ja'))).to.match(/。15:05に自動的に再試行します。$/);
    expect(until('ar-EG', await textsIn('ar'))).to.contain('٣:٠٥');
  });
});
