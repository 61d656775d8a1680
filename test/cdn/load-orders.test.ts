/** A page that has the script twice, or the name for something else: the first definition stays, and nothing is thrown. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import packageJson from 'refport-embed/package.json' with { type: 'json' };
import { inEachEngine } from '../support/browser/each-engine.js';
import { LINK } from './shapes.js';
import { embedTag } from '../support/world/small-host-files.js';
import { NONCE, seenBy, startSmallHost, type SmallHost } from '../support/world/small-host.js';
import { linkIsVisible, untilStatus } from '../support/world/visit.js';

/** Lit makes its policy when it is evaluated, and two of one name are too many: a second copy must not come so far. */
const ONE_LIT = "require-trusted-types-for 'script'; trusted-types lit-html";

const { version } = packageJson;
const OTHER = '99.0.0';
const other = `refport-embed.js?version=${OTHER}`;
const alreadyBy = (owner: string, name: string) => [
  `<refport-embed> is defined already, by ${owner}: refport-embed ${name} leaves it alone.`,
];
/** Modules and deferred scripts run in the order in which they stand. */
const MODULE = 'type="module" crossorigin';

/** Far down and lazy: it asks for nothing, whoever makes an embed of it. */
const placeholder = `<p style="height: 9000px"></p>
  <div data-refport-embed="1" data-token-endpoint="/token" data-loading="lazy">${LINK}</div>`;

interface Order {
  what: string;
  scripts: (host: SmallHost) => string;
  /** The version of the class that the page ends up with; a foreign class has none. */
  defined: string | undefined;
  warnings: string[];
}

const ORDERS: Order[] = [
  {
    what: 'classic, and once more',
    scripts: ({ scriptTag }) => scriptTag() + scriptTag(),
    defined: version,
    warnings: [],
  },
  {
    what: 'classic, then as a module',
    scripts: ({ scriptTag }) => scriptTag() + scriptTag(MODULE),
    defined: version,
    warnings: [],
  },
  {
    what: 'as a module, then classic',
    scripts: ({ scriptTag }) => scriptTag(MODULE) + scriptTag('defer'),
    defined: version,
    warnings: [],
  },
  {
    what: 'this version, then another',
    scripts: ({ scriptTag }) => scriptTag() + scriptTag('', other),
    defined: version,
    warnings: alreadyBy(`version ${version}`, OTHER),
  },
  {
    what: 'another version, then this one',
    scripts: ({ scriptTag }) => scriptTag('', other) + scriptTag(),
    defined: OTHER,
    warnings: alreadyBy(`version ${OTHER}`, version),
  },
  {
    what: 'after somebody else’s element of that name',
    scripts: ({ scriptTag }) => `<script src="/foreign.js" nonce="${NONCE}"></script>${scriptTag()}`,
    defined: undefined,
    warnings: alreadyBy('something else', version),
  },
];

inEachEngine('F23 · a script that is not alone', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  for (const { what, scripts, defined, warnings } of ORDERS) {
    it(`${what}: ${defined === undefined ? 'the link' : `version ${defined}`}, and no exception`, async () => {
      const page = await browser().newPage();
      const headers = { 'content-security-policy': ONE_LIT };
      const body = embedTag(`${host.origins.portal}/portal`) + placeholder;
      await page.open(host.page({ headers, scripts: scripts(host), body }));
      if (defined !== undefined) await untilStatus(page, 'ready');
      assert.deepEqual(await seenBy(page), { errors: [], violations: [], warnings });
      const definedVersion = await page.evaluate(
        () => (customElements.get('refport-embed') as { version?: string } | undefined)?.version,
      );
      assert.equal(definedVersion, defined);
      assert.equal(await linkIsVisible(page), defined === undefined);
      const upgraded = await page.evaluate(() => document.querySelectorAll('div > refport-embed').length);
      assert.equal(upgraded, defined === undefined ? 0 : 1, 'the placeholder, by the first script alone');
    });
  }
});
