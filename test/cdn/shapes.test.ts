/** What is left of each shape of the snippet behind the filters of real systems: a portal or a link, as docs/embedding.md says. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from '../support/browser/driver.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import { allowing, outcomesOf, sanitised, sections, type Outcome, type Shape } from './shapes.js';
import { seenBy, startSmallHost, type HostPage, type SmallHost } from '../support/world/small-host.js';

const SHAPES: Shape[] = ['a', 'b', 'c', 'd'];

const ALL: Outcome[] = ['works', 'works', 'works', 'works'];
const WITH_DATA: Outcome[] = ['link', 'works', 'nothing', 'works'];
const WITHOUT_DATA: Outcome[] = ['link', 'link', 'nothing', 'link'];

/** What becomes of the shapes a to d in each place, with a site-wide script on the page. */
const PLACES: Record<string, Outcome[]> = {
  'plain-html': ALL,
  ghost: ALL,
  'wordpress-classic': ALL,
  'wordpress-author': WITH_DATA,
  'wordpress-author-classic': WITH_DATA,
  'tinymce-4': WITH_DATA,
  'tinymce-8': WITH_DATA,
  'ckeditor-5': WITHOUT_DATA,
  'ckeditor-5-allow-all': ALL,
  'drupal-basic-html': WITHOUT_DATA,
  'drupal-filter-admin': WITH_DATA,
  joomla: WITH_DATA,
  dompurify: WITH_DATA,
  'sanitize-html': WITHOUT_DATA,
  'rehype-sanitize': WITHOUT_DATA,
  'js-xss': WITHOUT_DATA,
};

const asRow = (outcomes: Outcome[]): Record<string, Outcome> =>
  Object.fromEntries(SHAPES.map((shape, n) => [shape, outcomes[n] ?? 'nothing']));

/** What keeps the script away, as attributes of its tag, another file, or headers of the page. */
const BLOCKED: Record<string, { file?: string; integrity?: string; headers?: Record<string, string> }> = {
  'is not there': { file: 'no-such-file.js' },
  'is reset on its way': { file: 'reset.js' },
  'is not what its integrity says': { integrity: `integrity="sha384-${'A'.repeat(64)}" crossorigin` },
  'is none of the page’s policy': { headers: { 'content-security-policy': "script-src 'self'" } },
};

inEachEngine('the shapes of the snippet', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  const open = async (hostPage: HostPage): Promise<Page> => {
    const page = await browser().newPage();
    await page.open(host.page(hostPage));
    return page;
  };

  for (const [place, outcomes] of Object.entries(PLACES)) {
    it(`${place}: ${outcomes.join(', ')}`, async () => {
      const { origins } = host;
      const scripts = host.scriptTag(`async ${allowing(origins)}`);
      const page = await open({ scripts, body: sections(sanitised(place, origins)) });
      assert.deepEqual(await outcomesOf(page), asRow(outcomes));
      assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });
      const endpoints = await page.evaluate(() =>
        Array.from(document.querySelectorAll('refport-embed'), (embed) =>
          embed.getAttribute('token-endpoint'),
        ),
      );
      const expected = outcomes.filter((outcome) => outcome === 'works').map(() => '/token?a=1&b=2');
      assert.deepEqual(endpoints, expected, 'what was written came through');
    });

    it(`${place}: without the script, the link wherever there is one`, async () => {
      const page = await open({
        scripts: '',
        body: sections(sanitised(place, host.origins, 'no-such-file.js')),
      });
      assert.deepEqual(await outcomesOf(page), asRow(WITHOUT_DATA));
    });
  }

  describe('F25 · a script that does not run', () => {
    for (const [what, { file, integrity = '', headers = {} }] of Object.entries(BLOCKED)) {
      it(`${what}: the link, whatever the shape`, async () => {
        const { origins } = host;
        const scripts = host.scriptTag(`${allowing(origins)} ${integrity}`, file);
        const { a, b, c, d } = sanitised('plain-html', origins, file);
        const [written, tag] = ['<script async', `<script async ${integrity}`];
        const body = sections({
          a: a.replace(written, tag),
          b: b.replace(written, tag),
          c: c.replace(written, tag),
          d,
        });
        const page = await open({ scripts, body, headers });
        assert.deepEqual(await outcomesOf(page), asRow(WITHOUT_DATA));
        assert.deepEqual((await seenBy(page)).errors, []);
      });
    }
  });
});

inEachEngine(
  'F25 · the shapes of the snippet without JavaScript',
  (browser) => {
    it('show the link, except for the script alone', async () => {
      const host = await startSmallHost();
      const page = await browser().newPage();
      const body = sections(sanitised('plain-html', host.origins));
      await page.open(host.page({ scripts: host.scriptTag(allowing(host.origins)), body }));
      const visible = await page.evaluate(() =>
        Array.from(document.querySelectorAll('section'), ({ id }) => {
          const link = document.querySelector<HTMLAnchorElement>(`#${id} a`);
          return [id, link?.checkVisibility() === true && link.pathname];
        }),
      );
      host.close();
      assert.deepEqual(visible, [
        ['a', '/api/portal'],
        ['b', '/api/portal'],
        ['c', false],
        ['d', '/api/portal'],
      ]);
    });
  },
  { javaScript: false },
);
