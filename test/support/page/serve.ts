/**
 * For tests in the browser: puts a fixture on an origin, says how it answers, and asks afterwards what happened there.
 *
 *     const portal = serve(origins.portal, '/fixtures/portal.html', { status: 500 }, {}); // fails once
 *     const endpoint = serveToken({ status: 429, headers: { 'retry-after': '1' } });
 *     frame.src = portal.url;
 *     await portal.requests(1); // resolves when there was one
 */
import { writeAnswers, type Answer, type ReceivedRequest } from '../world/answer.js';

export interface Served {
  url: string;
  /** The requests so far; with a number, waits until there are so many. */
  requests(atLeast?: number): Promise<readonly ReceivedRequest[]>;
  /** What the fixture's page has noted (fixtures/notes.ts); with a number, waits until there are so many. */
  notes(atLeast?: number): Promise<readonly Note[]>;
  /** Sends the answers that are held. */
  letGo(): Promise<void>;
}

/** What a fixture's page tells the test: what it is about, and whatever belongs to it. */
export interface Note {
  about: string;
  [detail: string]: unknown;
}

/** The n-th request gets the n-th answer, the last answer repeats; without any, the fixture answers as it is. */
export function serve(origin: string, path: string, ...answers: Answer[]): Served {
  const id = crypto.randomUUID();
  const url = new URL(path, origin);
  url.searchParams.set('id', id);
  url.searchParams.set('host', location.origin);
  writeAnswers(url.searchParams, answers);

  const read = async (list: string, atLeast: number): Promise<unknown> =>
    (await fetch(`/__fixture/${list}?id=${id}&atLeast=${atLeast}`)).json();

  return {
    url: url.href,
    requests: (atLeast = 0) => read('requests', atLeast) as Promise<ReceivedRequest[]>,
    notes: (atLeast = 0) => read('notes', atLeast) as Promise<Note[]>,
    async letGo() {
      const note: Note = { about: 'let go' };
      await fetch(`/__fixture/notes?id=${id}`, { method: 'POST', body: JSON.stringify(note) });
    },
  };
}

/** A token endpoint on this page's own origin; without answers, every request gets a fresh token (`pt_test_1`, `pt_test_2`…). */
export const serveToken = (...answers: Answer[]): Served => serve(location.origin, '/token', ...answers);

/** The tokens that a portal has noted; waits until there are so many. */
export async function tokensOf(portal: Served, atLeast: number): Promise<unknown[]> {
  for (let notes = atLeast; ; notes++) {
    const heard = await portal.notes(notes);
    const tokens = heard.filter(({ about }) => about === 'token').map(({ token }) => token);
    if (tokens.length >= atLeast) return tokens;
  }
}
