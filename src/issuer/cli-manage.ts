/** `refport-embed issuer keys|programmes|affiliates …`: one command, one answer, beside a running issuer or without. */
import { parse, UsageError } from '../cli/program.js';
import { oneOf, wholeNumber } from './cli-usage.js';
import { createIssuer, type Issuer, type PartnerStatus, type ProgrammeStatus, type Scope } from './index.js';

const SCOPES: Scope[] = ['read:affiliates', 'write:affiliates'];
const PROGRAMME_STATUSES: ProgrammeStatus[] = ['ACTIVE', 'PAUSED'];
const PARTNER_STATUSES: PartnerStatus[] = ['ACTIVE', 'PENDING', 'BANNED'];

const options = {
  database: { type: 'string', default: './refport-issuer.sqlite' },
  programme: { type: 'string' },
  program: { type: 'string' },
  name: { type: 'string' },
  reward: { type: 'string' },
  'landing-url': { type: 'string' },
  subdomain: { type: 'string' },
  'custom-domain': { type: 'string' },
  'embed-origin': { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
  'embed-token-seconds': { type: 'string' },
  'base-domain': { type: 'string' },
} as const;

const read = (args: string[]) => parse({ args, options, allowPositionals: true });
type Flags = ReturnType<typeof read>['values'];
type Command = (issuer: Issuer, flags: Flags, operands: string[]) => Promise<object | object[]>;

/** What was not checked here is checked by the issuer, which names the field. */
const commands: Record<string, Command> = {
  'programmes create': (issuer, flags) =>
    issuer.programmes.create({
      name: required(flags.name, '--name'),
      reward: required(flags.reward, '--reward'),
      landingUrl: required(flags['landing-url'], '--landing-url'),
      subdomain: required(flags.subdomain, '--subdomain'),
      customDomain: flags['custom-domain'],
      embedOrigins: flags['embed-origin'] ?? [],
    }),
  'programmes list': (issuer) => issuer.programmes.list(),
  'programmes set-status': (issuer, _, [id, status]) =>
    issuer.programmes.setStatus(
      required(id, 'programme id'),
      oneOf('The status', required(status, 'status'), PROGRAMME_STATUSES),
    ),
  'keys create': async (issuer, flags) => {
    const seconds = flags['embed-token-seconds'];
    return issuer.keys.create({
      programmeId: await programmeId(issuer, flags),
      scopes: flags.scope?.map((scope) => oneOf('--scope', scope, SCOPES)) ?? SCOPES,
      embedTokenSeconds:
        seconds === undefined ? undefined : wholeNumber('--embed-token-seconds', seconds, [1, 1800]),
    });
  },
  'keys revoke': async (issuer, _, [id]) => {
    await issuer.keys.revoke(required(id, 'key id'));
    return { id, revoked: true };
  },
  'affiliates list': async (issuer, flags) => issuer.partners.list(await programmeId(issuer, flags)),
  'affiliates set-status': (issuer, _, [id, status]) =>
    issuer.partners.setStatus(
      required(id, 'affiliate id'),
      oneOf('The status', required(status, 'status'), PARTNER_STATUSES),
    ),
};

export async function manage(args: string[]): Promise<void> {
  const { values, positionals } = read(args);
  const [noun = '', verb = '', ...operands] = positionals;
  const name = `${noun.replace(/^programs$/, 'programmes')} ${verb}`;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "issuer ${noun} ${verb}".`);

  const issuer = await createIssuer({ database: values.database, baseDomain: values['base-domain'] });
  try {
    const answer = await command(issuer, values, operands);
    for (const line of Array.isArray(answer) ? answer : [answer])
      process.stdout.write(`${JSON.stringify(line)}\n`);
  } finally {
    await issuer.close();
  }
}

/** The programme that is named, or the only one there is. */
async function programmeId(issuer: Issuer, flags: Flags): Promise<string> {
  const named = flags.programme ?? flags.program;
  if (named !== undefined) return named;
  const [only, another] = await issuer.programmes.list();
  if (!only) throw new UsageError('There is no programme yet. Create one: issuer programmes create.');
  if (another) throw new UsageError('There are several programmes. Name one: --programme <id>.');
  return only.id;
}

function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new UsageError(`Missing: ${what}.`);
  return value;
}
