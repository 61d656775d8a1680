/** A run of the url dialect over hours, with a portal that says nothing when its token is over. Time is the story's. */
import { expect } from '@open-wc/testing';
import { freshToken, shown } from '../support/world/run-story.js';

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;
const DOWN = (): Response => new Response(null, { status: 500 });
const SIGNED_OUT = (): Response => new Response(null, { status: 401 });

describe('a portal of the url dialect that says nothing of an expiry', () => {
  const silent = { settings: { tokenDelivery: 'url' } } as const;

  it('has a new document when the life of its token is over, and not before', async () => {
    const { world, requests } = await shown(silent);
    await world.pass(8 * 60 * MINUTE);
    expect(requests).to.deep.equal(Array.from({ length: 17 }, (_, n) => n * 1800));
  });

  it('F12 · not while nobody looks; at once when somebody does', async () => {
    const { world, requests, seen } = await shown(silent);
    world.isVisible = false;
    await world.pass(60 * MINUTE);
    expect(requests).to.have.length(1);
    await world.return();
    expect([requests.length, seen.status]).to.deep.equal([2, 'ready']);
  });

  it('F12 · within half a minute after sleep, when nothing tells of the sleep', async () => {
    const { world, requests } = await shown(silent);
    await world.pass(MINUTE);
    await world.sleep(60 * MINUTE);
    await world.pass(30_000);
    expect(requests).to.deep.equal([0, 90]);
  });

  const lives: [what: string, expiresIn: number, count: number][] = [
    ['F8 · born expired, so that only the portal knows', -1, 1],
    ['F10 · ten seconds', 10, 1],
    ['F10 · eleven seconds: the first, and four a minute', 11, 21],
    ['F9 · 25 days', 25 * 24 * 3_600, 1],
  ];
  for (const [what, expiresIn, count] of lives) {
    it(`${what}: ${count} requests in five minutes`, async () => {
      const { world, requests, seen } = await shown({ ...silent, backend: [freshToken(expiresIn)] });
      await world.pass(5 * MINUTE);
      expect([requests.length, seen.status]).to.deep.equal([count, 'ready']);
    });
  }

  it('stays when the backend is down, which is asked again on schedule', async () => {
    let isDown = false;
    const backend = [() => (isDown ? DOWN() : freshToken()())];
    const { world, requests, portals, seen, log } = await shown({ ...silent, backend });
    isDown = true;
    await world.pass(HALF_AN_HOUR + 10 * MINUTE);
    expect([seen, portals.length]).to.deep.equal([{ status: 'ready', code: undefined }, 1]);
    expect(requests.length).to.be.within(5, 10);
    isDown = false;
    await world.pass(5 * MINUTE);
    expect([seen.status, portals.length]).to.deep.equal(['ready', 2]);
    expect(log.filter((line) => line.includes('failed'))).to.deep.equal([]);
  });

  it('goes when the host says that the visitor has signed out', async () => {
    const { world, seen, portals } = await shown({ ...silent, backend: [freshToken(), SIGNED_OUT] });
    await world.pass(60 * MINUTE);
    expect(seen).to.deep.equal({ status: 'failed', code: 'UNAUTHENTICATED' });
    expect(portals.filter(({ isOpen }) => isOpen)).to.deep.equal([]);
  });

  it('leaves no timer behind', async () => {
    const { world, run } = await shown(silent);
    run.leave();
    expect(world.leftovers).to.equal(0);
  });
});
