/** When a session asks without being asked: before a token expires, and when somebody comes back. */
import { expect } from '@open-wc/testing';
import { story, type Answer } from '../../support/world/session-story.js';

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;

describe('a token session, when somebody comes back', () => {
  const back: [what: string, answer: Answer, awayMs: number, how: 'seen' | 'online', asks: boolean][] = [
    ['F1 · they may have signed in elsewhere', { code: 'UNAUTHENTICATED' }, 31_000, 'seen', true],
    ['F1 · not so soon', { code: 'UNAUTHENTICATED' }, 29_000, 'seen', false],
    ['F1 · the network has nothing to do with it', { code: 'UNAUTHENTICATED' }, 5_000, 'online', false],
    ['F2 · no access stays no access', { code: 'FORBIDDEN' }, 3_600_000, 'seen', false],
    ['F2 · no programme stays none', { code: 'NOT_FOUND' }, 3_600_000, 'seen', false],
    ['F5 · a server that was down', { code: 'UNAVAILABLE' }, 60_000, 'seen', true],
    ['F5 · a network that was gone', { code: 'TIMEOUT' }, 15_000, 'online', true],
    ['F11 · offline, and still is', { code: 'OFFLINE' }, 5_000, 'seen', false],
    ['F11 · offline, and is not any more', { code: 'OFFLINE' }, 5_000, 'online', true],
  ];
  for (const [what, answer, awayMs, how, asks] of back) {
    it(`${what}: ${asks ? 'asks again' : 'asks for nothing'}`, async () => {
      const { embed, log, world } = story(...Array.from({ length: 4 }, () => answer), { token: 'a' });
      if ('code' in answer && answer.code === 'OFFLINE') world.isOnline = false;
      embed().start();
      await world.pass(awayMs);
      const before = log.length;
      await world.return(how);
      await world.pass(2_000); // when the network is back, it is back for everybody: not all at once
      expect(log.length > before).to.equal(asks);
    });
  }

  it('F11 · while it is offline there is no timer', async () => {
    const { embed, world } = story({ code: 'OFFLINE' });
    const member = embed();
    member.start();
    await world.pass(MINUTE);
    expect(world.leftovers).to.equal(1); // its ear for the network
    member.leave();
  });
});

describe('a token session, before a token expires', () => {
  const life = (lifeMs: number): Answer[] => [
    { token: 'a', lifeMs },
    { token: 'b', lifeMs: HALF_AN_HOUR },
  ];

  it('asks for the next one, when a page is in front', async () => {
    const { embed, log, world } = story(...life(HALF_AN_HOUR));
    const member = embed();
    member.start();
    await world.pass(HALF_AN_HOUR);
    expect(log).to.deep.equal(['0 s: first', '1710 s: refresh']); // 90 s before the end
    expect(member.token()?.token).to.equal('b');
  });

  const lives: [what: string, lifeMs: number, asksAtSeconds: number | undefined][] = [
    ['F8 · born expired: only the portal knows', 0, undefined],
    ['F10 · less than 10 s: only when the portal says so', 9_000, undefined],
    ['F10 · 12 s', 12_000, 10.2],
    ['20 s', 20_000, 17],
    ['F9 · 25 days', 25 * 24 * 3_600_000, 6 * 3_600],
    ['F9 · 2^31 - 1', 2 ** 31 - 1, 6 * 3_600],
    ['F9 · 2^31', 2 ** 31, 6 * 3_600],
    ['F9 · year 275760', 8.64e15, 6 * 3_600],
    ['F9 · for ever, or nobody said', Infinity, 6 * 3_600],
  ];
  for (const [what, lifeMs, seconds] of lives) {
    it(`${what}: ${seconds === undefined ? 'no request' : `after ${seconds} s`}`, async () => {
      const { embed, log, world } = story({ token: 'a', lifeMs }, { token: 'b', lifeMs: 0 });
      embed().start();
      await world.pass(7 * 3_600_000);
      expect(log).to.deep.equal(['0 s: first', ...(seconds === undefined ? [] : [`${seconds} s: refresh`])]);
    });
  }

  it('F12 · not while nobody looks; at once when somebody does', async () => {
    const { embed, log, world } = story(...life(HALF_AN_HOUR));
    embed().start();
    world.isVisible = false;
    await world.pass(2 * HALF_AN_HOUR);
    expect(log).to.deep.equal(['0 s: first']);
    await world.return();
    expect(log).to.deep.equal(['0 s: first', '3600 s: refresh']);
    await world.return();
    expect(log).to.have.length(2); // looked at again, with a good token
  });

  it('F12 · at once after sleep', async () => {
    const { embed, log, world } = story(...life(HALF_AN_HOUR));
    embed().start();
    await world.pass(MINUTE);
    await world.sleep(3_600_000);
    await world.return();
    expect(log).to.deep.equal(['0 s: first', '60 s: refresh']);
  });

  it('F12 · within half a minute, when nothing tells of the sleep', async () => {
    const { embed, log, world } = story(...life(HALF_AN_HOUR));
    embed().start();
    await world.pass(MINUTE);
    await world.sleep(3_600_000);
    await world.pass(30_000);
    expect(log).to.deep.equal(['0 s: first', '90 s: refresh']);
  });

  for (const hours of [-24, -1, 1, 24]) {
    it(`F12 · a clock that is set by ${hours} h costs one request at most`, async () => {
      const { embed, requests, world } = story(...life(HALF_AN_HOUR));
      embed().start();
      await world.pass(MINUTE);
      world.setClock(hours * 3_600_000);
      await world.return();
      await world.pass(5 * MINUTE);
      expect(requests()).to.equal(hours > 0 ? 2 : 1);
      await world.pass(HALF_AN_HOUR);
      expect(requests()).to.equal(hours > 0 ? 3 : 2);
    });
  }

  it('goes on quietly when that fails, as long as the token lives', async () => {
    const { embed, world, requests } = story(life(10 * MINUTE)[0] as Answer, { code: 'UNAVAILABLE' });
    const member = embed();
    member.start();
    await world.pass(10 * MINUTE);
    expect(requests()).to.be.within(3, 20);
    const before = requests();
    expect(member.token()?.isFresh).to.equal(false);
    await world.pass(10 * MINUTE);
    expect(requests() - before).to.be.at.most(4); // then it is the portal's business
  });
});
