/** Embeds that come and go, as they do in single-page apps: nothing of them stays. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { inOwnTask, live, LIVES, RAREST } from '../../support/world/lives.js';
import { startMountSite, type MountSite } from '../../support/world/mount-site.js';
import { stillOpen, type StillOpen } from '../../support/world/still-open.js';
import { untilStatus } from '../../support/world/visit.js';

/** The lives are mixed: each round has its part of each of them. */
const ROUNDS = 10;
/** Less than any timer of the element's that would end by itself (10 seconds, for a silent portal). */
const PATIENCE_MS = 5_000;
const POLL_MS = 250;

/** In the page. */
const insert = (snippet: string): void => document.body.insertAdjacentHTML('beforeend', snippet);

/** Of each kind one, left open in the page. */
const LEAKS: Record<keyof StillOpen, () => void> = {
  listeners: () => addEventListener('resize', () => undefined),
  timers: () => void setInterval(() => undefined, 1_000),
  ports: () => new MessageChannel().port1.start(),
  observers: () => new MutationObserver(() => undefined).observe(document, { childList: true }),
  requests: () => void fetch('/held'),
  frames: () => document.body.append(document.createElement('iframe')),
};

inEachEngine('mounts', (browser) => {
  let site: MountSite;
  before(async () => {
    site = await startMountSite();
  });
  after(() => site.close());

  const open = async (): Promise<Page> => {
    const page = await browser().newPage();
    await page.open(site.page);
    await page.until(() => customElements.get('refport-embed') !== undefined);
    return page;
  };

  it('F17 · 10,000 mounts, moves and removals leave nothing behind', { timeout: 300_000 }, async () => {
    const page = await open();
    const bare = await stillOpen(page);
    await live(page, site.portal, () => 1);
    await settles(() => stillOpen(page), bare);
    const census = page.census?.bind(page);
    const warm = await census?.();

    for (let round = 0; round < ROUNDS; round++) {
      await live(page, site.portal, (life) => LIVES[life] / ROUNDS);
    }
    await settles(() => stillOpen(page), bare);
    // Now and then the browser keeps the nodes of its last embed. A leak would be there once for each life.
    if (census && warm) await settles(census, warm, { nodes: RAREST - 1 });
    assert.equal(site.waiting(), 0, 'every request is answered, or given up');
  });

  it('F17 · a single one that was left behind would be noticed, of each kind', async () => {
    const page = await open();
    for (const [kind, leak] of Object.entries(LEAKS) as [keyof StillOpen, () => void][]) {
      const tight = await stillOpen(page);
      await inOwnTask(page, leak);
      assert.deepEqual(await stillOpen(page), { ...tight, [kind]: tight[kind] + 1 });
    }
  });

  it('F17 · an embed at work has something of each kind open', async () => {
    const page = await open();
    const bare = await stillOpen(page);
    await inOwnTask(page, insert, site.snippet);
    await untilStatus(page, 'ready');
    const { ports } = await stillOpen(page);

    await page.evaluate(() =>
      document.querySelector('refport-embed')?.setAttribute('token-endpoint', '/held'),
    );
    await untilStatus(page, 'loading');
    const loading = await stillOpen(page);
    assert.deepEqual(kindsOf(growth({ ...loading, ports }, bare)), Object.keys(bare));
  });

  it('F17 · what is left behind, and an embed at work, count in the memory of the page', async (test) => {
    const page = await open();
    if (!page.census) return test.skip('only Chromium tells what a page has in memory');
    const kinds = ['documents', 'frames', 'nodes', 'listeners'];
    const bare = await page.census();
    for (const leak of Object.values(LEAKS)) await inOwnTask(page, leak);
    const leaky = await page.census();
    assert.deepEqual(kindsOf(growth(leaky, bare)), kinds);
    await inOwnTask(page, insert, site.snippet);
    await untilStatus(page, 'ready');
    assert.deepEqual(kindsOf(growth(await page.census(), leaky)), kinds);
  });
});

/** Which counts have grown by more than is allowed, and how: `ports 0 → 1`. */
function growth<T extends object>(counts: T, since: T, allowed: Record<string, number> = {}): string[] {
  const now = { ...counts } as Record<string, number>;
  return Object.entries(since as Record<string, number>)
    .filter(([kind, count]) => Number(now[kind]) > count + (allowed[kind] ?? 0))
    .map(([kind, count]) => `${kind} ${count} → ${now[kind]}`);
}

const kindsOf = (grown: string[]): string[] => grown.map((line) => line.split(' ')[0] ?? '');

/** Nothing stays more than it was, but for what is allowed. */
async function settles<T extends object>(
  read: () => Promise<T>,
  since: T,
  allowed: Record<string, number> = {},
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let grown = growth(await read(), since, allowed);
  while (grown.length > 0 && Date.now() < deadline) {
    await wait(POLL_MS);
    grown = growth(await read(), since, allowed);
  }
  assert.deepEqual(grown, []);
}
