/** The driver's own test: what end-to-end tests rely on, in every engine, against a page and a frame of two real origins. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';

const HOST_PAGE = (portal: string) => `<!doctype html><title>Host</title>
  <p>written in the page</p><noscript>no script here</noscript><a href="/next">next</a>
  <x-embed><template shadowrootmode="open"><iframe src="${portal}/frame"></iframe></template></x-embed>
  <script>document.querySelector('p').textContent = 'written by a script'</script>`;

const PORTAL_PAGE = `<!doctype html><title>Portal</title><button>Copy</button><output></output>
  <script>
    document.querySelector('button').onclick = (event) => {
      document.querySelector('output').textContent = 'trusted: ' + event.isTrusted;
    };
  </script>`;

/** The strictest policy a host can have: the driver must not need `eval`, nor any script of the page. */
const STRICT = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

let server: Server;
let host: string;
let portal: string;

before(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/hang') return;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('set-cookie', 'visited=yes');
    if (path === '/strict') response.setHeader('content-security-policy', STRICT);
    response.end(pageFor(path, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  host = `http://localhost:${port}`;
  portal = `http://portal.localhost:${port}`;
});

function pageFor(path: string, request: IncomingMessage): string {
  if (path === '/frame') return PORTAL_PAGE;
  if (path === '/next')
    return `<!doctype html><title>Next</title><p>cookie: ${request.headers.cookie ?? 'none'}</p>`;
  if (path === '/hanging-frame') return `<!doctype html><title>Hangs</title><iframe src="/hang"></iframe>`;
  return HOST_PAGE(portal);
}

after(() => {
  server.closeAllConnections();
  server.close();
});

inEachEngine('driver', (browser) => {
  const open = async (path: string): Promise<Page> => {
    const page = await browser().newPage();
    await page.open(host + path);
    return page;
  };

  it('evaluates expressions and functions, with arguments, and awaits promises', async () => {
    const page = await open('/');
    assert.equal(await page.evaluate('1 + 1'), 2);
    assert.equal(await page.evaluate((a: number, b: number) => a * b, 6, 7), 42);
    const named = async (word: string) => {
      const twice = (text: string): string => text + text;
      return { title: document.title, word: await Promise.resolve(twice(word)) };
    };
    assert.deepEqual(await page.evaluate(named, 'ha'), { title: 'Host', word: 'haha' });
    assert.equal(await page.evaluate('undefined'), undefined);
    await assert.rejects(page.evaluate('nothing.there'), /nothing/);
  });

  it('works on a page with the strictest policy', async () => {
    const page = await open('/strict');
    assert.equal(await page.until(() => document.title), 'Host');
    assert.equal(await page.text('p'), 'written in the page');
  });

  it('opens a page whose frame hangs', async () => {
    const page = await open('/hanging-frame');
    assert.equal(await page.evaluate('document.readyState'), 'interactive');
  });

  it('waits for a condition, and says what it waited for', async () => {
    const page = await open('/');
    await page.evaluate('void setTimeout(() => { document.title = "Later" }, 100)');
    await page.until((title: string) => document.title === title, { args: ['Later'] });
    await assert.rejects(
      page.until('document.body.missing', { timeoutMs: 100 }),
      /100 ms for document\.body\.missing/,
    );
  });

  it('reaches a frame of another origin inside a shadow root, and clicks there like a person', async () => {
    const page = await open('/');
    const frame = page.inFrame('x-embed >>> iframe');
    await frame.until(() => document.readyState === 'complete');
    assert.equal(await frame.evaluate('origin'), portal);
    await frame.click('button');
    assert.equal(await frame.text('output'), 'trusted: true');
  });

  it('follows a link, and goes back', async () => {
    const page = await open('/');
    await page.click('a');
    await page.until(() => document.title === 'Next');
    assert.equal(await page.url(), `${host}/next`);
    await page.back();
    assert.equal(await page.text('p'), 'written by a script');
  });

  it('forgets a visitor', async () => {
    await open('/');
    assert.equal(await (await open('/next')).text('p'), 'cookie: visited=yes');
    await browser().forgetVisitor();
    assert.equal(await (await open('/next')).text('p'), 'cookie: none');
  });

  it('takes a screenshot of the size asked for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refport-driver-'));
    try {
      const page = await open('/');
      await page.screenshot(join(folder, 'page.png'), { width: 700, height: 500 });
      const png = await readFile(join(folder, 'page.png'));
      assert.equal(await page.evaluate('[innerWidth, innerHeight].join()'), '700,500');
      assert.ok(
        png.readUInt32BE(16) >= 700,
        'the image is as wide as the viewport, or wider by the tool bar',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('takes a census where the browser can, which is in Chromium', async () => {
    const page = await open('/');
    const census = await page.census?.();
    assert.equal(census !== undefined, browser().engine === 'chromium');
    await page.evaluate(() => {
      for (let i = 0; i < 1000; i++) document.body.append(document.createElement('i'));
    });
    const nodes = (await page.census?.())?.nodes ?? 0;
    // What the browser itself still holds of the page before is a handful of nodes, freed when it sees fit.
    assert.ok(
      !census || Math.abs(nodes - census.nodes - 1000) < 100,
      `${nodes} nodes, ${census?.nodes} before there were 1,000 more`,
    );
  });

  it('shows a light system unless told otherwise', async () => {
    const page = await open('/');
    assert.equal(await page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`), false);
  });
});

inEachEngine(
  'driver without JavaScript, dark',
  (browser) => {
    it('shows what the page itself says, and follows its links', async () => {
      const page = await browser().newPage();
      await page.open(`${host}/`);
      assert.equal(await page.text('p'), 'written in the page');
      assert.equal(await page.text('noscript'), 'no script here');
      assert.equal(await page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`), true);
      await page.click('a');
      await page.until(() => document.title === 'Next');
      await page.back();
      assert.equal(await page.evaluate('document.title'), 'Host');
    });
  },
  { javaScript: false, dark: true },
);
