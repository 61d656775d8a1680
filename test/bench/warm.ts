/**
 * A second visit over the same line, in Chromium: the cache is kept, connections are not. Once with a portal whose document is
 * fetched anew each time, as one with the token in its address has to be; once with one that says it may be cached, which a
 * document without a token may.
 */
import { asNewVisitor, launchChromium, openUntilDone } from './chromium.js';
import { BROADBAND, compared, msOf, type Visit } from './cold.js';
import { FAST, FLOOR, PLAIN } from './cold-pages.js';
import { startColdSite } from './cold-site.js';
import { makeCertificate } from './network/certificate.js';
import { interleaved, rounds } from './rounds.js';
import type { Limits, Table } from './table.js';

const FAST_CACHED = `${FAST}, cacheable portal`;
const PLAIN_CACHED = `${PLAIN}, cacheable portal`;

const LIMITS: Record<string, Limits> = {
  [FAST]: { must: 1.05, goal: 1.02 },
  [PLAIN]: { must: 1.05, goal: 1.02 },
  [FAST_CACHED]: { goal: 0.95 },
  [PLAIN_CACHED]: { goal: 0.95 },
};

export async function warm(): Promise<Table> {
  const certificate = makeCertificate();
  const site = await startColdSite(certificate, BROADBAND);
  const browser = await launchChromium(certificate.trust);
  const pages: Record<string, string> = {
    [FLOOR]: site.page(FLOOR),
    [FAST]: site.page(FAST),
    [PLAIN]: site.page(PLAIN),
    [FAST_CACHED]: site.page(FAST, 'cacheable'),
    [PLAIN_CACHED]: site.page(PLAIN, 'cacheable'),
  };
  const visitTwice = (name: string) =>
    asNewVisitor(browser, async (newPage) => {
      const first = await newPage();
      await openUntilDone(first, pages[name] ?? '');
      const second = await newPage(); // before the first is closed: a browser without pages may forget more
      await first.close();
      site.hangUp();
      return openUntilDone<Visit>(second, pages[name] ?? '');
    });
  const visits = await interleaved(Object.keys(pages), rounds(5), visitTwice);
  await browser.close();
  site.close();

  const floor = msOf(visits[FLOOR]);
  return {
    title: `Second visit, ${BROADBAND.name}, median of ${rounds(5)}`,
    rows: Object.fromEntries(
      Object.entries(visits).map(([name, seen]) => [name, compared(msOf(seen), floor, LIMITS[name])]),
    ),
  };
}
