/** A run over hours: what the partner sees while tokens come and go. Backend and portal are scripted, time is the story's. */
import { expect } from '@open-wc/testing';
import { freshToken, runStory, shown, type Backend } from '../support/world/run-story.js';
import { TestWorld } from '../support/world/test-world.js';

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;
const DOWN = (): Response => new Response(null, { status: 500 });
const SIGNED_OUT = (): Response => new Response(null, { status: 401 });

const BY_URL = { tokenDelivery: 'url' } as const;

const days = { backend: [freshToken()] };

describe('a portal over hours', () => {
  it('has a fresh token all the time, and the partner sees nothing of it', async () => {
    const { world, log, portal, portals, requests } = await shown(days);
    await world.pass(8 * 60 * MINUTE);
    expect(log).to.deep.equal(['0 s: loading', '0 s: ready']);
    expect([portals.length, portal().tokens.length]).to.deep.equal([1, requests.length]);
    expect(requests.length).to.be.within(16, 18); // a token of half an hour, for eight hours
  });

  it('in the url dialect asks when the portal says so, and has a new document behind the last one', async () => {
    const { world, requests, portal, portals, log } = await shown({ settings: BY_URL });
    await world.pass(29 * MINUTE);
    expect(requests).to.have.length(1);
    portal().expire();
    await world.pass(0);
    expect([requests.length, portals.length]).to.deep.equal([2, 2]);
    expect(log.slice(-2)).to.deep.equal(['1740 s: refreshing', '1740 s: ready']);
  });

  it('stays while its token works, when the backend is down', async () => {
    const { world, log, portal } = await shown({
      backend: [freshToken(), DOWN, DOWN, DOWN, DOWN, freshToken()],
    });
    await world.pass(HALF_AN_HOUR);
    expect(log).to.deep.equal(['0 s: loading', '0 s: ready']);
    expect(portal().tokens).to.have.length(2);
  });

  it('goes with its token, when the backend stays down; and comes back with the backend, by itself', async () => {
    let isDown = false;
    const { world, portal, seen } = await shown({ backend: [() => (isDown ? DOWN() : freshToken()())] });
    isDown = true;
    await world.pass(HALF_AN_HOUR + MINUTE);
    expect(seen.status).to.equal('ready');
    portal().expire();
    await world.pass(MINUTE);
    expect(seen).to.deep.equal({ status: 'failed', code: 'UNAVAILABLE' });
    isDown = false;
    await world.pass(4 * MINUTE);
    expect(seen.status).to.equal('ready');
  });

  it('comes back when somebody looks again, when nobody has looked meanwhile', async () => {
    let isDown = false;
    const { world, portal, seen } = await shown({ backend: [() => (isDown ? DOWN() : freshToken()())] });
    isDown = true;
    portal().expire();
    await world.pass(MINUTE);
    world.isVisible = false;
    isDown = false;
    await world.pass(60 * MINUTE);
    expect(seen).to.deep.equal({ status: 'failed', code: 'UNAVAILABLE' });
    await world.return();
    expect(seen.status).to.equal('ready');
  });

  it('F29 · goes at once when the host says that the visitor has signed out', async () => {
    const { world, seen, portal } = await shown({ backend: [freshToken(), SIGNED_OUT] });
    await world.pass(HALF_AN_HOUR);
    expect(seen).to.deep.equal({ status: 'failed', code: 'UNAUTHENTICATED' });
    expect(portal().isOpen).to.equal(false); // and nothing of it is left behind the words
  });

  it('F1 · comes back when the visitor does, signed in again', async () => {
    const { world, log, seen, portals, requests } = await shown({
      backend: [freshToken(), SIGNED_OUT, freshToken()],
    });
    await world.pass(HALF_AN_HOUR);
    await world.return();
    expect([seen.status, requests.length, portals.length]).to.deep.equal(['ready', 3, 2]); // nobody else's portal
    expect(log.slice(-2)).to.deep.equal(['1800 s: loading', '1800 s: ready']);
  });

  it('F12 · does not ask while nobody looks, even when the portal calls for it', async () => {
    const { world, portal, requests, seen } = await shown();
    world.isVisible = false;
    portal().expire();
    await world.pass(60 * MINUTE);
    expect(requests).to.have.length(1);
    await world.return();
    expect([requests.length, seen.status]).to.deep.equal([2, 'ready']);
  });

  it('F28 · gets its token again when it reloads, and a new one when that is stale', async () => {
    const { world, portal, requests } = await shown();
    portal().reload();
    await world.pass(0);
    expect([portal().tokens.length, new Set(portal().tokens).size, requests.length]).to.deep.equal([2, 1, 1]);
    world.isVisible = false;
    await world.pass(60 * MINUTE);
    portal().reload();
    await world.pass(0);
    expect([portal().tokens.length, new Set(portal().tokens).size, requests.length]).to.deep.equal([3, 2, 2]);
  });

  it('that comes late gets a token that is fresh by then', async () => {
    const story = runStory({ backend: [freshToken()] });
    story.start();
    story.portal().isOpen = false; // it has not said hello yet
    story.world.isVisible = false;
    await story.world.pass(60 * MINUTE);
    story.portal().isOpen = true;
    story.portal().hello();
    await story.world.pass(0);
    expect([story.requests.length, story.portal().tokens.length]).to.deep.equal([2, 1]);
  });
});

