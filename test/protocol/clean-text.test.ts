import { expect } from '@open-wc/testing';
import { cleanText } from '../../src/protocol/clean-text.js';

describe('a foreign text', () => {
  const cases: [what: string, text: string, shown: string][] = [
    ['stays as it is', 'Payouts are paused.', 'Payouts are paused.'],
    ['keeps every script', 'Auszahlung für 佐藤さん · مرحبا', 'Auszahlung für 佐藤さん · مرحبا'],
    ['keeps markup, which is shown as text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['loses line breaks and controls', 'a\nb\u0000c\u0007', 'a b c'],
    ['loses marks that reorder it', 'pay \u202Eecila\u202C now', 'pay  ecila  now'],
    ['loses marks that hide in it', 'ali\u200Bce\uFEFF', 'ali ce'],
    ['loses isolates and separators', '\u2066x\u2069\u2028y', 'x  y'],
    ['is cut at 200 characters', 'x'.repeat(201), 'x'.repeat(200)],
  ];
  for (const [what, text, shown] of cases) {
    it(what, () => expect(cleanText(text)).to.equal(shown));
  }
});
