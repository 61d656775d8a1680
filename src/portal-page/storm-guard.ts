/**
 * Keeps a host that answers every refusal with another token from minting without end: three refusals in a minute are told
 * to it, the fourth says that no more will be, and then there is silence until the minute is over.
 *
 * In the url dialect every token has a document of its own, so the times are kept in the tab's session storage. Where there
 * is none, every document counts for itself.
 */
const KEY = 'refport-portal:refusals';
const WINDOW_MS = 60_000;
const LIMIT = 3;

/** What a refusal is to the host: news like any other, the last for a while, or one too many. */
export type Turn = 'told' | 'last' | 'silent';

/**
 * Counts a refusal. `ageMs` is how long the document has been there: one that has lived for a third of the minute is no part
 * of a storm, and neither are several frames of one page whose tokens expire together.
 */
export function takeTurn(now = Date.now(), ageMs = performance.now()): Turn {
  if (ageMs > WINDOW_MS / LIMIT) return 'told';
  // The clock may have been set back since.
  const recent = readTimes().filter((time) => Math.abs(now - time) < WINDOW_MS);
  if (recent.length > LIMIT) return 'silent';
  writeTimes([...recent, now]);
  return recent.length < LIMIT ? 'told' : 'last';
}

function readTimes(): number[] {
  try {
    return (sessionStorage.getItem(KEY) ?? '').split(' ').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

function writeTimes(times: readonly number[]): void {
  try {
    sessionStorage.setItem(KEY, times.join(' '));
  } catch {
    // Storage is off, or full.
  }
}