describe('F15 · a portal that calls every token expired', () => {
  it('every 50 ms for 8 s: three more tokens, then words and the link, then nothing more', async () => {
    const { world, log, portal, requests, seen } = await shown();
    for (let ms = 0; ms < 8_000; ms += 50) {
      portal().expire();
      await world.pass(50);
    }
    expect(requests).to.have.length(4);
    expect(seen, log.join('\n')).to.deep.equal({ status: 'failed', code: 'TOKEN_REJECTED' });
    for (let minute = 0; minute < 60; minute++) {
      portal().expire();
      await world.pass(MINUTE);
    }
    expect(requests).to.have.length(4);
  });
});

describe('a portal that is not to be refreshed by itself', () => {
  for (const refresh of ['manual', 'never'] as const) {
    it(`${refresh}: says that the token has expired, and asks when a person does`, async () => {
      const { world, portal, requests, seen, run, portals } = await shown({ settings: { refresh } });
      await world.pass(60 * MINUTE);
      expect([seen.status, requests.length]).to.deep.equal(['ready', 1]);
      portal().expire();
      await world.pass(60 * MINUTE);
      await world.return();
      expect(seen).to.deep.equal({ status: 'failed', code: 'TOKEN_EXPIRED' });
      expect([requests.length, run.isTokenMissing]).to.deep.equal([1, true]);
      await run.refresh();
      await world.pass(0);
      expect([seen.status, requests.length, portals.length]).to.deep.equal(['ready', 2, 1]);
    });
  }
});

describe('F11 · a page that is opened offline', () => {
  it('has its portal as soon as the network is there, in a frame that had no chance before', async () => {
    const world = new TestWorld();
    world.isOnline = false;
    const story = runStory({ world, backend: [() => 'broken', freshToken()] });
    story.start();
    story.portal().isOpen = false; // its frame shows the browser's own error page
    await world.pass(60 * MINUTE);
    expect([story.seen.code, story.requests.length]).to.deep.equal(['OFFLINE', 1]);
    await world.return('online');
    await world.pass(2_000);
    expect(story.log).to.deep.equal([
      '0 s: loading',
      '0 s: failed',
      '0 s: OFFLINE',
      '3601 s: loading',
      '3601 s: ready',
    ]);
    expect(story.portals).to.have.length(2);
  });
});

describe('a token that the server has written into the page', () => {
  it('needs no request, until the portal calls it expired', async () => {
    const { world, portal, requests } = await shown({ source: { initialToken: 'written' } });
    expect([portal().tokens, requests]).to.deep.equal([['written'], []]);
    portal().expire();
    await world.pass(2_000);
    expect([portal().tokens.length, requests.length]).to.deep.equal([2, 1]);
  });

  it('is all there is without an endpoint', async () => {
    const { world, portal, seen, run } = await shown({
      source: { initialToken: 'written' },
      settings: { tokenEndpoint: undefined },
    });
    portal().expire();
    await world.pass(2_000);
    expect(seen).to.deep.equal({ status: 'failed', code: 'TOKEN_EXPIRED' });
    run.give('another');
    await world.pass(0);
    expect([seen.status, portal().tokens]).to.deep.equal(['ready', ['written', 'another']]);
  });

  it('in the url dialect stands in the address of the frame', async () => {
    const { portal, requests } = await shown({
      source: { initialToken: 'written' },
      settings: BY_URL,
    });
    expect([portal().tokens, requests]).to.deep.equal([['written'], []]);
  });
});

describe('clocks that are off', () => {
  const NOW = Date.parse('2026-01-01T12:00:00Z');
  const MINUTES_OFF = { visitor: [-24 * 60, -10, 0, 10, 24 * 60], issuer: [-1, 0, 1] };
  type Answer = (issuerNow: number) => Backend;
  const expires = (now: number): string => new Date(now + HALF_AN_HOUR).toISOString();
  const answers: [what: string, answer: Answer][] = [
    ['seconds', () => Response.json({ publicToken: crypto.randomUUID(), expiresIn: 1800 })],
    [
      'a date, beside the time of the server',
      (now) =>
        Response.json(
          { publicToken: crypto.randomUUID(), expires: expires(now) },
          { headers: { date: new Date(NOW).toUTCString() } },
        ),
    ],
    ['a date alone', (now) => Response.json({ publicToken: crypto.randomUUID(), expires: expires(now) })],
  ];
  for (const [what, answer] of answers) {
    for (const visitor of MINUTES_OFF.visitor) {
      for (const issuer of MINUTES_OFF.issuer) {
        it(`F8 · ${what}; visitor ${visitor} min, issuer ${issuer} min off: the portal stays, two requests in half an hour at most`, async () => {
          const world = new TestWorld(NOW + visitor * MINUTE);
          const backend = [() => answer(NOW + issuer * MINUTE + world.clock.monotonic())];
          const { portal, requests, log } = await shown({ world, backend });
          await world.pass(29 * MINUTE);
          expect(requests.length).to.be.at.most(2);
          portal().expire(); // by the issuer's clock, the only one that counts
          await world.pass(2_000);
          expect(log.filter((line) => /failed/.test(line))).to.deep.equal([]);
          expect(requests.length).to.be.within(2, 3);
        });
      }
    }
  }
});
