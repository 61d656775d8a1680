/** The policies that a host's own page may have: the embed works under them without a word, or the link stays. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { strictPolicy } from '../../../demo/csp.js';
import type { Origins } from '../../../demo/pages/snippet.js';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  NONCE,
  seenBy,
  startSmallHost,
  type HostPage,
  type SmallHost,
} from '../../support/world/small-host.js';
import { linkIsVisible, untilStatus } from '../../support/world/visit.js';

interface Policy {
  what: string;
  /** Script tags, where they are not the documentation's. */
  scripts?: (host: SmallHost) => string;
  policy: (origins: Origins) => string;
  /** The directive that stands in the way, and what then is the matter; none is in the way when there is a portal. */
  violated?: string;
  code?: string;
  /** Lit itself throws. */
  throws?: boolean;
}

const POLICIES: Policy[] = [
  {
    what: 'the three directives of the documentation',
    policy: ({ cdn, portal }) => `script-src 'self' ${cdn}; frame-src ${portal}; connect-src 'self'`,
  },
  { what: 'the strictest that can work', policy: strictPolicy },
  { what: 'no styles at all', policy: () => "style-src 'none'" },
  {
    what: 'a nonce and strict-dynamic',
    policy: () => `script-src 'nonce-${NONCE}' 'strict-dynamic'; object-src 'none'; base-uri 'none'`,
  },
  {
    what: 'addresses down to the path, and nothing of what is not needed',
    policy: ({ cdn, portal }) =>
      `default-src 'none'; script-src 'self' ${cdn}/refport-embed.js; frame-src ${portal}/portal; ` +
      "connect-src 'self'; img-src 'self'", // the page's own icon
  },
  {
    what: 'Trusted Types that know lit-html',
    policy: () => "require-trusted-types-for 'script'; trusted-types lit-html",
  },
  {
    what: 'Trusted Types that know lit-html twice, on a page with a Lit of its own',
    policy: () => "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'",
    scripts: ({ scriptTag }) => `<script src="/own-lit.js"></script>${scriptTag()}`,
  },
  {
    what: 'Trusted Types that know nobody',
    policy: () => "require-trusted-types-for 'script'; trusted-types 'none'",
    violated: 'trusted-types',
    throws: true,
  },
  {
    what: 'scripts of its own origin alone',
    policy: () => "script-src 'self'",
    violated: 'script-src-elem',
  },
  {
    what: 'frames of its own origin alone',
    policy: ({ cdn }) => `default-src 'self'; script-src 'self' ${cdn}`,
    violated: 'frame-src',
    code: 'PORTAL_UNREACHABLE',
  },
  { what: 'no requests', policy: () => "connect-src 'none'", violated: 'connect-src' },
];

inEachEngine('the policies of a host’s page', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  const open = async (page: HostPage): Promise<Page> => {
    const opened = await browser().newPage();
    await opened.open(host.page(page));
    return opened;
  };
  const problemOf = (page: Page) =>
    page.evaluate(() => {
      const error = document.querySelector('refport-embed')?.error;
      return error && { code: error.code, message: error.message };
    });
  const words = 'refport-embed >>> [role=status]';

  describe('F24 · Content-Security-Policy and Trusted Types', () => {
    for (const { what, policy, scripts, violated, code, throws = false } of POLICIES) {
      it(`${what}: ${violated ? 'the link' : 'the portal, and not one violation'}`, async () => {
        const headers = { 'content-security-policy': policy(host.origins) };
        const page = await open({ headers, ...(scripts && { scripts: scripts(host) }) });
        if (!violated) await untilStatus(page, 'ready');
        const { violations, errors } = await seenBy(page, violated ? 1 : 0);
        assert.deepEqual([...new Set(violations)], violated ? [violated] : []);
        assert.equal(errors.length, throws ? 1 : 0, errors.join('\n'));
        assert.equal(await linkIsVisible(page), violated !== undefined);
        if (violated) assert.equal((await problemOf(page))?.code, code);
      });
    }
  });

  describe('F31 · isolated pages', () => {
    const isolated = { 'cross-origin-embedder-policy': 'require-corp' };
    const isolatedPortal = { ...isolated, 'cross-origin-resource-policy': 'cross-origin' };
    const portal = `/portal?headers=${encodeURIComponent(JSON.stringify(isolatedPortal))}`;

    it('require-corp, and a portal that takes part: the portal', async () => {
      const page = await open({ headers: isolated, portal });
      await untilStatus(page, 'ready');
      assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });
    });

    it('require-corp, and a portal that has not heard of it: words and the link', async () => {
      const page = await open({ headers: isolated });
      await untilStatus(page, 'failed');
      assert.equal((await problemOf(page))?.code, 'PORTAL_UNREACHABLE');
      assert.match(await page.text(words), /cannot be shown/);
      assert.equal(await linkIsVisible(page), true);
      assert.deepEqual((await seenBy(page)).errors, []);
    });

    it('a sandbox without an origin: words and the link, at once', async () => {
      const page = await open({ headers: { 'content-security-policy': 'sandbox allow-scripts' } });
      assert.equal(await page.evaluate(() => self.origin), 'null');
      await untilStatus(page, 'failed');
      const problem = await problemOf(page);
      assert.equal(problem?.code, 'CONFIG');
      assert.match(problem.message, /no origin/);
      assert.match(await page.text(words), /cannot be shown/);
      assert.equal(await linkIsVisible(page), true);
      assert.deepEqual((await seenBy(page)).errors, []);
    });
  });
});
