import { expect } from '@open-wc/testing';
import { RefreshGuard } from '../../src/element/refresh-guard.js';

describe('a portal that calls its tokens expired', () => {
  it('may do so three times a minute, and not within a second of the last token', () => {
    let now = 0;
    const guard = new RefreshGuard(() => now);
    const log: (number | undefined)[] = [];
    for (const at of [0, 100, 5_000, 5_100, 59_000, 61_000]) {
      now = at;
      log.push(guard.admit());
      guard.delivered();
    }
    // at once; after what is left of the second; at once; refused twice; the first is a minute ago
    expect(log).to.deep.equal([0, 900, 0, undefined, undefined, 0]);
  });

  it('once an hour is never too often', () => {
    let now = 0;
    const guard = new RefreshGuard(() => now);
    for (let hour = 1; hour < 1000; hour++) {
      guard.delivered();
      now = hour * 3_600_000;
      expect(guard.admit()).to.equal(0);
    }
  });
});
