/** What the command line takes. */
import { UsageError } from '../cli/program.js';

export const help = `Usage: refport-embed issuer [options]            Runs the token issuer and its portal pages.
       refport-embed issuer <command> [options]  Looks after its database. Answers are JSON, one object a line.
       refport-embed doctor <url> [options]      Says what is wrong with an integration; see doctor --help.

Options of the issuer
  --port <number>           Where to listen; 0 takes a free port. Default 8787.
  --database <file>         SQLite file, created when absent. Default ./refport-issuer.sqlite. All commands take it.
  --base-domain <host>      Portals live at {subdomain}.{base domain}. Default localhost:{port}.

Commands of the issuer
  programmes create         --name <text> --reward <text> --landing-url <url> --subdomain <label>
                            [--custom-domain <host>] [--embed-origin <origin>]...
  programmes list
  programmes set-status     <programme id> ACTIVE|PAUSED
  keys create               [--programme <id>] [--scope read:affiliates|write:affiliates]... [--embed-token-seconds <1-1800>]
                            Prints the key, once. Without --scope it has both.
  keys revoke               <key id>
  affiliates list           [--programme <id>]
  affiliates set-status     <affiliate id> ACTIVE|PENDING|BANNED

--programme may be left out while there is only one. "programs" is "programmes", and --program is --programme.
`;

/** A whole number from a flag. */
export function wholeNumber(flag: string, text: string, [least, most]: readonly [number, number]): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${flag} takes a whole number from ${least} to ${most}, not "${text}".`);
}

/** One of a few words. */
export function oneOf<T extends string>(what: string, text: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw new UsageError(`${what} is one of ${words.join(', ')}, not "${text}".`);
}
