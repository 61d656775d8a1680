/** What a stranger may have written into the attributes of the element, by way of a CMS: text that is code in other places. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../support/browser/each-engine.js';
import { seenBy, startSmallHost, type SmallHost } from '../support/world/small-host.js';

/** Each of them calls `owned(number)` where it is taken for markup. */
const MARKUP = [
  (n: number) => `"><img src=x onerror=owned(${n})>`,
  (n: number) => `'><img src=x onerror="owned(${n})">`,
  (n: number) => `--></style></title></textarea><img src=x onerror=owned(${n})><!--`,
  (n: number) => `<details open ontoggle=owned(${n})>x</details>`,
  (n: number) => `<iframe srcdoc="<script>parent.owned(${n})</script>"></iframe>`,
  (n: number) => `<svg><style><img src=x onerror=owned(${n})></style></svg>`,
  (n: number) => `<!--?lit$0$--><img src=x onerror=owned(${n})>\${owned(${n})}{{owned(${n})}}`,
  (n: number) => `javascript:/*"><img src=x onerror=owned(${n})>*/parent.owned(${n})//'>`,
];

/** And here each, where it is taken for an address. */
const ADDRESSES = [
  (n: number) => `javascript:parent.owned(${n})`,
  (n: number) => ` \t\u0001JaVa\nScRiPt:parent.owned(${n})`,
  (n: number) => `javascript:"<script>parent.owned(${n})</script>"`,
  (n: number) => `javascript://host.example/%0aparent.owned(${n})`,
];

const polyglots = [...MARKUP, ...ADDRESSES].map((write, n) => write(n));

const OWNED = '<script>hits = []; owned = (n) => void hits.push(n);</script>';
const TRUSTED_TYPES = {
  'content-security-policy': "require-trusted-types-for 'script'; trusted-types lit-html",
};

inEachEngine('an element with attributes of a stranger', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  it('B8 · polyglots in every attribute run no script and violate no Trusted Types', async () => {
    const page = await browser().newPage();
    const scripts = OWNED + host.scriptTag();
    await page.open(host.page({ headers: TRUSTED_TYPES, scripts, body: '<main></main>' }));
    const attributes = await page.evaluate(
      async (texts: string[], portalUrl: string) => {
        const element = customElements.get('refport-embed') as unknown as { observedAttributes: string[] };
        const working = { 'token-endpoint': '/token', 'token-delivery': 'channel', 'portal-url': portalUrl };
        const add = (written: Record<string, string>): void => {
          const embed = document.createElement('refport-embed');
          const all = { ...working, ...written };
          for (const [name, value] of Object.entries(all)) embed.setAttribute(name, value);
          embed.append('The link');
          document.querySelector('main')?.append(embed);
        };
        const own = element.observedAttributes;
        const everywhere = [
          'lang',
          'title',
          'id',
          'class',
          'part',
          'exportparts',
          'slot',
          'dir',
          'aria-label',
        ];
        const looks = [...own, ...everywhere].filter((name) => !(name in working));
        for (const text of texts) {
          // Those that keep the embed from working each by itself, all others together.
          for (const name of Object.keys(working)) add({ [name]: text });
          add(Object.fromEntries(looks.map((name) => [name, text])));
          add({ token: text });
        }
        // And into those that work already.
        const last = [...document.querySelectorAll('refport-embed')].at(-1);
        for (const text of texts) for (const name of [...own, ...everywhere]) last?.setAttribute(name, text);
        return own;
      },
      polyglots,
      `${host.origins.portal}/portal`,
    );
    assert.ok(attributes.length > 10, attributes.join());

    // Without an endpoint, or the dialect that the portal speaks, an embed tries for a while: those have been drawn.
    await page.until(() =>
      [...document.querySelectorAll('refport-embed')].every(
        (embed) =>
          ['ready', 'failed'].includes(embed.status) ||
          !embed.matches('[token-endpoint="/token"][token-delivery="channel"]'),
      ),
    );
    const { hits, markup, drawn } = await page.evaluate(async () => {
      const embeds = [...document.querySelectorAll('refport-embed')];
      for (const embed of embeds) await embed.updateComplete;
      const elements = embeds.flatMap((embed) => [...(embed.shadowRoot?.querySelectorAll('*') ?? [])]);
      const isCode = ({ name, value }: Attr): boolean =>
        /^(on|srcdoc)/.test(name) || (/^(src|href|action|data)$/.test(name) && !/^https?:/.test(value));
      return {
        hits: Reflect.get(window, 'hits') as number[],
        markup: elements
          .filter(
            (element) =>
              element.matches('img, script, details, svg *') || [...element.attributes].some(isCode),
          )
          .map((element) => element.outerHTML),
        drawn: embeds.filter((embed) => embed.status === 'ready').length,
      };
    });
    assert.deepEqual(hits, []);
    assert.deepEqual(markup, []);
    assert.ok(drawn >= polyglots.length, `${drawn} of them show a portal`);
    const { errors, violations } = await seenBy(page);
    assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
  });

  it('B8 · the same polyglots run where they are believed, and Trusted Types notices: the control', async () => {
    const page = await browser().newPage();
    await page.open(host.page({ scripts: OWNED, body: '<main></main>' }));
    await page.evaluate(
      (markup: string[], addresses: string[]) => {
        for (const text of markup) {
          const place = document.body.appendChild(document.createElement('div'));
          place.innerHTML = `<p title="${text}">${text}</p>`;
        }
        for (const text of addresses) {
          const frame = document.createElement('iframe');
          frame.src = text;
          document.body.append(frame);
        }
      },
      polyglots.slice(0, MARKUP.length),
      polyglots.slice(MARKUP.length),
    );
    const all = polyglots.map((_, n) => n);
    await page.until(
      (wanted: number[]) => wanted.every((n) => (Reflect.get(window, 'hits') as number[]).includes(n)),
      {
        args: [all],
        timeoutMs: 5_000,
      },
    );

    const strict = await browser().newPage();
    await strict.open(host.page({ headers: TRUSTED_TYPES, scripts: OWNED, body: '<main></main>' }));
    await strict.evaluate(() => {
      try {
        document.body.innerHTML = '<p>markup</p>';
      } catch {
        // as it should be
      }
    });
    const { violations } = await seenBy(strict, 1);
    assert.deepEqual(violations, ['require-trusted-types-for']);
  });
});
