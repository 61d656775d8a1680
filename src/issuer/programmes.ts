/** The referral programmes this issuer serves. A page's programme is told by the host name it was asked for under. */
import type { Database } from './database.js';
import { timeOrderedId } from './tokens.js';

export type ProgrammeStatus = 'ACTIVE' | 'PAUSED';

export interface Programme {
  id: string;
  name: string;
  /** What a partner earns, in words: "20 % of the first year". */
  reward: string;
  /** Where referral links lead. */
  landingUrl: string;
  subdomain: string;
  /** Host name, with a port where it has one. The operator who sets it vouches that it leads here. */
  customDomain: string | undefined;
  /** Origins whose pages may show the portal in a frame. */
  embedOrigins: string[];
  /** Where the programme's portal pages live: its custom domain, else its subdomain. */
  origin: string;
  status: ProgrammeStatus;
}

export type NewProgramme = Pick<
  Programme,
  'name' | 'reward' | 'landingUrl' | 'subdomain' | 'embedOrigins'
> & {
  customDomain?: string | undefined;
};

/** A row of the table; other statements that join it read programmes from it, too. */
export interface ProgrammeRow extends Record<string, string | number | null> {
  id: string;
  name: string;
  reward: string;
  landing_url: string;
  subdomain: string;
  custom_domain: string | null;
  embed_origins: string;
  status: ProgrammeStatus;
}

export class Programmes {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #baseDomain: string;

  constructor(database: Database, now: () => number, baseDomain: string) {
    this.#database = database;
    this.#now = now;
    this.#baseDomain = baseDomain.toLowerCase();
  }

  async create(programme: NewProgramme): Promise<Programme> {
    const [row] = await this.#database.query<ProgrammeRow>(
      `insert into programmes
         (id, name, reward, landing_url, subdomain, custom_domain, embed_origins, status, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'ACTIVE', $8) on conflict do nothing returning *`,
      `prg_${timeOrderedId(this.#now())}`,
      programme.name,
      programme.reward,
      programme.landingUrl,
      programme.subdomain,
      programme.customDomain ?? null,
      programme.embedOrigins.join(' '),
      this.#now(),
    );
    if (!row) {
      const taken = [programme.subdomain, programme.customDomain].filter(Boolean).join('" or "');
      throw new Error(`Another programme has the subdomain or custom domain "${taken}". Choose another one.`);
    }
    return this.fromRow(row);
  }

  async list(): Promise<Programme[]> {
    const rows = await this.#database.query<ProgrammeRow>('select * from programmes order by id');
    return rows.map((row) => this.fromRow(row));
  }

  async setStatus(id: string, status: ProgrammeStatus): Promise<Programme> {
    const [row] = await this.#database.query<ProgrammeRow>(
      'update programmes set status = $2 where id = $1 returning *',
      id,
      status,
    );
    if (!row) throw new Error(`There is no programme with the id "${id}".`);
    return this.fromRow(row);
  }

  /** The active programme whose pages live on this host (`acme.example`, `portal.localhost:4321`). */
  async findByHost(host: string): Promise<Programme | undefined> {
    const name = host.toLowerCase();
    const suffix = `.${this.#baseDomain}`;
    const [row] = await this.#database.query<ProgrammeRow>(
      `select * from programmes where status = 'ACTIVE' and (custom_domain = $1 or subdomain = $2)
       order by case when custom_domain = $1 then 0 else 1 end limit 1`,
      name,
      name.endsWith(suffix) ? name.slice(0, -suffix.length) : '',
    );
    return row && this.fromRow(row);
  }

  fromRow(row: ProgrammeRow): Programme {
    const host = row.custom_domain ?? `${row.subdomain}.${this.#baseDomain}`;
    return {
      id: row.id,
      name: row.name,
      reward: row.reward,
      landingUrl: row.landing_url,
      subdomain: row.subdomain,
      customDomain: row.custom_domain ?? undefined,
      embedOrigins: row.embed_origins.split(' ').filter(Boolean),
      origin: `${isLocal(host) ? 'http' : 'https'}://${host}`,
      status: row.status,
    };
  }
}

/** `*.localhost` never leaves the machine and needs no certificate; everything else is https. */
function isLocal(host: string): boolean {
  return /(^|\.)localhost(:\d+)?$/.test(host);
}
