import { expect } from '@open-wc/testing';
import { backoffMs, readRetryAfter } from '../../../src/element/token/timing.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');

describe('Retry-After', () => {
  const cases: [header: string | null, ms: number | undefined][] = [
    ['5', 5_000],
    ['1', 1_000],
    ['0', 1_000], // never at once
    ['300', 300_000],
    ['999999', 300_000], // never for ever
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 1_000],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 300_000],
    [null, undefined],
    ['', undefined],
    ['-1', undefined], // Date.parse takes it for a date in 2001
    ['7.5', undefined],
    ['1e3', undefined],
    [' 5', undefined],
    ['1700000000000', undefined], // an epoch in milliseconds, as one vendor sends it
    ['2026-01-01T00:00:30Z', undefined],
    ['Thu, 99 Jan 2026 00:00:30 GMT', undefined],
    ['soon', undefined],
  ];
  for (const [header, ms] of cases) {
    it(`${JSON.stringify(header)} is ${ms}`, () => expect(readRetryAfter(header, NOW)).to.equal(ms));
  }
});

describe('backoff', () => {
  const most = (failures: number): number => backoffMs(failures, () => 1);

  it('doubles up to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(most)).to.deep.equal([
      2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('is anything from nothing to that', () => {
    expect(backoffMs(3, () => 0)).to.equal(0);
    expect(backoffMs(3, () => 0.25)).to.equal(2_000);
  });
});
