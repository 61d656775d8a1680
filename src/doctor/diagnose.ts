/** From what was seen to what is wrong. */
import type { Severity } from './check.js';
import { isAnswer } from './ask.js';
import { CHECKS } from './checks/index.js';
import { hasAnsweredAsInFrame } from './checks/portal.js';
import { shown } from './origins.js';
import { redactor } from './redact.js';
import { visit, type Site, type Subject } from './site.js';

export interface Finding {
  code: string;
  severity: Severity;
  what: string;
  /** Without its query. */
  url: string;
  /** Of the page, where it applies. */
  line?: number;
  why: string;
  mend: string;
}

export interface Diagnosis {
  findings: Finding[];
  /** What could not be looked at, and what is needed for it. */
  unchecked: string[];
}

export async function diagnose(subject: Subject, cookie: string | undefined): Promise<Diagnosis> {
  const site = await visit(subject);
  const redact = redactor(site, cookie);
  const findings = CHECKS.flatMap(({ code, severity, what, mend, look }) =>
    [...look(site)].map(({ url, line, why }) => ({
      code,
      severity,
      what,
      url: redact(shown(url)),
      ...(line !== undefined && { line }),
      why: redact(why),
      mend,
    })),
  );
  return { findings, unchecked: uncheckedIn(site, subject).map(redact) };
}

/** Without a cookie, or with one of another origin, nobody sees what a partner is answered; and some portals want a token. */
function uncheckedIn({ endpoints, portals }: Site, { cookieOrigin }: Subject): string[] {
  const unseen = endpoints.filter(({ signedIn, signedOut }) => !signedIn && !signedOut.token);
  const closed = portals.filter((portal) => isAnswer(portal.reply) && !hasAnsweredAsInFrame(portal));
  return [
    ...unseen.map(({ url }) =>
      cookieOrigin === undefined
        ? `The token of ${shown(url.href)}: it is given to visitors who are signed in. Give a cookie.`
        : `The token of ${shown(url.href)}: the cookie is for ${cookieOrigin} and goes nowhere else. Ask about the endpoint itself.`,
    ),
    ...closed.map(
      ({ url }) => `Who may frame ${shown(url.href)}: without a token it does not show its page.`,
    ),
  ];
}
