/** What the command line of the doctor takes, and what it answers. */
import { parse, UsageError } from '../cli/program.js';
import { asVisitor } from './ask.js';
import { diagnose } from './diagnose.js';
import { shown } from './origins.js';
import { inColour, plain, report } from './report.js';

const help = `Usage: refport-embed doctor <url> [options]

Says what is wrong with a page that has the embed on it, or with a token endpoint, and how to mend it.

Options
  --cookie <cookie>      Asks as a visitor with this Cookie header, such as "session=…". It goes to the origin of <url>
                         alone. Better in the variable REFPORT_DOCTOR_COOKIE, which no shell keeps in its history.
  --portal-url <url>     The portal, where the page does not name one.
  --timeout <seconds>    For each request. Default 10.
  --json                 Answers one JSON object: { url, findings, unchecked }.

Exit codes: 0 nothing is broken (there may be warnings), 1 there are errors, 2 wrong usage.
`;

const options = {
  cookie: { type: 'string' },
  'portal-url': { type: 'string' },
  timeout: { type: 'string', default: '10' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export interface Said {
  text: string;
  /** Of the process. */
  exitCode: 0 | 1;
}

/**
 * @param args what stands behind `refport-embed doctor`
 * @param hasColour whether the terminal shows colours
 * @throws UsageError
 */
export async function doctor(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
  hasColour: boolean,
): Promise<Said> {
  const { values, positionals } = parse({ args, options, allowPositionals: true });
  if (values.help) return { text: help, exitCode: 0 };
  const [written, ...others] = positionals;
  if (written === undefined) throw new UsageError('Name a page or a token endpoint.');
  if (others.length > 0) throw new UsageError('Name one address at a time.');

  const url = httpUrl('The address', written);
  const portalUrl = values['portal-url'];
  const cookie = headerValue(values.cookie ?? env['REFPORT_DOCTOR_COOKIE']);
  const { origin } = new URL(url);
  const subject = {
    url,
    ask: asVisitor({ cookie, origin, timeoutMs: seconds(values.timeout) * 1000 }),
    cookieOrigin: cookie === undefined ? undefined : origin,
    portalUrl: portalUrl === undefined ? undefined : httpUrl('--portal-url', portalUrl),
  };
  const diagnosis = await diagnose(subject, cookie);
  return {
    text: values.json
      ? `${JSON.stringify({ url: shown(url), ...diagnosis }, null, 2)}\n`
      : report(diagnosis, hasColour ? inColour : plain),
    exitCode: diagnosis.findings.some(({ severity }) => severity === 'error') ? 1 : 0,
  };
}

/** Without the address in the sentence: there may be a password in it. */
function httpUrl(what: string, written: string): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`${what} is no http(s) URL.`);
  if (url.username || url.password) throw new UsageError(`${what} has a user name or a password in it.`);
  return url.href;
}

/** A cookie that was pasted with its line break would be a second header. */
function headerValue(text: string | undefined): string | undefined {
  const value = text?.trim();
  if (value && !/^[ -~]+$/.test(value)) throw new UsageError('The cookie has characters that no header has.');
  return value || undefined;
}

function seconds(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}(\.\d)?$/.test(text) && number > 0) return number;
  throw new UsageError('--timeout takes a number of seconds from 0.1 to 999.');
}
