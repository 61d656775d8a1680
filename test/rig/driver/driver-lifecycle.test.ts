/** The driver's own test, second half: what happens to a page beside what is done in it. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';

let server: Server;
let host: string;

before(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const { port } = server.address() as AddressInfo;
    response.end(
      request.url === '/frame'
        ? '<!doctype html><title>Portal</title>'
        : `<!doctype html><title>Host</title><iframe src="http://portal.localhost:${port}/frame"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://localhost:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

inEachEngine('driver, lifecycle', (browser) => {
  const open = async (): Promise<Page> => {
    const page = await browser().newPage();
    await page.open(host);
    return page;
  };

  it('hides a page, and shows it again', async () => {
    const page = await open();
    await listen(page, 'visibilitychange');
    await page.hide();
    await page.show();
    assert.deepEqual(await heard(page), ['visibilitychange hidden', 'visibilitychange visible']);
  });

  it('sleeps: while the servers go on, nothing happens in the browser', async () => {
    const page = await open();
    await page.evaluate(() => {
      let last = Date.now();
      setInterval(() => {
        if (Date.now() - last > 900) document.title = 'slept';
        last = Date.now();
      }, 50);
    });
    await browser().sleep(1000);
    await page.until(() => document.title === 'slept');
  });

  it('freezes a hidden page, and thaws it', async (test) => {
    const page = await open();
    if (!page.freeze) return test.skip('only Chromium can be told to freeze a page');
    await listen(page, 'freeze', 'resume');
    await page.hide();
    const thaw = await page.freeze();
    await page.until(() => (Reflect.get(window, 'noted') as string[]).includes('freeze hidden'));
    await page.evaluate('void setTimeout(() => { document.title = "thawed" })');
    assert.equal(await page.evaluate('document.title'), 'Host');
    await thaw();
    await page.until(() => document.title === 'thawed');
    await page.show();
    assert.deepEqual(await heard(page), ['freeze hidden', 'resume hidden']);
  });

  it('takes a page off the network, frames included, and back', async (test) => {
    const page = await open();
    if (!page.setOffline) return test.skip('WebDriver cannot take WebKit off the network');
    const frame = page.inFrame('iframe');
    const reach = async () => {
      const answered = () =>
        fetch('/').then(
          ({ ok }) => ok,
          () => false,
        );
      return Promise.all([page.evaluate(answered), frame.evaluate(answered)]);
    };
    await frame.until(() => document.readyState === 'complete');
    await listen(page, 'offline', 'online');
    await page.setOffline(true);
    await page.until(() => !navigator.onLine);
    assert.deepEqual(await reach(), [false, false]);
    await page.setOffline(false);
    await page.until(() => navigator.onLine);
    assert.deepEqual(await reach(), [true, true]);
    assert.deepEqual(await heard(page), ['offline visible', 'online visible']);
  });

  it('prints', async (test) => {
    const page = await open();
    if (!page.print) return test.skip('WebKit’s WebDriver has no command for it');
    await listen(page, 'beforeprint', 'afterprint');
    const pdf = Buffer.from(await page.print());
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.deepEqual(await heard(page), ['beforeprint visible', 'afterprint visible']);
  });

  it('crashes a frame, and leaves the page alone', async (test) => {
    const page = await open();
    if (!page.crashFrame) return test.skip('only Chromium can be told to');
    const frame = page.inFrame('iframe');
    await frame.until(() => document.readyState === 'complete');
    await page.crashFrame('iframe');
    assert.equal(await page.evaluate('document.title'), 'Host');
    await page.evaluate(() => {
      const crashed = document.querySelector('iframe');
      crashed?.replaceWith(crashed.cloneNode());
    });
    await frame.until(() => document.title === 'Portal');
  });
});

/** Lets the page note events, and whether it could be seen. */
async function listen(page: Page, ...types: string[]): Promise<void> {
  await page.evaluate((wanted: string[]) => {
    const noted: string[] = [];
    Object.assign(window, { noted });
    const note = ({ type }: Event): unknown => noted.push(`${type} ${document.visibilityState}`);
    // Capturing: `freeze` does not bubble, and all of them pass the window on their way down.
    for (const type of wanted) addEventListener(type, note, true);
  }, types);
}

const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => Reflect.get(window, 'noted') as string[]);
