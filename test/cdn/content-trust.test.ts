/** Placeholders may be a stranger's: what they name has to be the page's own, or what its script tag lists. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Origins } from '../../demo/pages/snippet.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import { LINK } from './shapes.js';
import { seenBy, startSmallHost, type SmallHost } from '../support/world/small-host.js';

interface Content {
  what: string;
  /** What the script tag lists; `undefined`: it lists nothing and says nothing about it. */
  allow?: (origins: Origins) => string;
  /** Attributes of the placeholder, without their `data-`. */
  names: (origins: Origins) => Record<string, string>;
  isLink?: boolean;
  becomes: 'an embed' | 'what it was';
}

const own = { 'token-endpoint': '/token' };
const listed = ({ host, portal }: Origins): string => `${host}/token ${portal}`;

const CONTENTS: Content[] = [
  { what: 'an endpoint of the page', names: () => own, becomes: 'an embed' },
  { what: 'it, whole', names: ({ host }) => ({ 'token-endpoint': `${host}/token` }), becomes: 'an embed' },
  {
    what: 'an endpoint of another origin',
    names: ({ portal }) => ({ 'token-endpoint': `${portal}/token` }),
    becomes: 'what it was',
  },
  {
    what: 'an origin that begins like the page’s',
    names: ({ host }) => ({ 'token-endpoint': `${host}0/token` }),
    becomes: 'what it was',
  },
  {
    what: 'the page as a user of another origin',
    names: ({ host, portal }) => ({ 'token-endpoint': portal.replace('//', `//${new URL(host).hostname}@`) }),
    becomes: 'what it was',
  },
  {
    what: 'an endpoint without a scheme',
    names: ({ portal }) => ({ 'token-endpoint': portal.replace('http:', '') }),
    becomes: 'what it was',
  },
  { what: 'no URL', names: () => ({ 'token-endpoint': 'https://' }), becomes: 'what it was' },
  {
    what: 'something to post to',
    names: () => ({ ...own, 'token-method': 'post' }),
    becomes: 'what it was',
  },
  {
    what: 'a portal',
    names: ({ portal }) => ({ ...own, 'portal-url': `${portal}/portal` }),
    becomes: 'what it was',
  },
  {
    what: 'a portal that is a script',
    names: () => ({ ...own, 'portal-url': 'javascript:alert(1)' }),
    becomes: 'what it was',
  },
  { what: 'an endpoint of the page, in a link', names: () => own, isLink: true, becomes: 'what it was' },

  {
    what: 'a portal that is listed',
    allow: listed,
    names: ({ portal }) => ({ ...own, 'portal-url': `${portal}/portal?tab=payouts` }),
    becomes: 'an embed',
  },
  {
    what: 'what is listed, in a link',
    allow: listed,
    names: ({ portal }) => ({ ...own, 'portal-url': `${portal}/portal` }),
    isLink: true,
    becomes: 'an embed',
  },
  {
    what: 'something to post to that is listed',
    allow: () => '\n /token \n',
    names: () => ({ ...own, 'token-method': 'POST' }),
    becomes: 'an embed',
  },
  {
    what: 'another endpoint of the page than is listed',
    allow: listed,
    names: () => ({ 'token-endpoint': '/account/delete' }),
    becomes: 'what it was',
  },
  {
    what: 'another portal than is listed',
    allow: listed,
    names: () => ({ ...own, 'portal-url': 'https://portal.example/portal' }),
    becomes: 'what it was',
  },
  {
    what: 'a portal that begins like the listed one',
    allow: listed,
    names: ({ portal }) => ({ ...own, 'portal-url': `${portal}0/portal` }),
    becomes: 'what it was',
  },
  { what: 'anything, where nothing is listed', allow: () => '', names: () => own, becomes: 'what it was' },
  {
    what: 'anything, where no URL is listed',
    allow: () => 'https:// *',
    names: () => own,
    becomes: 'what it was',
  },
];

inEachEngine('what content names', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  describe('B8 · in a placeholder', () => {
    for (const { what, allow, names, isLink = false, becomes } of CONTENTS) {
      it(`${what}${allow ? '' : ', without a list'}: ${becomes}`, async () => {
        const { origins } = host;
        const data = Object.entries({ ...names(origins), loading: 'lazy' })
          .map(([name, value]) => `data-${name}="${value}"`)
          .join(' ');
        const marked = `data-refport-embed="1" ${data}`;
        const content = isLink ? LINK.replace('<a', `<a ${marked}`) : `<div ${marked}>${LINK}</div>`;
        const page = await browser().newPage();
        await page.open(
          host.page({
            scripts: host.scriptTag(allow && `data-refport-allow="${allow(origins)}"`),
            // Far down and lazy, so that those that are upgraded ask nobody for anything.
            body: `<p style="height: 9000px"></p>${content}`,
          }),
        );
        const { errors, warnings } = await seenBy(page);
        const isEmbed = await page.evaluate(() => document.querySelector('refport-embed > a') !== null);
        assert.equal(isEmbed, becomes === 'an embed');
        assert.deepEqual(errors, []);
        assert.equal(warnings.length, becomes === 'an embed' ? 0 : 1, 'the console says so once');
        for (const warning of warnings) {
          assert.match(
            warning,
            /^refport-embed leaves <(div|a)> as it is\. (data-refport-allow|portal-url) /,
          );
        }
      });
    }
  });
});
