/** What comes of each answer that was fetched ahead: the same as without, and nobody waits longer for it. */
import { expect } from '@open-wc/testing';
import type { Settings } from '../../../src/element/settings.js';
import { freshToken, runStory, type Backend } from '../../support/world/run-story.js';
import { settled, TestWorld } from '../../support/world/test-world.js';

const uncached = { 'cache-control': 'no-store' };
const body =
  (text: string, type = 'application/json', status = 200) =>
  () =>
    new Response(text, { status, headers: { ...uncached, 'content-type': type } });
const status = (code: number, headers?: Record<string, string>) => () =>
  new Response(null, { status: code, headers: { ...uncached, ...headers } });
const token =
  (lifeSeconds: number, headers: Record<string, string> = uncached) =>
  () =>
    Response.json({ publicToken: `pt_${lifeSeconds}`, expiresIn: lifeSeconds }, { headers });
/** As `fetch` shows a login page to which it was redirected. */
const followed = (): Response => Object.defineProperty(freshToken()(), 'redirected', { value: true });

/** Turns that it takes to read one answer after the other, with room to spare. */
const TWO_ANSWERS = 24;

class FastWorld extends TestWorld {
  override readonly takePreload = (): boolean => true;
}

describe('a token that is fetched ahead', () => {
  it('is the first one, by one request in the modes of the link', async () => {
    const { start, world, seen, requests, modes } = modesOf([token(1800)]);
    start();
    await world.pass(1_000);
    expect([seen.status, requests.length]).to.deep.equal(['ready', 1]);
    expect(modes).to.deep.equal(['default']);
  });

  it('is followed by ones that are asked for in the careful way', async () => {
    const { start, world, modes } = modesOf([token(1800)]);
    start();
    await world.pass(2 * 1_800_000);
    expect(modes.slice(0, 3)).to.deep.equal(['default', 'no-store manual', 'no-store manual']);
  });

  it('may be as old as the page: its life is that much shorter', async () => {
    const world = new FastWorld();
    await world.pass(20_000);
    const { start, run } = runStory({ backend: [token(1800)], world });
    start();
    await world.pass(0);
    expect(run.token?.lifetimeMs).to.equal(1_780_000);
  });

  it('is for whom the page was loaded for, not for who comes much later', async () => {
    const { start, world, modes } = modesOf([token(1800)]);
    await world.pass(31_000);
    start();
    await world.pass(0);
    expect(modes).to.deep.equal(['no-store manual']);
  });

  it('is not for an embed that waits for its turn', async () => {
    const { start, world, modes } = modesOf([token(1800)], { loading: 'lazy' });
    start();
    await world.pass(0);
    expect(modes).to.deep.equal(['no-store manual']);
  });

  const useless: [what: string, answer: () => Backend][] = [
    ['a redirect', followed],
    ['401', status(401)],
    ['429', status(429, { 'retry-after': '60' })],
    ['500', status(500)],
    ['a login page', body('<h1>Sign in</h1>', 'text/html')],
    ['no JSON', body('{"publicToken":')],
    ['no token', body('{}')],
    ['no connection', () => 'broken'],
    ['a token that is nearly over', token(9)],
    ['what a cache may keep', token(1800, { 'cache-control': 'private, max-age=60' })],
    ['what does not say whether a cache may keep it', token(1800, {})],
  ];
  for (const [what, answer] of useless) {
    it(`${what}: another is asked for at once`, async () => {
      const { start, run, requests, modes } = modesOf([answer, token(600)]);
      start();
      await settled(TWO_ANSWERS);
      expect(run.token?.token).to.equal('pt_600');
      expect(requests).to.deep.equal([0, 0]);
      expect(modes).to.deep.equal(['default', 'no-store manual']);
    });

    it(`${what}, again and again: the partner sees what they see without the link`, async () => {
      const [plain, fast] = [new TestWorld(), new FastWorld()].map((world) =>
        runStory({ backend: [answer], world }),
      );
      for (const story of [plain, fast]) {
        story?.start();
        await settled(TWO_ANSWERS);
        await story?.world.pass(50_000);
      }
      expect(fast?.log).to.deep.equal(plain?.log);
      expect(fast?.requests.length).to.equal((plain?.requests.length ?? 0) + 1);
    });
  }

  it('no answer at all: the time runs once for both', async () => {
    const { start, world, requests } = modesOf([() => 'hangs', token(600)]);
    start();
    await world.pass(9_999);
    expect(requests).to.deep.equal([0]);
    await world.pass(60_000);
    expect(requests).to.have.length(2);
  });
});

/** A story of the fast start that writes down how each request was made. */
function modesOf(backend: readonly (() => Backend)[], settings: Partial<Settings> = {}) {
  const modes: string[] = [];
  const story = runStory({ backend, settings, world: new FastWorld() });
  const { fetch } = story.world;
  story.world.fetch = (url, request = {}) => {
    modes.push([request.cache, request.redirect].filter(Boolean).join(' ') || 'default');
    return fetch(url, request);
  };
  return { ...story, modes };
}
