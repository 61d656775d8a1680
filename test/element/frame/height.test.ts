import { expect } from '@open-wc/testing';
import { FrameHeight } from '../../../src/element/frame/height.js';
import { TestWorld } from '../../support/world/test-world.js';

/** A page that paints so many frames a second, and a portal that answers each new height. */
function page(portal: (px: number, ms: number) => number | undefined, framesPerSecond = 60) {
  const world = new TestWorld();
  const applied: number[] = [];
  let painting: (() => void)[] = [];
  const height = new FrameHeight((px) => void applied.push(px), {
    nextFrame: (callback) => void painting.push(callback),
    clock: world.clock,
    after: world.after,
  });
  return {
    height,
    applied,
    waiting: () => world.leftovers,
    async run(ms: number) {
      for (const end = world.clock.monotonic() + ms; world.clock.monotonic() < end;) {
        const wish = portal(applied.at(-1) ?? 0, world.clock.monotonic());
        if (wish !== undefined) height.request(wish);
        for (const callback of painting.splice(0)) callback();
        painting = [];
        await world.pass(1000 / framesPerSecond, 1);
      }
    },
  };
}

describe('the height of the frame', () => {
  it('is applied once a frame, however often the portal changes its mind', async () => {
    const { height, applied, run } = page(() => undefined);
    for (let px = 1; px <= 10_000; px++) height.request(px);
    await run(100);
    expect(applied).to.deep.equal([10_000]);
  });

  it('follows a portal that opens an accordion, step by step', async () => {
    const { applied, run } = page((_, ms) => (ms < 500 ? 400 + ms : 900));
    await run(600);
    expect(applied.length).to.be.above(25);
    expect(applied.at(-1)).to.equal(900);
  });

  it('ends up right after five seconds of animation', async () => {
    const { applied, run } = page((_, ms) => (ms < 5_000 ? 400 + ms / 10 : undefined));
    await run(10_000);
    expect(applied.at(-1)).to.be.within(898, 900);
    expect(applied.length).to.be.below(100);
  });

  for (const framesPerSecond of [60, 20, 8]) {
    it(`of a portal that always wants 20 px more stops growing, at ${framesPerSecond} frames a second`, async () => {
      const { applied, run } = page((px) => px + 20, framesPerSecond);
      await run(4_000);
      const early = applied.length;
      await run(60_000);
      expect(early).to.be.within(20, 1.6 * framesPerSecond + 20);
      expect(applied.length).to.be.at.most(early + 1); // its last wish, once
    });
  }

  it('of a portal that cannot decide between two is held', async () => {
    const { applied, run } = page((px) => (px === 300 ? 310 : 300));
    await run(60_000);
    expect(applied.length).to.be.at.most(100);
  });

  it('follows again after an animation', async () => {
    let still = 0;
    const { applied, run } = page((_, ms) => (ms < 3_000 ? ms : still || undefined));
    await run(8_000);
    still = 450;
    await run(1_000);
    expect(applied.at(-1)).to.equal(450);
  });

  it('of a new document starts afresh', async () => {
    let loops = true;
    const { height, applied, run } = page((px) => (loops ? px + 20 : 333));
    await run(20_000);
    loops = false;
    height.reset();
    await run(100);
    expect(applied.at(-1)).to.equal(333);
  });

  it('stays as it is when the document is gone, whatever it has wished for last', async () => {
    const { height, applied, run } = page(() => undefined);
    height.request(500);
    height.stop();
    await run(5_000);
    expect(applied).to.deep.equal([]);
  });

  it('waits for nothing when a document is gone that was never at rest', async () => {
    const { height, waiting, run } = page((px) => px + 20);
    await run(3_000);
    expect(waiting()).to.equal(1);
    height.stop();
    expect(waiting()).to.equal(0);
  });
});
