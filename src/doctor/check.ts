/** A check: what it looks for, what it says when it finds that, and how to mend it. */
import type { Site } from './site.js';

/** `error` breaks the embed or gives something away; `warning` works, and can be better. */
export type Severity = 'error' | 'warning';

/** One place with the fault. */
export interface Sighting {
  url: string;
  /** Of the page, where it applies. */
  line?: number | undefined;
  /** What came, and what it leads to, in a sentence. Never a token, a key or a cookie. */
  why: string;
}

export interface Check {
  /** Stable, unlike the sentences. */
  code: string;
  severity: Severity;
  what: string;
  mend: string;
  look: (site: Site) => Iterable<Sighting>;
}
