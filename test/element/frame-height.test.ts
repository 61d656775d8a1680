import { expect } from '@open-wc/testing';
import { FrameHeight } from '../../src/element/frame-height.js';

/** A page with a clock of its own that paints 60 frames a second, and a portal that answers each new height. */
function page(portal: (px: number, ms: number) => number | undefined, framesPerSecond = 60) {
  const applied: number[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  let painting: (() => void)[] = [];
  let now = 0;
  const height = new FrameHeight({
    apply: (px) => void applied.push(px),
    nextFrame: (callback) => void painting.push(callback),
    now: () => now,
    later: (callback, ms) => {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => void (timer.at = Infinity);
    },
  });
  return {
    height,
    applied,
    waiting: () => timers.filter(({ at }) => at < Infinity).length,
    run(ms: number) {
      for (const end = now + ms; now < end; now += 1000 / framesPerSecond) {
        const wish = portal(applied.at(-1) ?? 0, now);
        if (wish !== undefined) height.request(wish);
        for (const callback of painting.splice(0)) callback();
        painting = [];
        for (const timer of timers.filter(({ at }) => at <= now)) {
          timer.at = Infinity;
          timer.callback();
        }
      }
    },
  };
}

describe('the height of the frame', () => {
  it('is applied once a frame, however often the portal changes its mind', () => {
    const { height, applied, run } = page(() => undefined);
    for (let px = 1; px <= 10_000; px++) height.request(px);
    run(100);
    expect(applied).to.deep.equal([10_000]);
  });

  it('follows a portal that opens an accordion, step by step', () => {
    const { applied, run } = page((_, ms) => (ms < 500 ? 400 + ms : 900));
    run(600);
    expect(applied.length).to.be.above(25);
    expect(applied.at(-1)).to.equal(900);
  });

  it('ends up right after five seconds of animation', () => {
    const { applied, run } = page((_, ms) => (ms < 5_000 ? 400 + ms / 10 : undefined));
    run(10_000);
    expect(applied.at(-1)).to.be.within(898, 900);
    expect(applied.length).to.be.below(100);
  });

  for (const framesPerSecond of [60, 20, 8]) {
    it(`of a portal that always wants 20 px more stops growing, at ${framesPerSecond} frames a second`, () => {
      const { applied, run } = page((px) => px + 20, framesPerSecond);
      run(4_000);
      const early = applied.length;
      run(60_000);
      expect(early).to.be.within(20, 1.6 * framesPerSecond + 20);
      expect(applied.length).to.be.at.most(early + 1); // its last wish, once
    });
  }

  it('of a portal that cannot decide between two is held', () => {
    const { applied, run } = page((px) => (px === 300 ? 310 : 300));
    run(60_000);
    expect(applied.length).to.be.at.most(100);
  });

  it('follows again after an animation', () => {
    let still = 0;
    const { applied, run } = page((_, ms) => (ms < 3_000 ? ms : still || undefined));
    run(8_000);
    still = 450;
    run(1_000);
    expect(applied.at(-1)).to.equal(450);
  });

  it('of a new document starts afresh', () => {
    let loops = true;
    const { height, applied, run } = page((px) => (loops ? px + 20 : 333));
    run(20_000);
    loops = false;
    height.reset();
    run(100);
    expect(applied.at(-1)).to.equal(333);
  });

  it('stays as it is when the document is gone, whatever it has wished for last', () => {
    const { height, applied, run } = page(() => undefined);
    height.request(500);
    height.stop();
    run(5_000);
    expect(applied).to.deep.equal([]);
  });

  it('waits for nothing when a document is gone that was never at rest', () => {
    const { height, waiting, run } = page((px) => px + 20);
    run(3_000);
    expect(waiting()).to.equal(1);
    height.stop();
    expect(waiting()).to.equal(0);
  });
});
