/** The ways in which an embed can come to a page and leave it again. */
import type { Page } from '../browser/driver.js';

/** How often each is lived through: 9,000 within one task, 1,000 that have a run, and with it a request and a frame. */
export const LIVES = {
  'removed at once': 4_000,
  'moved, removed at once': 2_000,
  'changed, removed at once': 2_000,
  'mounted twice, removed at once': 1_000,

  'removed some microtasks later': 200,
  'removed a frame later': 100,
  'moved with its frame, removed': 80,
  'changed and removed in mid-request': 80,
  'removed before it is near': 360,
  'removed when it has failed': 100,
  'removed when ready, by url': 40,
  'removed when ready and asking for more': 40,
};

/** What a life leaves behind is left at least so often. */
export const RAREST = Math.min(...Object.values(LIVES));

export type Life = keyof typeof LIVES;

/** Lives each of the page's lives through, so many times. */
export async function live(page: Page, portal: string, times: (life: Life) => number): Promise<void> {
  const names = Object.keys(LIVES) as Life[];
  await inOwnTask(page, liveThrough, portal, Object.fromEntries(names.map((life) => [life, times(life)])));
}

/** In a task of the page's own: WebKit runs microtasks in the midst of a script that comes from its driver. */
export async function inOwnTask<A extends unknown[]>(
  page: Page,
  script: (...args: A) => unknown,
  ...args: A
): Promise<void> {
  await page.evaluate(`void setTimeout(async () => {
    window.outcome = undefined;
    window.outcome = await Promise.resolve((${String(script)})(...${JSON.stringify(args)})).then(() => 'done', String);
  })`);
  const outcome = await page.until<[], unknown>('window.outcome', { timeoutMs: 60_000 });
  if (outcome !== 'done') throw new Error(`In the page: ${String(outcome)}`);
}

async function liveThrough(portal: string, times: Record<string, number>): Promise<void> {
  const mount = (attributes: Record<string, string> = {}): HTMLElementTagNameMap['refport-embed'] => {
    const embed = document.createElement('refport-embed');
    const all = {
      'token-endpoint': '/token',
      'portal-url': portal,
      'token-delivery': 'channel',
      ...attributes,
    };
    for (const [name, value] of Object.entries(all)) embed.setAttribute(name, value);
    embed.append(document.createElement('a'));
    document.body.append(embed);
    return embed;
  };
  /** Whoever waits for an answer asks an endpoint of its own: one is asked four times a minute, whoever comes and goes. */
  const own = (path: string): Record<string, string> => ({ 'token-endpoint': `${path}?${Math.random()}` });
  const move = (embed: Element): void => {
    document.documentElement.append(embed);
    // WebKitGTK 2.50 has no such method.
    if ('moveBefore' in document.body) document.body.moveBefore(embed, null);
  };
  const heard = (embed: Element, event: string): Promise<unknown> =>
    new Promise((resolve) => embed.addEventListener(event, resolve, { once: true }));
  const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

  const lives: Record<Life, (n: number) => void | Promise<void>> = {
    'removed at once': () => mount().remove(),
    'moved, removed at once': () => {
      const embed = mount();
      move(embed);
      embed.remove();
    },
    'changed, removed at once': () => {
      const embed = mount();
      embed.setAttribute('token-endpoint', '/held');
      embed.setAttribute('theme', 'dark');
      embed.remove();
    },
    'mounted twice, removed at once': () => {
      const embed = mount();
      embed.remove();
      document.body.append(embed);
      embed.remove();
    },
    'removed some microtasks later': async (n) => {
      const embed = mount();
      for (let turns = n % 6; turns >= 0; turns--) await Promise.resolve();
      embed.remove();
    },
    'removed a frame later': async () => {
      const embed = mount();
      await nextFrame();
      embed.remove();
    },
    'moved with its frame, removed': async () => {
      const embed = mount();
      await embed.updateComplete;
      move(embed);
      await nextFrame();
      embed.remove();
    },
    'changed and removed in mid-request': async (n) => {
      const embed = mount({ 'token-endpoint': '/held' });
      await embed.updateComplete;
      embed.setAttribute('token-endpoint', `/held?${n}`);
      embed.setAttribute('theme', 'dark');
      await nextFrame();
      embed.remove();
    },
    'removed before it is near': async () => {
      const embed = mount({ loading: 'lazy', style: 'position: absolute; top: 9999px' });
      await embed.updateComplete;
      embed.remove();
    },
    'removed when it has failed': async () => {
      const embed = mount(own('/nothing'));
      await heard(embed, 'refport-error');
      embed.remove();
    },
    'removed when ready, by url': async () => {
      const embed = mount({ ...own('/token'), 'token-delivery': 'url' });
      await heard(embed, 'refport-ready');
      embed.remove();
    },
    'removed when ready and asking for more': async () => {
      const embed = mount(own('/token'));
      await heard(embed, 'refport-ready');
      void embed.refresh();
      embed.remove();
    },
  };
  for (const [name, life] of Object.entries(lives)) {
    for (let n = 0; n < (times[name] ?? 0); n++) {
      const lasts = life(n);
      if (lasts) await lasts;
    }
  }
}
