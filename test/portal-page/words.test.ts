/** What the frame says, in nine languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsFor } from '../../src/portal-page/words.js';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'ja', 'ar'];

for (const [tags, language] of [
  [['de-AT', 'en'], 'de'],
  [['', 'sv', 'PT-BR', 'en'], 'pt'],
  [['ar'], 'ar'],
  [['sv', 'fi'], 'en'],
  [['constructor', '__proto__'], 'en'],
  [[], 'en'],
] as const) {
  test(`${JSON.stringify(tags)}: ${language}`, () => {
    assert.equal(wordsFor(tags).language, language);
  });
}

test('every language has words of its own for everything', () => {
  const all = LANGUAGES.map((language) => wordsFor([language]));
  assert.deepEqual(
    all.map(({ language }) => language),
    LANGUAGES,
  );
  const sentences = all.flatMap(({ words }) => Object.values(words));
  assert.equal(new Set(sentences).size, 9 * 10);
  for (const sentence of sentences) assert.match(sentence, /\S{2}.*[\p{L}.。…]$/u);
});
