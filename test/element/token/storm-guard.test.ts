import { expect } from '@open-wc/testing';
import { StormGuard } from '../../../src/element/token/limiter.js';

describe('a portal that calls its tokens expired', () => {
  /** What the guard says to an expiry at each of these times, when a token is delivered right after. */
  function admitted(times: readonly number[]): (number | 'storm')[] {
    let now = 0;
    let deliveredAt = 0;
    const guard = new StormGuard(() => now);
    return times.map((at) => {
      now = at;
      const answer = guard.isStorm ? 'storm' : guard.record(deliveredAt);
      deliveredAt = at;
      return answer;
    });
  }

  it('may do so three times a minute', () => {
    expect(admitted([0, 5_000, 10_000, 15_000, 59_000, 61_000])).to.deep.equal([
      0,
      0,
      0,
      'storm',
      'storm',
      0,
    ]);
  });

  it('waits for nothing the first time, and from the second on until a second after the last token', () => {
    expect(admitted([100, 200, 900])).to.deep.equal([0, 900, 300]);
  });

  it('once an hour is never too often', () => {
    const hours = Array.from({ length: 1000 }, (_, hour) => hour * 3_600_000);
    expect(new Set(admitted(hours))).to.deep.equal(new Set([0]));
  });
});
