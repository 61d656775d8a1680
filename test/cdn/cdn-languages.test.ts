/** The languages of the CDN file lie beside it: asked for where they are needed, once, and never missed to the point of silence. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../support/browser/each-engine.js';
import { embedTag } from '../support/world/small-host-files.js';
import { startSmallHost, type SmallHost } from '../support/world/small-host.js';
import { untilStatus } from '../support/world/visit.js';

const ENGLISH = 'Your account has no access to the referral portal.';

interface Visit {
  what: string;
  lang: string;
  scripts?: (host: SmallHost) => string;
  policy?: (host: SmallHost) => string;
  says: string;
  /** How often the page asks for the file with the languages, however many embeds it has; unless it may not at all. */
  asked?: number;
}

const VISITS: Visit[] = [
  { what: 'English', lang: 'en-GB', says: ENGLISH, asked: 0 },
  {
    what: 'German',
    lang: 'de-AT',
    says: 'Ihr Konto hat keinen Zugriff auf das Empfehlungsportal.',
    asked: 1,
  },
  { what: 'Arabic', lang: 'ar', says: 'ليس لحسابك صلاحية الوصول إلى بوابة الإحالات.', asked: 1 },
  { what: 'a language that we do not speak', lang: 'he', says: ENGLISH, asked: 0 },
  {
    what: 'Dutch, from a module',
    lang: 'nl',
    scripts: ({ scriptTag }) => scriptTag('type="module" crossorigin'),
    says: 'Uw account heeft geen toegang tot het verwijzingsportaal.',
    asked: 1,
  },
  {
    what: 'French, where something else lies in the place of the file',
    lang: 'fr',
    scripts: ({ scriptTag }) => scriptTag('', 'refport-embed.js/bundle.js'),
    says: ENGLISH,
    asked: 1,
  },
  {
    what: 'French, where the policy names the token endpoint alone',
    lang: 'fr',
    policy: () => "connect-src 'self'",
    says: ENGLISH,
  },
];

inEachEngine('a page in its own language', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  for (const { what, lang, scripts, policy, says, asked } of VISITS) {
    it(`${what}: ${says === ENGLISH ? 'English' : lang}`, async () => {
      const page = await browser().newPage();
      const embed = embedTag(`${host.origins.portal}/portal`, '', '/token?status=403');
      await page.open(
        host.page({
          headers: policy ? { 'content-security-policy': policy(host) } : {},
          ...(scripts && { scripts: scripts(host) }),
          body: `<div lang="${lang}">${embed}${embed}</div>`,
        }),
      );
      await untilStatus(page, 'failed');
      await page.until(
        (sentence: string) =>
          document
            .querySelector('refport-embed')
            ?.shadowRoot?.querySelector('[role=status]')
            ?.textContent.includes(sentence),
        { args: [says] },
      );
      const requests = await page.evaluate(() =>
        performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.languages.json')),
      );
      if (asked !== undefined) assert.equal(requests.length, asked);
    });
  }
});
