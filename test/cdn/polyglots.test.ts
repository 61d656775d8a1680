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
    const { portal } = host.origins;
    for (const text of polyglots) {
      const attributes = await page.evaluate(addEmbeds, text, `${portal}/portal`);
      assert.ok(attributes > 10, `${attributes} attributes`);
      // Without an endpoint, or the dialect that the portal speaks, an embed tries for a while: those have been drawn.
      await page.until(() =>
        [...document.querySelectorAll('refport-embed')].every(
          (embed) =>
            ['ready', 'failed'].includes(embed.status) ||
            !embed.matches('[token-endpoint="/token"][token-delivery="channel"]'),
        ),
      );
      assert.deepEqual(await page.evaluate(takeEmbeds), { hits: [], code: [], isShown: true });
    }
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

/** Adds embeds with this text in every attribute, and tells how many attributes of its own the element has. */
function addEmbeds(text: string, portalUrl: string): number {
  const { observedAttributes } = customElements.get('refport-embed') as unknown as {
    observedAttributes: string[];
  };
  const everywhere = ['lang', 'title', 'id', 'class', 'part', 'exportparts', 'slot', 'dir', 'aria-label'];
  const all = [...observedAttributes, ...everywhere];
  const working = { 'token-endpoint': '/token', 'token-delivery': 'channel', 'portal-url': portalUrl };
  const add = (names: string[]): HTMLElement => {
    const embed = document.createElement('refport-embed');
    for (const [name, value] of Object.entries(working)) embed.setAttribute(name, value);
    for (const name of names) embed.setAttribute(name, text);
    embed.append('The link');
    document.querySelector('main')?.append(embed);
    return embed;
  };
  // Those that keep an embed from working each by itself, all others together.
  for (const name of Object.keys(working)) add([name]);
  add(all.filter((name) => !(name in working)));
  // And into one that is there already.
  const last = add([]);
  for (const name of all) last.setAttribute(name, text);
  return observedAttributes.length;
}

/** Removes them, and tells what has come of them. */
async function takeEmbeds(): Promise<{ hits: number[]; code: string[]; isShown: boolean }> {
  const embeds = [...document.querySelectorAll('refport-embed')];
  for (const embed of embeds) await embed.updateComplete;
  const elements = embeds.flatMap((embed) => [...(embed.shadowRoot?.querySelectorAll('*') ?? [])]);
  const isCode = ({ name, value }: Attr): boolean =>
    /^(on|srcdoc)/.test(name) || (/^(src|href|action|data)$/.test(name) && !/^https?:/.test(value));
  const code = elements
    .filter(
      (element) => element.matches('img, script, details, svg *') || [...element.attributes].some(isCode),
    )
    .map((element) => element.outerHTML);
  const isShown = embeds.some(({ status }) => status === 'ready');
  for (const embed of embeds) embed.remove();
  return { hits: Reflect.get(window, 'hits') as number[], code, isShown };
}
