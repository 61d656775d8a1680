/**
 * A first visit over a real line, in Chromium: from the first byte of the host's page until the partner's data is in the portal.
 * The order of requests decides, so every origin is as far away as it is for a visitor; see `network/`.
 */
import { asNewVisitor, launchChromium, openUntilDone } from './chromium.js';
import { FAST, FLOOR, PAGES, PLAIN, URL_PRELOAD } from './cold-pages.js';
import { startColdSite } from './cold-site.js';
import { inMs, median, paired, ratio, spread, times } from './figures.js';
import { makeCertificate } from './network/certificate.js';
import type { Line } from './network/downlink.js';
import { interleaved, rounds } from './rounds.js';
import { goal, type Table } from './table.js';

export const BROADBAND: Line = { name: 'RTT 50 ms, 20 Mbit/s', rttMs: 50, bitsPerSecond: 20e6 };
const SLOW_4G: Line = { name: 'slow 4G: RTT 150 ms, 1.6 Mbit/s', rttMs: 150, bitsPerSecond: 1.6e6 };

const GOALS: Record<string, number> = { [FAST]: 1.08, [PLAIN]: 1.5, [URL_PRELOAD]: 1.75 };

/** What a page says of its visit. */
export interface Visit {
  ms: number;
  /** How far things have moved, as Chromium counts it. */
  shift: number;
}

export const cold = (): Promise<Table> => firstVisits(BROADBAND, rounds(7), GOALS);

export const slow = (): Promise<Table> => firstVisits(SLOW_4G, rounds(3), {});

async function firstVisits(line: Line, visitCount: number, goals: Record<string, number>): Promise<Table> {
  const certificate = makeCertificate();
  const site = await startColdSite(certificate, line);
  const browser = await launchChromium(certificate.trust);
  const visit = async (name: string) => {
    site.tokenRequests(); // what a visitor who has left still asked for is nobody's
    const seen = await asNewVisitor(browser, async (newPage) =>
      openUntilDone<Visit>(await newPage(), site.page(name)),
    );
    return { ...seen, requests: site.tokenRequests() };
  };
  await visit(FLOOR); // the browser's own first visit to anything
  const visits = await interleaved(Object.keys(PAGES), visitCount, visit);
  await browser.close();
  site.close();

  const floor = msOf(visits[FLOOR]);
  const rows = Object.entries(visits).map(([name, seen]) => [
    name,
    {
      ...compared(msOf(seen), floor, goals[name]),
      'token requests': String(Math.max(...seen.map(({ requests }) => requests))),
      'layout shift': Math.max(...seen.map(({ shift }) => shift)).toFixed(3),
    },
  ]);
  return { title: `First visit, ${line.name}, median of ${visitCount}`, rows: Object.fromEntries(rows) };
}

export const msOf = (visits: Visit[] = []): number[] => visits.map(({ ms }) => ms);

/** A page beside the floor's. */
export function compared(values: number[], floor: number[], atMost?: number): Record<string, string> {
  const ratios = paired(values, floor, ratio);
  return {
    ready: inMs(median(values)),
    'embed / floor': times(median(ratios)),
    spread: spread(ratios, times),
    goal: atMost === undefined ? '' : goal(median(ratios), atMost, times),
  };
}
