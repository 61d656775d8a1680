/**
 * Browsers that lack something, or in which something throws: the portal, or the page's own link, and never an empty box. What may
 * be lacking is read out of the built file, so the table of cases is as new as the file.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, it, type TestContext } from 'node:test';
import type { Browser } from '../support/browser/driver.js';
import { inEachEngine, inOneEngine } from '../support/browser/each-engine.js';
import { startCaseSite, type Case, type CaseSite } from './old-browsers/case-site.js';
import {
  isIn,
  platformFeatures,
  unknownGlobals,
  type Feature,
  type Release,
} from './old-browsers/platform-features.js';
import { usedNames } from './old-browsers/used-names.js';
import type { Outcome, WatchedCases } from './old-browsers/watch-cases.js';

const file = await readFile(new URL('../../dist/cdn/refport-embed.js', import.meta.url), 'utf8');
const used = usedNames(file);
const features = platformFeatures(used);

/** The first ones that understand private methods of classes, and so the file. */
const PARSERS: Release[] = [
  { browser: 'safari', version: '15' },
  { browser: 'chrome', version: '84' },
  { browser: 'firefox', version: '90' },
];

/** They have the portal. */
const SUPPORTED: Release[] = [
  { browser: 'safari', version: '16.4' },
  { browser: 'chrome', version: '111' },
  { browser: 'firefox', version: '115' },
];

/** They have the link at least. */
const OLDER: Release[] = [
  { browser: 'safari', version: '15.0' },
  { browser: 'safari', version: '16.0' },
  { browser: 'chrome', version: '90' },
  { browser: 'chrome', version: '100' },
  { browser: 'firefox', version: '91' },
  { browser: 'firefox', version: '102' },
];

/** What other scripts have done to pages. */
const ODD_SCRIPTS: Record<string, string> = {
  'Prototype.js 1.6: arrays and texts have toJSON': `
    Array.prototype.toJSON = function () { return '[' + this.join() + ']'; };
    String.prototype.toJSON = function () { return '"' + this + '"'; };`,
  'another JSON.stringify, which throws': `JSON.stringify = () => { throw new TypeError('Cyclic'); };`,
  'MooTools 1.2: another Array.from': `Array.from = (item) => [].concat(item ?? []);`,
  'names in Object.prototype that every loop meets': `Object.prototype.each = function () {};`,
  'names in Array.prototype that every loop meets': `Array.prototype.each = function () {};`,
  'an innerHTML that a Trusted Types policy of the page takes': `
    window.trustedTypes?.createPolicy('default', { createHTML: () => '' });`,
};

it('the file uses nothing that no browser is known to have', () => {
  assert.deepEqual(unknownGlobals(used), []);
});

inEachEngine('an old browser', (browser) => {
  const expectIn = onSite(browser);
  it('nothing is missing: the portal', (t) =>
    expectIn(t, [{ name: 'all is there', features: [], mode: 'missing' }], ['portal']));

  const releases = (all: Release[]): Case[] =>
    all.map((release) => ({
      name: `${release.browser} ${release.version}`,
      features: features.filter((feature) => !isIn(release, feature)),
      mode: 'missing',
    }));
  it('what newer browsers have: the portal', (t) => expectIn(t, releases(SUPPORTED), ['portal']));
  it('what old browsers lack: the portal or the link', (t) =>
    expectIn(t, releases(OLDER), ['portal', 'link']));

  it('nothing, beside odd scripts: the portal or the link', (t) =>
    expectIn(
      t,
      Object.entries(ODD_SCRIPTS).map(([name, script]) => ({ name, script, features: [], mode: 'missing' })),
      ['portal', 'link'],
    ));
});

/** Whoever understands the file's syntax has these parts of the language, and the language throws nowhere. */
const MAY_BE: Record<'missing' | 'throwing', (feature: Feature) => boolean> = {
  missing: (feature) => !feature.isLanguage || !PARSERS.every((release) => isIn(release, feature)),
  throwing: ({ isLanguage, kind }) => !isLanguage && kind !== 'selector',
};

const oneByOne =
  (mode: 'missing' | 'throwing') =>
  (browser: () => Browser): void => {
    const expectIn = onSite(browser);
    it('the portal or the link', async (t) => {
      const inPlay = await featuresInPlay(browser());
      const cases = inPlay
        .filter(MAY_BE[mode])
        .map((feature): Case => ({ name: `${feature.name} ${mode}`, features: [feature], mode }));
      await expectIn(t, cases, ['portal', 'link']);
    });
  };
inEachEngine('a browser in which one feature throws', oneByOne('throwing'));
inOneEngine('a browser that lacks one feature', oneByOne('missing'));

type Expectation = (t: TestContext, cases: Case[], wanted: Outcome[]) => Promise<void>;

/** What a visitor has in each case, and may have. */
function onSite(browser: () => Browser): Expectation {
  let site: CaseSite;
  before(async () => {
    site = await startCaseSite();
  });
  after(() => site.close());
  return async (t, cases, wanted) => {
    const { outcomes } = await watch(browser(), site.pageOf(cases, !wanted.includes('link')));
    const found = cases.flatMap(({ name }, index) =>
      Object.entries<Outcome>(outcomes[index] ?? { page: 'blank' }).map(([shape, outcome]) => ({
        outcome,
        line: `${name}, ${shape}: ${outcome}`,
      })),
    );
    const count = (outcome: Outcome): string =>
      `${found.filter((each) => each.outcome === outcome).length} ${outcome}`;
    t.diagnostic(`${cases.length} cases: ${count('portal')}, ${count('link')}, ${count('blank')}`);
    assert.deepEqual(
      found.filter(({ outcome }) => !wanted.includes(outcome)).map(({ line }) => line),
      [],
    );
  };
}

/**
 * Of all features with a name that the file uses, those of the objects that it really has to do with: `Headers.prototype.get`, not
 * `CookieStore.prototype.get`. An object counts if it is named in the file or touched by an embed that runs.
 */
async function featuresInPlay(browser: Browser): Promise<Feature[]> {
  const site = await startCaseSite();
  const notable = features.filter(({ kind }) => kind !== 'selector');
  const cases: Case[] = [
    { name: 'noted', features: notable, mode: 'noted' },
    {
      name: 'noted, refused',
      features: notable,
      mode: 'noted',
      more: `<refport-embed token-endpoint="/refused" portal-url="PORTAL/portal">Portal</refport-embed>
        <refport-embed token-endpoint="/token" portal-url="PORTAL/portal" loading="lazy" locale="ar">Portal</refport-embed>`,
    },
  ];
  const { noted } = await watch(browser, site.pageOf(cases, true));
  site.close();
  const touched = new Set(noted.flat());
  const isInPlay = ({ name, owner, key, kind }: Feature): boolean => {
    if (owner === '' && kind === 'global') return used.globals.has(key) || touched.has(name);
    return owner === '' || owners.has(owner);
  };
  const owners = new Set([
    ...used.globals,
    ...features.filter(({ name }) => touched.has(name)).map(({ owner }) => owner),
  ]);
  return features.filter(isInPlay);
}

async function watch(browser: Browser, address: string): Promise<WatchedCases> {
  const page = await browser.newPage();
  await page.open(address);
  const watched = await page.until(
    () => {
      const current = Reflect.get(window, 'watched') as WatchedCases | undefined;
      return current?.isOver && current;
    },
    { timeoutMs: 8 * 60_000 },
  );
  await browser.forgetVisitor();
  return watched as WatchedCases;
}
