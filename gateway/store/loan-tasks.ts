import { type Instant, localDate } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';
import type { UpkeepFound } from './upkeep-tasks.ts';

interface Chased {
  readonly id: string;
  readonly patientId: string;
  readonly address: string;
  readonly names: string;
  readonly zone: string;
  readonly dueAt: Instant;
}

const whose = 'join patient p on p.id = o.patient_id join home h on h.id = p.home_id';
const kinds = ['equipment-late', 'equipment-service'] as const;

/** What has to be done about loans: orders of which something is not there in time, and things whose service is due. */
export async function loansToChase(
  db: Db,
  at: Instant,
): Promise<{ readonly looked: { readonly kinds: readonly string[]; readonly subjects: null }; readonly found: readonly UpkeepFound[] }> {
  const late = await db.query<Chased>(
    `select o.id, p.id as "patientId", h.address, string_agg(i.name, ', ' order by i.position) as names, p.zone, o.due_at as "dueAt"
       from equipment_item i join equipment_order o on o.id = i.order_id ${whose}
      where i.state = 'ordered' and o.due_at < $1 group by o.id, p.id, h.id order by o.due_at, o.id`,
    [new Date(at)],
  );
  const service = await db.query<Chased>(
    `select i.id, p.id as "patientId", h.address, i.name as names, p.zone, (i.service_due_on::timestamp at time zone p.zone) as "dueAt"
       from equipment_item i join equipment_order o on o.id = i.order_id ${whose}
      where i.state = 'installed' and i.service_due_on <= ($1::timestamptz at time zone p.zone)::date order by i.service_due_on, i.id`,
    [new Date(at)],
  );
  const about = (kind: (typeof kinds)[number], { id, patientId, dueAt }: Chased, text: string): UpkeepFound => ({
    kind,
    subject: id,
    deviceId: null,
    patientId,
    text,
    dueAt,
  });
  const found = [
    // Its day ends at midnight: the last moment of it is said.
    ...late.rows.map((one) =>
      about(
        'equipment-late',
        one,
        `${one.names}, ${one.address}: should have been there by the end of ${localDate(one.zone, one.dueAt - 1)}.`,
      ),
    ),
    ...service.rows.map((one) =>
      about('equipment-service', one, `${one.names}, ${one.address}: its service is due since ${localDate(one.zone, one.dueAt)}.`),
    ),
  ];
  return { looked: { kinds, subjects: null }, found };
}
