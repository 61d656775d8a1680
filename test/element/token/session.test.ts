/** One session for everybody who would make the same request, and what it does when that fails. */
import { expect } from '@open-wc/testing';
import type { CachedToken } from '../../../src/element/token/timing.js';
import { EmbedError } from '../../../src/protocol/embed-error.js';
import { story, type Answer } from '../../support/world/session-story.js';

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;

const textOf = async (token: Promise<CachedToken>): Promise<string> => (await token).token;
const codeOf = (outcome: Promise<CachedToken>): Promise<string> =>
  outcome.then(
    ({ token }) => token,
    (error: unknown) => (error instanceof EmbedError ? error.code : (error as Error).name),
  );

describe('a token session', () => {
  it('F16 · makes one request for everybody who asks at the same time', async () => {
    const { embed, log } = story({ token: 'a' });
    const tokens = await Promise.all(Array.from({ length: 100 }, () => textOf(embed().session.get())));
    expect(new Set(tokens)).to.deep.equal(new Set(['a']));
    expect(log).to.deep.equal(['0 s: first']);
  });

  it('gives the token at hand to whoever comes later, while it is fresh', async () => {
    const { embed, requests, world } = story({ token: 'a', lifeMs: MINUTE }, { token: 'b', lifeMs: MINUTE });
    world.isVisible = false; // nobody looks: no refresh ahead of time
    const { session } = embed();
    await session.get();
    await world.pass(50_000);
    expect(await textOf(session.get())).to.equal('a');
    await world.pass(6_000); // 4 s left: not worth handing out
    expect(await textOf(session.get())).to.equal('b');
    expect(requests()).to.equal(2);
  });

  it('gives the token that one embed gets at last to all that have failed with it, without another request', async () => {
    const { embed, world, requests } = story({ code: 'UNAUTHENTICATED', status: 401 }, { token: 'a' });
    const [one, other] = [embed(), embed()];
    one.start();
    other.start();
    await world.pass(0);
    expect([one.token(), other.token(), requests()]).to.deep.equal([undefined, undefined, 1]);
    await one.session.get({ userInitiated: true }); // the visitor has signed in, and presses the button of one
    await world.pass(0);
    expect([one.token()?.token, other.token()?.token, requests()]).to.deep.equal(['a', 'a', 2]);
  });

  it('is not asked again after a refusal, whenever the host says to come again', async () => {
    const { embed, world, requests } = story({ code: 'FORBIDDEN', status: 403, retryAfterMs: MINUTE });
    embed().start();
    await world.pass(HALF_AN_HOUR);
    expect(requests()).to.equal(1);
  });

  it('never gives back the token that a portal has refused', async () => {
    const { embed, requests } = story({ token: 'a' }, { token: 'b' });
    const { session } = embed();
    const stale = await session.get();
    const [second, third] = await Promise.all([session.get({ stale }), session.get({ stale })]);
    expect([second.token, third.token, await textOf(session.get({ stale }))]).to.deep.equal(['b', 'b', 'b']);
    expect(requests()).to.equal(2);
  });

  it('ends with its last member: the request is aborted, the token forgotten, nothing waits', async () => {
    const { embed, requests, world } = story({ token: 'a', lifeMs: HALF_AN_HOUR });
    const [one, other] = [embed(), embed()];
    await one.session.get();
    one.leave();
    expect(await textOf(other.session.get())).to.equal('a'); // the other one is still there
    expect(requests()).to.equal(1);
    other.leave();
    expect(world.leftovers).to.equal(0);

    const later = embed();
    const outcome = codeOf(later.session.get());
    later.leave();
    expect([await outcome, requests()]).to.deep.equal(['AbortError', 2]);
    expect(world.leftovers).to.equal(0);
  });

  it('gives nothing of a visitor who signs out to whoever comes next', async () => {
    const { embed, world } = story({ token: 'alice' }, { token: 'bob' });
    const stays = embed();
    const leaves = embed();
    await leaves.session.get();
    leaves.session.retire();
    leaves.leave();
    expect(await textOf(embed().session.get())).to.equal('bob');
    expect(await textOf(stays.session.get())).to.equal('alice'); // its own business
    await world.pass(0);
  });

  it('is another one for another endpoint', () => {
    const [one, two] = [story({ token: 'a' }), story({ token: 'b' })];
    expect(one.embed().session).to.equal(one.embed().session);
    expect(one.embed().session).not.to.equal(two.embed().session);
  });
});

