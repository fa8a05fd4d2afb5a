import type pg from 'pg';
import { type PersonTable, type PersonTableName, personTables } from './person-tables.ts';
import { Refusal } from './refusal.ts';
import { type Db, heldClient } from './transaction.ts';
import type { Write } from './write.ts';

/** A row as JSON: names of columns in camelCase, instants in ISO 8601. */
export type PersonRow = Readonly<Record<string, unknown>>;

export interface PersonRows {
  readonly table: PersonTableName;
  readonly rows: readonly PersonRow[];
}

const fetchSize = 1_000;

/** Writes down that a copy of everything is handed over, in which form. Throws Refusal when there is no such patient. */
export async function auditExport(tx: Write, patientId: string, form: string): Promise<void> {
  await requirePatient(tx.db, patientId);
  await tx.audit('patient.export', patientId, { form });
}

async function requirePatient(db: Db, patientId: string): Promise<void> {
  const { rows } = await db.query('select from patient where id = $1', [patientId]);
  if (rows.length === 0) throw new Refusal('not-found', 'patientId', 'there is no such patient');
}

/**
 * All that is stored about one person as of one moment, table by table, at most 1,000 rows at a time; a table without rows is not told of.
 * Whoever stops reading ends the transaction. Ways to reach other people are withheld. Throws Refusal before the first rows when there is no such patient.
 */
export async function* personRecord(pool: pg.Pool, patientId: string): AsyncGenerator<PersonRows> {
  const { client, release } = await heldClient(pool);
  try {
    await client.query('begin isolation level repeatable read read only');
    await requirePatient(client, patientId);
    const others = await addressesOfOthers(client, patientId);
    for (const [table, where] of Object.entries(personTables) as [PersonTableName, PersonTable][])
      for await (const page of pagesOf(client, table, where, patientId))
        yield { table, rows: page.map((row) => withheld(row, others) as PersonRow) };
  } finally {
    const ended = await client.query('rollback').then(
      () => true,
      () => false,
    );
    release(!ended);
  }
}

async function* pagesOf(client: pg.PoolClient, table: string, { where, order, without, told }: PersonTable, patientId: string) {
  const row = `to_jsonb(t)${told === undefined ? '' : ` || ${told}`} - $2::text[]`;
  await client.query(`declare person_rows no scroll cursor for select ${row} as row from ${table} t where ${where} order by ${order}`, [
    patientId,
    without ?? [],
  ]);
  for (;;) {
    const { rows } = await client.query<{ row: PersonRow }>(`fetch ${fetchSize} from person_rows`);
    if (rows.length > 0) yield rows.map(({ row }) => inCamelCase(row));
    if (rows.length < fetchSize) break;
  }
  await client.query('close person_rows');
}

const inCamelCase = (row: PersonRow): PersonRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase()), value]));

/** Addresses of contacts, teams and staff: they may also stand in what a mail server answered. */
async function addressesOfOthers(client: pg.PoolClient, patientId: string): Promise<RegExp | null> {
  const { rows } = await client.query<{ address: string }>(
    `select distinct channel ->> 'address' as address from (
       select jsonb_array_elements(channels) from contact where patient_id = $1
       union all select jsonb_array_elements(channels) from team
       union all select jsonb_array_elements(channels) from on_call
       union all select jsonb_array_elements(person -> 'channels') from rota, jsonb_array_elements(people) as person
     ) as reach (channel)
      where channel ->> 'kind' <> 'mqtt' and length(channel ->> 'address') > 3`,
    [patientId],
  );
  return rows.length === 0
    ? null
    : new RegExp(rows.map(({ address }) => address.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
}

const instead = 'withheld';

/** The value without the ways to reach other people: what a channel says, and the same words in any text. */
function withheld(value: unknown, others: RegExp | null): unknown {
  if (typeof value === 'string') return others === null ? value : value.replaceAll(others, instead);
  if (Array.isArray(value)) return value.map((item) => withheld(item, others));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, withheld(item, others)]);
  const isChannel = 'address' in value && 'kind' in value && value.kind !== 'mqtt';
  return { ...Object.fromEntries(entries), ...(isChannel && { address: instead }) };
}
