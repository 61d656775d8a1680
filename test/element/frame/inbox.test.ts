import { expect } from '@open-wc/testing';
import { MessageBudget } from '../../../src/element/frame/inbox.js';

/** A sender at a steady rate; answers what became of its messages. */
function send({ perSecond, seconds }: { perSecond: number; seconds: number }) {
  let now = 0;
  let floods = 0;
  let admitted = 0;
  const budget = new MessageBudget(
    () => (floods += 1),
    () => now,
  );
  for (let i = 0; i < perSecond * seconds; i++) {
    now = (i / perSecond) * 1000;
    if (budget.admit()) admitted += 1;
  }
  return { admitted, flooded: floods > 0 };
}

describe('how many messages a portal may send', () => {
  it('a calm one is heard in full', () => {
    expect(send({ perSecond: 10, seconds: 60 })).to.deep.equal({ admitted: 600, flooded: false });
  });

  it('a burst of 60 is heard in full', () => {
    expect(send({ perSecond: 6000, seconds: 0.01 })).to.deep.equal({ admitted: 60, flooded: false });
  });

  it('one that animates its height for a minute is slowed, not removed', () => {
    const { admitted, flooded } = send({ perSecond: 60, seconds: 60 });
    expect(admitted).to.be.within(1_800, 1_870);
    expect(flooded).to.equal(false);
  });

  it('a flood is reported', () => {
    expect(send({ perSecond: 100_000, seconds: 1 }).flooded).to.equal(true);
  });

  it('so are 401 messages that make no sense', () => {
    let floods = 0;
    const budget = new MessageBudget(
      () => (floods += 1),
      () => 0,
    );
    for (let i = 0; i < 400; i++) budget.refuse('shape');
    expect(floods).to.equal(0);
    budget.refuse('shape');
    expect(floods).to.equal(1);
  });

  it('counts what it refuses, and explains each kind once to whoever develops the portal', () => {
    const hints: string[] = [];
    const print = console.warn;
    console.warn = (hint: string) => void hints.push(hint);
    const budget = new MessageBudget(
      () => undefined,
      () => 0,
    );
    for (let i = 0; i < 70; i++) budget.admit();
    budget.refuse('shape');
    budget.refuse('shape');
    budget.refuse('origin');
    console.warn = print;
    expect(budget.refused).to.deep.equal({ rate: 10, shape: 2, origin: 1 });
    expect(
      hints.map((hint) => /more than 30|none of the protocol|another origin/.exec(hint)?.[0]),
    ).to.deep.equal(['more than 30', 'none of the protocol', 'another origin']);
  });
});

describe('the time that a message costs', () => {
  it('is the time of reading it, and not that of the listeners of the page', () => {
    let now = 0;
    let floods = 0;
    const budget = new MessageBudget(
      () => (floods += 1),
      () => now,
    );
    const slow = (): void => void (now += 60_000); // an alert() in a listener, or a breakpoint
    for (let i = 0; i < 10; i++) budget.read(new MessageEvent('message', { data: 1 }), slow);
    expect(floods).to.equal(0);
  });
});

describe('a message that the browser has unpacked before it tells', () => {
  const isFlooded = (data: unknown, times: number): boolean => {
    let floods = 0;
    const budget = new MessageBudget(
      () => (floods += 1),
      () => 0,
    );
    for (let i = 0; i < times; i++) budget.read(new MessageEvent('message', { data }), () => undefined);
    return floods > 0;
  };
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const rows: [what: string, data: unknown, times: number, isFlood: boolean][] = [
    ['small, as ours are', { t: 'height', px: 300 }, 60, false],
    ['of 100,000 values, once', Array.from({ length: 100_000 }, () => 1), 1, false],
    ['of 100,000 values, ten times in a moment', Array.from({ length: 100_000 }, () => 1), 10, true],
    ['without an end, ten times in a moment', cyclic, 10, true],
  ];
  for (const [what, data, times, isFlood] of rows) {
    it(`${what}: ${isFlood ? 'a flood' : 'is heard'}`, () =>
      expect(isFlooded(data, times)).to.equal(isFlood));
  }
});

describe('a portal that offends', () => {
  it('29 times a second is removed: nonsense is forgiven once a second alone', () => {
    let now = 0;
    let floods = 0;
    const budget = new MessageBudget(
      () => (floods += 1),
      () => now,
    );
    for (let i = 0; i < 29 * 20; i++) {
      now = (i / 29) * 1000;
      budget.refuse('shape');
    }
    expect(floods).to.be.above(0);
  });
});

describe('what messages cost', () => {
  /** A message that takes so long to read, so many times a second; answers whether it was called a flood. */
  function isFlood({ ms, perSecond, seconds }: { ms: number; perSecond: number; seconds: number }): boolean {
    let now = 0;
    let floods = 0;
    const budget = new MessageBudget(
      () => (floods += 1),
      () => now,
    );
    const heavy = Object.defineProperty(new MessageEvent('message'), 'data', {
      get: () => {
        now += ms; // the browser makes an object of megabytes
        return {};
      },
    });
    for (let i = 0; i < perSecond * seconds; i++) {
      now = Math.max(now, (i / perSecond) * 1000);
      budget.read(heavy, () => undefined);
    }
    return floods > 0;
  }

  it('half of each second is too much, however few they are', () => {
    expect(isFlood({ ms: 500, perSecond: 1, seconds: 20 })).to.equal(true);
  });

  it('a tenth of each second is not', () => {
    expect(isFlood({ ms: 10, perSecond: 10, seconds: 60 })).to.equal(false);
  });

  it('one slow moment is not', () => {
    expect(isFlood({ ms: 1_200, perSecond: 1, seconds: 1 })).to.equal(false);
  });
});