describe('a token session, when a request fails', () => {
  const DOWN: Answer = { code: 'UNAVAILABLE', status: 500 };
  const failures: [what: string, answers: Answer[], log: string[]][] = [
    [
      'F1 · 401: no retry',
      [{ code: 'UNAUTHENTICATED', status: 401 }],
      ['0 s: first', '0 s: UNAUTHENTICATED'],
    ],
    ['F2 · 403: no retry', [{ code: 'FORBIDDEN', status: 403 }], ['0 s: first', '0 s: FORBIDDEN']],
    [
      'F3 · 409: one retry',
      [{ code: 'UNAVAILABLE', status: 409 }],
      ['0 s: first', '1 s: retry', '1 s: UNAVAILABLE'],
    ],
    ['F5 · one server error', [DOWN, { token: 'a' }], ['0 s: first', '1 s: retry']],
    [
      'F5 · a server that is down: four tries',
      [DOWN],
      ['0 s: first', '1 s: retry', '3 s: retry', '7 s: retry', '7 s: UNAVAILABLE'],
    ],
    [
      'F5 · a server that says when',
      [{ ...DOWN, retryAfterMs: 3_000 }, { token: 'a' }],
      ['0 s: first', '3 s: retry'],
    ],
    [
      'F5 · a server that says much later: told at once, and asked then',
      [{ ...DOWN, retryAfterMs: 90_000 }, { token: 'a' }],
      ['0 s: first', '0 s: UNAVAILABLE', '90 s: retry'],
    ],
    [
      'F7 · answers that make no sense: three tries',
      [{ code: 'BAD_RESPONSE' }],
      ['0 s: first', '1 s: retry', '3 s: retry', '3 s: BAD_RESPONSE'],
    ],
    [
      'F4 · 429 with a time: told at once, and asked then',
      [{ code: 'RATE_LIMITED', retryAfterMs: 9_000 }, { token: 'a' }],
      ['0 s: first', '0 s: RATE_LIMITED', '9 s: retry'],
    ],
    [
      'F4 · 429 without one: later and later',
      [{ code: 'RATE_LIMITED' }],
      ['0', '1', '3', '7', '60', '76', '106', '136'].flatMap((s, n) => [
        `${s} s: ${n === 0 ? 'first' : 'retry'}`,
        `${s} s: RATE_LIMITED`,
      ]),
    ],
  ];
  for (const [what, answers, expected] of failures) {
    it(what, async () => {
      const { embed, log, world } = story(...answers);
      embed().start();
      await world.pass(150_000);
      expect(log).to.deep.equal(expected);
    });
  }

  it('F4 · gives no other answer before the time it was told, unless a person asks', async () => {
    const { embed, requests, world } = story({ code: 'RATE_LIMITED', retryAfterMs: MINUTE }, { token: 'a' });
    const { session } = embed();
    expect(await codeOf(session.get())).to.equal('RATE_LIMITED');
    await world.pass(20_000);
    const error = await session.get().catch((reason: EmbedError) => reason);
    expect(error).to.include({ code: 'RATE_LIMITED', retryAfterMs: 40_000 }); // who comes later waits less
    await world.return();
    expect(requests()).to.equal(1);
    expect(await textOf(session.get({ userInitiated: true }))).to.equal('a');
  });

  it('asks at most four times a minute, whatever the reason; a person may ask at any time', async () => {
    const { embed, log, requests, world } = story(DOWN);
    const { session } = embed();
    for (let second = 0; second < 180; second++) {
      void codeOf(session.get());
      await world.pass(1_000);
    }
    const times = log.filter((line) => /first|retry/.test(line)).map(Number.parseFloat);
    expect(times.length).to.be.above(8);
    for (const [n, time] of times.slice(4).entries()) expect(time - (times[n] ?? 0)).to.be.at.least(60);

    const before = requests();
    await world.pass(MINUTE);
    for (let press = 0; press < 4; press++) {
      void codeOf(session.get({ userInitiated: true }));
      await world.pass(20_000); // until it has given up
    }
    expect(requests() - before).to.be.above(8);
  });
});
