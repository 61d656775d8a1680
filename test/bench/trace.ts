/**
 * `npm run bench trace`: where the host's main thread spends its time until the portal is shown, in Chromium, with what a plain iframe
 * costs beside it. It explains the figures of `start`; the tools that look cost time themselves, so read shares, not milliseconds.
 */
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import type { CDPSession, Page, Protocol } from 'puppeteer-core';
import { asNewVisitor, launchChromium, openUntilDone } from './chromium.js';
import { inMs, median } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { embedTag, iframeTag, libraryPortal, serve, TOKEN } from './serve.js';
import type { Table } from './table.js';

const ROUNDS = 9;
const FUNCTIONS = 10;
const SAMPLE_EVERY_US = 50;

/** Milliseconds by name. */
type SelfTimes = Map<string, number>;

interface Look {
  events: SelfTimes;
  functions: SelfTimes;
}

const hostPage = (
  event: string,
  tag: string,
): string => `<!doctype html><link rel="icon" href="data:,"><script>
    window.done = new Promise((resolve) => {
      const settle = () => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(resolve)));
      addEventListener('${event}', settle, { once: true });
    });
  </script>
  ${tag}`;

export async function trace(): Promise<Table> {
  const site = await serve(({ pathname }) => {
    const portal = `${site.portal}/portal`;
    if (pathname === '/portal') return ['text/html', libraryPortal(site.host)];
    if (pathname === '/token') return TOKEN;
    return pathname === '/floor'
      ? ['text/html', hostPage('message', iframeTag(portal))]
      : [
          'text/html',
          hostPage('refport-ready', `<script src="/refport-embed.js"></script>${embedTag(portal)}`),
        ];
  });
  const browser = await launchChromium();
  const look = (path: string): Promise<Look> =>
    asNewVisitor(browser, async (newPage) => lookAt(await newPage(), site.host + path));
  await look('/embed'); // the browser's own first page
  const looks = await interleaved(['/floor', '/embed'], rounds(ROUNDS), look);
  await browser.close();
  site.close();

  const events = overFloor(looks['/embed'], looks['/floor'], ({ events: times }) => times);
  const functions = overFloor(looks['/embed'], looks['/floor'], ({ functions: times }) => times);
  const rows = (kind: string, all: [string, number][]): [string, Record<string, string>][] =>
    all.map(([name, ms]) => [`${kind} ${name}`, { 'self time over the floor': inMs(ms) }]);
  return {
    title: `Host's main thread until the portal is shown, Chromium, median of ${rounds(ROUNDS)}`,
    rows: Object.fromEntries([
      ...rows(
        'event',
        events.filter(([, ms]) => ms >= 0.1),
      ),
      ...rows('function', functions.slice(0, FUNCTIONS)),
    ]),
  };
}

/** Medians of what is more than at the floor, the most first. */
function overFloor(ours: Look[], floor: Look[], timesOf: (look: Look) => SelfTimes): [string, number][] {
  const names = new Set(ours.flatMap((each) => [...timesOf(each).keys()]));
  const over = (name: string): number =>
    median(
      ours.map(
        (each, round) =>
          (timesOf(each).get(name) ?? 0) - (floor[round] ? (timesOf(floor[round]).get(name) ?? 0) : 0),
      ),
    );
  return [...names].map((name): [string, number] => [name, over(name)]).sort(([, a], [, b]) => b - a);
}

async function lookAt(page: Page, url: string): Promise<Look> {
  const devTools = await page.createCDPSession();
  await devTools.send('Profiler.enable');
  await devTools.send('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await page.tracing.start({ categories: ['devtools.timeline', 'v8', 'blink'] });
  await devTools.send('Profiler.start');
  await openUntilDone(page, url);
  const functions = await profiled(devTools);
  const buffer = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(buffer)) as { traceEvents: TraceEvent[] };
  return { events: eventTimes(traceEvents, new URL(url).origin), functions };
}

/** What a function has taken itself, without what it has called. */
async function profiled(devTools: CDPSession): Promise<SelfTimes> {
  const { profile } = await devTools.send('Profiler.stop');
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times: SelfTimes = new Map();
  profile.samples?.forEach((id, n) => {
    const name = names.get(id);
    const ms = (profile.timeDeltas?.[n + 1] ?? 0) / 1000; // until the next sample
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + ms);
  });
  return times;
}

const map = new SourceMap(
  JSON.parse(
    readFileSync(new URL('../../dist/cdn/refport-embed.js.map', import.meta.url), 'utf8'),
  ) as SourceMapPayload,
);

/** As it is called in the source, and where that is; what belongs to the engine in parentheses, as `(garbage collector)`. */
function nameOf({
  functionName,
  url,
  lineNumber,
  columnNumber,
}: Protocol.Runtime.CallFrame): string | undefined {
  if (/^\((root|idle|program)\)$/.test(functionName)) return undefined;
  if (!url.endsWith('/refport-embed.js')) return functionName || undefined;
  const origin = map.findEntry(lineNumber, columnNumber);
  if (!('originalSource' in origin) || !origin.originalSource) return functionName || '(anonymous)';
  const file = origin.originalSource.replace(/^.*?(src|node_modules)\//, '$1/');
  return `${functionName || '(anonymous)'} ${file}:${origin.originalLine + 1}`;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  args?: { data?: { url?: string; frames?: { url?: string; processId?: number }[] }; name?: string };
}

/** What each kind of event on the main thread of the page's process has taken, without the events inside it. */
function eventTimes(events: TraceEvent[], origin: string): SelfTimes {
  const pid = events.find(
    ({ name, args }) => name === 'ParseHTML' && JSON.stringify(args).includes(origin),
  )?.pid;
  const main = events.find(
    (each) => each.name === 'thread_name' && each.pid === pid && each.args?.name === 'CrRendererMain',
  );
  const spans = events
    .filter(
      ({ ph, pid: process, tid, dur }) =>
        ph === 'X' && process === pid && tid === main?.tid && (dur ?? 0) > 0,
    )
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const times: SelfTimes = new Map();
  const add = (name: string, us: number): void => void times.set(name, (times.get(name) ?? 0) + us / 1000);
  const open: TraceEvent[] = [];
  for (const span of spans) {
    while (open.length > 0 && endOf(open.at(-1)) <= span.ts) open.pop();
    const outer = open.at(-1);
    if (outer) add(outer.name, -(span.dur ?? 0));
    add(span.name, span.dur ?? 0);
    open.push(span);
  }
  return times;
}

const endOf = (span: TraceEvent | undefined): number => (span ? span.ts + (span.dur ?? 0) : 0);
