/**
 * Placeholders may be a stranger's: what they name has to be the page's own, or what its script tag lists; and where nothing is
 * listed, the answer of what they name has to be an embed token beyond doubt.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Origins } from '../../demo/pages/snippet.js';
import type { Page } from '../support/browser/driver.js';
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

/** What an endpoint of the page answers, and what an embed makes of it that stands for a placeholder without a list. */
const ANSWERS: [answer: unknown, without: Belief][] = [
  [{ publicToken: 'pt_test' }, 'believed'],
  [{ publicToken: 'pt_test', expiresIn: 1800 }, 'believed'],
  [{ token: 'pt_test' }, 'refused'], // so do endpoints that give forms a token against cross-site requests
  [{ data: { publicToken: 'pt_test' } }, 'refused'],
  [{ success: true, data: { token: 'pt_test' } }, 'refused'],
  ['pt_test', 'refused'],
];

/** The portal has the token; or the visitor has the link, and no portal has anything. */
type Belief = 'believed' | 'refused';

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

  describe('B8 · an answer', () => {
    let id = 0;
    const answering = (answer: unknown): string =>
      `/token?id=${++id}&answer=${encodeURIComponent(JSON.stringify({ json: answer }))}`;
    const placeholder = (endpoint: string): string =>
      `<div data-refport-embed="1" data-token-endpoint="${endpoint}">${LINK}</div>`;
    const preload = (endpoint: string): string =>
      `<link rel="preload" as="fetch" href="${host.origins.host}${endpoint}" crossorigin>`;
    const ownElement = (endpoint: string): string =>
      `<refport-embed token-endpoint="${endpoint}">${LINK}</refport-embed>`;

    const answers = ANSWERS.map(([answer]) => answer);
    const refused = ANSWERS.filter(([, without]) => without === 'refused').map(([answer]) => answer);

    /** A page with these embeds; the script finds it parsed. */
    async function open(embeds: string[], allow?: string): Promise<Page> {
      const page = await browser().newPage();
      const scripts = host.scriptTag(`defer ${allow === undefined ? '' : `data-refport-allow="${allow}"`}`);
      await page.open(host.page({ scripts, body: embeds.join('') }));
      return page;
    }

    /**
     * What became of each embed in turn; the url dialect shows in the frame's address what it has believed. Whoever has asked an
     * endpoint in vain may ask again a minute later.
     */
    const beliefs = (page: Page): Promise<Belief[]> => {
      const judged = (): Belief[] | false => {
        const all = [...document.querySelectorAll('refport-embed')].map((embed): Belief | undefined => {
          const frames = [...(embed.shadowRoot?.querySelectorAll('iframe') ?? [])];
          if (frames.some(({ src }) => src.includes('pt_test'))) return 'believed';
          const isLink = embed.querySelector('a')?.checkVisibility() && frames.length === 0;
          return isLink && embed.error?.code === 'BAD_RESPONSE' ? 'refused' : undefined;
        });
        return all.length > 0 && !all.includes(undefined) && (all as Belief[]);
      };
      return page.until(judged, { timeoutMs: 90_000 }) as Promise<Belief[]>;
    };

    const without = ANSWERS.map(([, belief]) => belief);
    const pages: { what: string; allow?: string; embeds: () => string[]; expected: Belief[] }[] = [
      {
        what: 'without a list, in a placeholder: {publicToken} alone',
        embeds: () => answers.map((answer) => placeholder(answering(answer))),
        expected: without,
      },
      {
        what: 'without a list, fetched ahead by a preload: {publicToken} alone',
        embeds: () => {
          const endpoints = answers.map(answering);
          return [...endpoints.map(preload), ...endpoints.map(placeholder)];
        },
        expected: without,
      },
      {
        what: 'to the page’s own element, and without a list to a placeholder beside it: each by its own rule',
        embeds: () =>
          refused.map(answering).flatMap((endpoint) => [ownElement(endpoint), placeholder(endpoint)]),
        expected: refused.flatMap(() => ['believed', 'refused']),
      },
      {
        what: 'from an endpoint that is listed: any',
        allow: '/token',
        embeds: () => answers.map((answer) => placeholder(answering(answer))),
        expected: answers.map(() => 'believed'),
      },
    ];

    it('is an embed token beyond doubt, or comes from what is listed; in a copy of the page, too', async () => {
      // Side by side: an answer that cannot be believed is asked for again for some seconds.
      const opened: [Page, Belief[], string][] = [];
      for (const { what, allow, embeds, expected } of pages) {
        opened.push([await open(embeds(), allow), expected, what]);
      }
      for (const [page, expected, what] of opened) assert.deepEqual(await beliefs(page), expected, what);
      // Libraries that keep pages put a copy of the body back.
      for (const [page] of opened) {
        await page.evaluate(() => document.body.replaceWith(document.body.cloneNode(true)));
      }
      for (const [page, expected, what] of opened) assert.deepEqual(await beliefs(page), expected, what);
    });
  });
});
