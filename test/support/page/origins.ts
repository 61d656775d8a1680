/** For tests in the browser: the origins that origins-plugin.ts has opened. This page's own is `location.origin`. */
export interface Origins {
  portal: string;
  /** The same server under another name, hence another origin. */
  portalByAddress: string;
  /** Sends the headers of a content delivery network with everything. */
  cdn: string;
  evil: string;
  /** Nobody listens there: connections are refused. */
  closed: string;
  /** A name that no resolver knows. */
  unknown: string;
}

const answer = await fetch('/__origins');
export const origins = (await answer.json()) as Origins;
