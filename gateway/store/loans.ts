import {
  isOut,
  type LoanState,
  type LoanStep,
  loanAfter,
  loanDueAt,
  loanStates,
  monthsAfter,
  type Urgency,
} from '../../rules/model/loan.ts';
import { type Instant, localDate } from '../../rules/model/time.ts';
import type { EquipmentOrderInput } from '../contract/loans.ts';
import { newId } from '../identity/secret.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface LoanRow {
  readonly id: string;
  readonly name: string;
  readonly state: LoanState;
  readonly deliveredAt: Instant | null;
  readonly deviceId: string | null;
  readonly serviceMonths: number | null;
  /** `YYYY-MM-DD` */
  readonly serviceDueOn: string | null;
  readonly events: readonly { readonly at: Instant; readonly by: string; readonly step: LoanStep | 'ordered'; readonly note: string }[];
}

export interface OrderRow {
  readonly id: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly address: string;
  readonly zone: string;
  readonly urgency: Urgency;
  readonly note: string;
  readonly orderedAt: Instant;
  readonly orderedBy: string;
  readonly dueAt: Instant;
  readonly items: readonly LoanRow[];
}

/** States in which a thing is on its way to somebody or with them. */
const outStates = loanStates.filter(isOut);
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

/**
 * Orders of one person or of everybody; those of which something is still to come first, by their clock, then the newest. `outOnly`: only those
 * of which something is on its way or with the person.
 */
export async function listOrders(
  db: Db,
  query: { readonly patientId: string | null; readonly outOnly: boolean; readonly limit: number },
): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>(
    `select o.id, o.patient_id as "patientId", p.known_as || ' ' || p.family_name as "patientName", h.address, p.zone, o.urgency, o.note,
            o.ordered_at as "orderedAt", o.ordered_by as "orderedBy", o.due_at as "dueAt", i.items
       from equipment_order o join patient p on p.id = o.patient_id join home h on h.id = p.home_id cross join lateral (
         select bool_or(state = 'ordered') as waiting, bool_or(state = any($2)) as out,
                json_agg(json_build_object('id', id, 'name', name, 'state', state, 'deliveredAt', ${ms('delivered_at')}, 'deviceId', device_id,
                  'serviceMonths', service_months, 'serviceDueOn', service_due_on, 'events', (
                    select coalesce(json_agg(json_build_object('at', ${ms('e.at')}, 'by', e.by, 'step', e.step, 'note', e.note) order by e.id), '[]'::json)
                      from equipment_event e where e.item_id = equipment_item.id)) order by position) as items
           from equipment_item where order_id = o.id) i
      where ($1::text is null and ${isOpenRecord('o.patient_id')} or o.patient_id = $1) and (not $3 or i.out)
      order by i.waiting desc, case when i.waiting then o.due_at end, o.ordered_at desc, o.id limit $4`,
    [query.patientId, outStates, query.outOnly, query.limit],
  );
  return rows;
}

/** Something is ordered for somebody. `by`: who, as people read it. Returns the id. */
export async function orderEquipment(tx: Write, input: EquipmentOrderInput, by: string): Promise<string> {
  const { rows } = await tx.db.query<{ zone: string }>('select zone from patient where id = $1', [input.patientId]);
  if (!rows[0]) throw new Refusal('invalid', 'patientId', 'there is no such patient');
  const id = input.id ?? newId('order');
  const dueAt = loanDueAt(input.urgency, tx.at, rows[0].zone);
  await tx.db.query(
    'insert into equipment_order (id, patient_id, urgency, note, ordered_at, ordered_by, due_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, input.patientId, input.urgency, input.note, new Date(tx.at), by, new Date(dueAt)],
  );
  for (const [position, { name, serviceMonths }] of input.items.entries()) {
    const itemId = `${id}.${position + 1}`;
    await tx.db.query(
      `insert into equipment_item (id, order_id, position, name, state, service_months) values ($1, $2, $3, $4, 'ordered', $5)`,
      [itemId, id, position, name, serviceMonths],
    );
    await happened(tx, { itemId, at: tx.at, by, step: 'ordered', note: input.note });
  }
  await tx.audit('equipment.order', id, { patientId: input.patientId, urgency: input.urgency, items: input.items.length });
  return id;
}

async function happened(
  tx: Write,
  event: { readonly itemId: string; readonly at: Instant; readonly by: string; readonly step: string; readonly note: string },
): Promise<void> {
  await tx.db.query('insert into equipment_event (item_id, at, by, step, note) values ($1, $2, $3, $4, $5)', [
    event.itemId,
    new Date(event.at),
    event.by,
    event.step,
    event.note,
  ]);
}

interface Known {
  readonly state: LoanState;
  readonly serviceMonths: number | null;
  readonly zone: string;
  readonly homeId: string;
  readonly lastAt: Instant;
}

/**
 * Something has been done with a thing, by somebody, at some time since the last. Throws Refusal: there is no such thing, this cannot be
 * done with it as it stands, or it was then not yet there to be done with.
 */
export async function stepLoan(
  tx: Write,
  itemId: string,
  done: { readonly step: LoanStep; readonly at: Instant; readonly by: string; readonly note: string; readonly deviceId: string | null },
): Promise<void> {
  const { rows } = await tx.db.query<Known>(
    `select i.state, i.service_months as "serviceMonths", p.zone, p.home_id as "homeId",
            (select max(at) from equipment_event where item_id = i.id) as "lastAt"
       from equipment_item i join equipment_order o on o.id = i.order_id join patient p on p.id = o.patient_id where i.id = $1 for update of i`,
    [itemId],
  );
  const known = rows[0];
  if (!known) throw new Refusal('not-found', 'itemId', 'there is no such thing');
  const state = loanAfter(known.state, done.step);
  if (state === null) throw new Refusal('invalid', 'step', `what is ${known.state} cannot be ${done.step}`);
  if (done.at > tx.at) throw new Refusal('invalid', 'at', 'lies in the future');
  if (done.at < known.lastAt) throw new Refusal('invalid', 'at', 'lies before what was done with it last');
  if (done.deviceId !== null) await refuseOtherDevice(tx.db, done.deviceId, known.homeId);
  const served = done.step === 'installed' || done.step === 'serviced';
  const nextOn = served && known.serviceMonths !== null ? monthsAfter(localDate(known.zone, done.at), known.serviceMonths) : null;
  await tx.db.query(
    `update equipment_item set state = $2, delivered_at = case when $3::text = 'delivered' then $4::timestamptz else delivered_at end,
            device_id = coalesce($5, device_id), service_due_on = $6 where id = $1`,
    [itemId, state, done.step, new Date(done.at), done.deviceId, nextOn],
  );
  await happened(tx, { itemId, at: done.at, by: done.by, step: done.step, note: done.note });
  await tx.audit('equipment.step', itemId, { step: done.step });
}

async function refuseOtherDevice(db: Db, deviceId: string, homeId: string): Promise<void> {
  const { rowCount } = await db.query('select from device where id = $1 and home_id = $2 and revoked_at is null', [deviceId, homeId]);
  if (rowCount === 0) throw new Refusal('invalid', 'deviceId', 'there is no such device in use in that home');
}
