/**
 * A first visit over a real line, in Chromium: from the first byte of the host's page until the partner's data is in the portal.
 * The order of requests decides, so every origin is as far away as it is for a visitor; see `network/`.
 */
import { asNewVisitor, launchChromium, openUntilDone } from './chromium.js';
import { FAST, FLOOR, PAGES, PLAIN, SDK, URL_PRELOAD } from './cold-pages.js';
import { startColdSite, type Shell } from './cold-site.js';
import { inMs, median, paired, ratio, spread, times } from './figures.js';
import { makeCertificate } from './network/certificate.js';
import type { Line } from './network/downlink.js';
import { interleaved, rounds } from './rounds.js';
import { limited, type Limits, type Table } from './table.js';

export const BROADBAND: Line = { name: 'RTT 50 ms, 20 Mbit/s', rttMs: 50, bitsPerSecond: 20e6 };
const SLOW_4G: Line = { name: 'slow 4G: RTT 150 ms, 1.6 Mbit/s', rttMs: 150, bitsPerSecond: 1.6e6 };

const LIMITS: Record<string, Limits> = {
  [FAST]: { goal: 1.08 },
  [PLAIN]: { goal: 1.5 },
  [URL_PRELOAD]: { must: 1.75, goal: 1.7 },
};

/** Where a first visit with a portal rendered on the server is measured. */
const CONDITIONS: { name: string; line: Line; slowdown: number; limits: Record<string, Limits> }[] = [
  {
    name: 'RTT 50 ms',
    line: BROADBAND,
    slowdown: 1,
    limits: {
      [PLAIN]: { must: 1.48, goal: 1.42 },
      [FAST]: { must: 1.08, goal: 1.04 },
      [URL_PRELOAD]: { must: 1.75, goal: 1.7 },
    },
  },
  {
    name: 'slow 4G',
    line: SLOW_4G,
    slowdown: 1,
    limits: { [PLAIN]: { must: 1.8, goal: 1.7 }, [FAST]: { must: 1.12, goal: 1.05 } },
  },
  {
    name: '4 × slower processor',
    line: BROADBAND,
    slowdown: 4,
    limits: { [PLAIN]: { must: 1.7, goal: 1.6 }, [FAST]: { must: 1.15, goal: 1.1 } },
  },
];

/** What a page says of its visit. */
export interface Visit {
  ms: number;
  /** How far things have moved, as Chromium counts it. */
  shift: number;
}

export const cold = (): Promise<Table> => firstVisits(BROADBAND, rounds(7), LIMITS);

export const slow = (): Promise<Table> => firstVisits(SLOW_4G, rounds(3), {});

/** The same with a portal that its server has rendered, on each line and with a processor as slow as a phone's. */
export async function rendered(): Promise<Table> {
  const rows: Table['rows'] = {};
  for (const { name, line, slowdown, limits } of CONDITIONS) {
    const pages = [FLOOR, FAST, PLAIN, URL_PRELOAD, SDK];
    const table = await firstVisits(line, rounds(5), limits, { pages, shell: 'rendered', slowdown });
    for (const [page, cells] of Object.entries(table.rows)) rows[`${name}, ${page}`] = cells;
  }
  return { title: `First visit, portal rendered on the server, median of ${rounds(5)}`, rows };
}

interface VisitOptions {
  pages?: string[];
  shell?: Shell;
  slowdown?: number;
}

async function firstVisits(
  line: Line,
  visitCount: number,
  limits: Record<string, Limits>,
  { pages = Object.keys(PAGES), shell, slowdown = 1 }: VisitOptions = {},
): Promise<Table> {
  const certificate = makeCertificate();
  const site = await startColdSite(certificate, line);
  const browser = await launchChromium(certificate.trust);
  const visit = async (name: string) => {
    site.tokenRequests(); // what a visitor who has left still asked for is nobody's
    const seen = await asNewVisitor(browser, async (newPage) => {
      const page = await newPage();
      if (slowdown !== 1) await page.emulateCPUThrottling(slowdown);
      return openUntilDone<Visit>(page, site.page(name, shell));
    });
    return { ...seen, requests: site.tokenRequests() };
  };
  await visit(FLOOR); // the browser's own first visit to anything
  const visits = await interleaved(pages, visitCount, visit);
  await browser.close();
  site.close();

  const floor = msOf(visits[FLOOR]);
  const rows = Object.entries(visits).map(([name, seen]) => [
    name,
    {
      ...compared(msOf(seen), floor, limits[name]),
      'token requests': String(Math.max(...seen.map(({ requests }) => requests))),
      'layout shift': Math.max(...seen.map(({ shift }) => shift)).toFixed(3),
    },
  ]);
  return { title: `First visit, ${line.name}, median of ${visitCount}`, rows: Object.fromEntries(rows) };
}

export const msOf = (visits: Visit[] = []): number[] => visits.map(({ ms }) => ms);

/** A page beside the floor's. */
export function compared(values: number[], floor: number[], limits?: Limits): Record<string, string> {
  const ratios = paired(values, floor, ratio);
  return {
    ready: inMs(median(values)),
    'embed / floor': times(median(ratios)),
    spread: spread(ratios, times),
    ...limited(median(ratios), limits, times),
  };
}
