/** A partner's place in one of the host's organisations (tenants): what an embed token is made out to. */
import type { Database } from './database.js';
import { partnerFromRow, type Partner, type PartnerRow } from './partners.js';
import { timeOrderedId } from './tokens.js';

export interface Enrolment {
  id: string;
  partner: Partner;
  /** Undefined for a host that has no tenants. */
  tenantId: string | undefined;
}

interface EnrolmentRow extends PartnerRow {
  enrolment_id: string;
  tenant_id: string;
}

const SELECT =
  'select p.*, e.id as enrolment_id, e.tenant_id from enrolments e join partners p on p.id = e.partner_id';

export class Enrolments {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async find(programmeId: string, id: string): Promise<Enrolment | undefined> {
    const [row] = await this.#database.query<EnrolmentRow>(
      `${SELECT} where e.id = $1 and e.programme_id = $2`,
      id,
      programmeId,
    );
    return row && enrolmentFromRow(row);
  }

  /** A tenant's enrolments; two are enough to know that the tenant alone names nobody. */
  async findByTenant(programmeId: string, tenantId: string): Promise<Enrolment[]> {
    const rows = await this.#database.query<EnrolmentRow>(
      `${SELECT} where e.programme_id = $1 and e.tenant_id = $2 limit 2`,
      programmeId,
      tenantId,
    );
    return rows.map(enrolmentFromRow);
  }

  async findOrCreate(partner: Partner, tenantId: string | undefined): Promise<Enrolment> {
    const id = (await this.#idOf(partner, tenantId)) ?? (await this.#insert(partner, tenantId));
    return { id, partner, tenantId };
  }

  async tenantIdsOf(partnerId: string): Promise<string[]> {
    const rows = await this.#database.query<{ tenant_id: string }>(
      `select tenant_id from enrolments where partner_id = $1 and tenant_id <> '' order by tenant_id`,
      partnerId,
    );
    return rows.map((row) => row.tenant_id);
  }

  async #idOf(partner: Partner, tenantId = ''): Promise<string | undefined> {
    const [row] = await this.#database.query<{ id: string }>(
      'select id from enrolments where partner_id = $1 and tenant_id = $2',
      partner.id,
      tenantId,
    );
    return row?.id;
  }

  async #insert(partner: Partner, tenantId = ''): Promise<string> {
    const id = `enr_${timeOrderedId(this.#now())}`;
    await this.#database.query(
      `insert into enrolments (id, programme_id, partner_id, tenant_id, created_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      id,
      partner.programmeId,
      partner.id,
      tenantId,
      this.#now(),
    );
    // Whoever came first among racing requests has made the row that counts.
    return (await this.#idOf(partner, tenantId)) ?? id;
  }
}

function enrolmentFromRow(row: EnrolmentRow): Enrolment {
  return { id: row.enrolment_id, partner: partnerFromRow(row), tenantId: row.tenant_id || undefined };
}
