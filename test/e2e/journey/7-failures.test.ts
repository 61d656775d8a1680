/** Step 7: whatever goes wrong, there are words and the link. The place is never blank. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withKnobs, type Knobs } from '../../../demo/knobs.js';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { fieldIn, linkIsVisible, portalIn, untilStatus, visit } from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

interface Failure {
  knobs: Partial<Knobs>;
  words: string;
  /** What `element.error.code` is by then; a failure that is still being retried has none yet. */
  code?: string;
  canRetry: boolean;
  /** It takes up to ten seconds until the last try has failed, or somebody gives up waiting; then it stays so. */
  isSlow?: true;
}

const CANNOT_BE_SHOWN = 'Your referral portal cannot be shown here.';
const TAKES_LONGER = 'This takes longer than usual. You can open your portal directly:';

const FAILURES: Failure[] = [
  {
    knobs: { token: '401' },
    words: 'You are signed out. Sign in again to see your referral portal.',
    code: 'UNAUTHENTICATED',
    canRetry: true,
  },
  {
    knobs: { token: '429' },
    words: 'Too many requests. We will try again in a moment.',
    code: 'RATE_LIMITED',
    canRetry: true,
  },
  { knobs: { token: '500' }, words: TAKES_LONGER, canRetry: false },
  {
    knobs: { token: 'html' },
    words: 'Something went wrong.',
    code: 'BAD_RESPONSE',
    canRetry: true,
    isSlow: true,
  },
  {
    knobs: { token: 'empty' },
    words: 'Something went wrong.',
    code: 'BAD_RESPONSE',
    canRetry: true,
    isSlow: true,
  },
  { knobs: { token: 'hang' }, words: TAKES_LONGER, canRetry: false },
  {
    knobs: { portal: 'blocked' },
    words: CANNOT_BE_SHOWN,
    code: 'PORTAL_UNREACHABLE',
    canRetry: true,
    isSlow: true,
  },
  {
    // Silent or blocked cannot be told apart here: it stays on screen, with the link under it.
    knobs: { portal: 'silent', delivery: 'url' },
    words: 'If you see nothing above, open your portal directly:',
    code: 'PORTAL_SILENT',
    canRetry: false,
    isSlow: true,
  },
];

const nameOf = ({ knobs }: Failure): string =>
  Object.entries(knobs)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** Ten seconds until the element gives up waiting, and some. */
const PATIENCE_MS = 20_000;

inEachEngine('7. failures', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  for (const failure of FAILURES.filter(({ isSlow = false }) => !isSlow)) {
    it(`${nameOf(failure)}: words and the link, and never a blank box`, async () => {
      const page = await visit(browser(), demo, 'alice', failure.knobs);
      await watchForBlanks(page);
      await fails(page, failure);
    });
  }

  it('what takes up to ten seconds: words and the link, and never a blank box', async () => {
    await visit(browser(), demo, 'alice');
    const opened: [Page, Failure][] = [];
    // Each page has a window of its own and is seen, so that all of them wait at the same time.
    for (const failure of FAILURES.filter(({ isSlow = false }) => isSlow)) {
      const page = await browser().newPage();
      await page.open(demo.origins.host + withKnobs('/', failure.knobs));
      await watchForBlanks(page);
      opened.push([page, failure]);
    }
    for (const [page, failure] of opened) await fails(page, failure);
  });

  it('shows the portal after all when it was only slow', async () => {
    const page = await visit(browser(), demo, 'alice', { portal: 'slow', token: 'slow' });
    await watchForBlanks(page);
    await untilStatus(page, 'ready', PATIENCE_MS);
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
    await wasNeverBlank(page);
  });
});

/** What the partner sees and what the page reads, when it has failed so. */
async function fails(page: Page, failure: Failure): Promise<void> {
  await page.until(
    (wanted: string) => {
      const root = document.querySelector('refport-embed')?.shadowRoot;
      return root?.querySelector<HTMLElement>('[role=status]')?.innerText.trim() === wanted;
    },
    { args: [failure.words], timeoutMs: PATIENCE_MS },
  );
  const told = await page.evaluate(() => {
    const embed = document.querySelector('refport-embed');
    const canBeRetried = embed?.shadowRoot?.querySelector('[part=retry]') !== null;
    return { code: embed?.error?.code ?? 'none', canBeRetried };
  });
  const { code = 'none', canRetry } = failure;
  assert.deepEqual(told, { code, canBeRetried: canRetry }, nameOf(failure));
  assert.equal(await linkIsVisible(page), true);
  await wasNeverBlank(page);
}

/** Looks at the embed at every frame that the browser paints: is there a skeleton, are there words, a link, a portal? */
async function watchForBlanks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { looks: 0, blanks: 0 };
    Object.assign(window, { seen });
    const isVisible = (element: Element | null | undefined) =>
      element !== null &&
      element !== undefined &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const look = () => {
      const embed = document.querySelector('refport-embed');
      const root = embed?.shadowRoot;
      const words = root?.querySelector<HTMLElement>('[role=status]');
      seen.looks += 1;
      const shows =
        isVisible(embed?.querySelector('a')) ||
        isVisible(root?.querySelector('.skeleton')) ||
        (isVisible(words) && words?.innerText.trim() !== '') ||
        isVisible(root?.querySelector('iframe'));
      if (!shows) seen.blanks += 1;
      requestAnimationFrame(look);
    };
    look();
  });
}

async function wasNeverBlank(page: Page): Promise<void> {
  const { looks, blanks } = await page.evaluate(
    () => Reflect.get(window, 'seen') as { looks: number; blanks: number },
  );
  assert.ok(looks > 0, 'somebody has looked');
  assert.equal(blanks, 0);
}
