/** The portal page in a plain iframe, as a host writes it without the element: the token is in its address, messages tell the rest. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { FRAME_PATH } from '../../demo/portal-site.js';
import type { Frame, Page } from '../support/browser/driver.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import { fieldIn } from '../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../support/world/watched-demo.js';

interface Message {
  event: string;
  data: { height?: number; code?: string };
}

inEachEngine('the portal page in a plain iframe', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  async function mint(): Promise<string> {
    const response = await demo.issuer.fetch(
      new Request(`${demo.origins.portal}/api/embed/token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${demo.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ partner: { email: 'carol@example.com', name: 'Carol Diaz' } }),
      }),
    );
    const { publicToken } = (await response.json()) as { publicToken: string };
    return publicToken;
  }

  /** A page of the host that frames the portal and writes down what it is told. */
  async function frame(token: string, parameters: string): Promise<Page> {
    const page = await browser().newPage();
    await page.open(`${demo.origins.host}/welcome`);
    await page.evaluate((src: string) => {
      const told: unknown[] = [];
      Object.assign(window, { told });
      addEventListener('message', ({ data }) => told.push(data));
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, `${demo.origins.portal}${FRAME_PATH}?token=${token}${parameters}`);
    return page;
  }

  const portalIn = (page: Page): Frame => page.inFrame('iframe');
  const untilTold = (page: Page, event: string): Promise<Message> =>
    page.until(
      (wanted: string) => (Reflect.get(window, 'told') as Message[]).find((told) => told.event === wanted),
      { args: [event] },
    ) as Promise<Message>;

  it('shows the partner, takes the token out of its address, tells its height', async () => {
    const page = await frame(await mint(), '&dynamicHeight=true&theme=dark');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Carol Diaz');
    const { data } = await untilTold(page, 'PAGE_HEIGHT');
    assert.ok(Number(data.height) > 200, `${data.height} px`);
    const own = await portalIn(page).evaluate(() => ({
      query: location.search,
      theme: document.documentElement.dataset['theme'],
    }));
    assert.deepEqual(own, { query: '?dynamicHeight=true&theme=dark', theme: 'dark' });
  });

  it('tells no height when nobody has asked for it', async () => {
    const page = await frame(await mint(), '');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Carol Diaz');
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'told') as Message[]), []);
  });

  it('takes variables of the host, and none that loads something or goes on after its value', async () => {
    const vars = { '--accent': 'rgb(1, 2, 3)', '--text': 'url(/steal)', '--muted': 'red; display: none' };
    const page = await frame(await mint(), `&cssVars=${encodeURIComponent(JSON.stringify(vars))}`);
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Carol Diaz');
    const style = await portalIn(page).evaluate(() => document.documentElement.getAttribute('style'));
    assert.equal(style, '--accent: rgb(1, 2, 3);');
  });

  it('tells that a token is none of the programme’s, and says so', async () => {
    const page = await frame('pt_unknown', '&dynamicHeight=true');
    assert.equal((await untilTold(page, 'ERROR')).data.code, 'UNAUTHORIZED');
    assert.match(await portalIn(page).text('#notice-text'), /^Your portal cannot be opened from here\./);
  });
});
