import type pg from 'pg';
import type { DeviceFacts } from '../../rules/model/device-health.ts';
import { provesWorking } from '../../rules/model/device-test.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { Signal, SignalScale } from '../../rules/model/signal.ts';
import { day, type Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

const pageSize = 5_000;
/** A forecast looks at two months. */
const daysRead = 60;
const daysKept = 90;

/** What a device told of itself on one day, or on a part of it; null: not told. */
export interface ToldOfDay {
  readonly deviceId: string;
  readonly day: number;
  readonly percent: number | null;
  readonly millivolts: number | null;
  readonly low: boolean | null;
  readonly signal: Signal | null;
  readonly weakest: number | null;
  readonly clockAheadMs: number | null;
  readonly toldAt: Instant;
}

/** Adds to what is stored of those days. What tells of no device of ours is left out. */
export async function saveDays(pool: pg.Pool, told: readonly ToldOfDay[]): Promise<void> {
  for (let i = 0; i < told.length; i += pageSize) {
    const rows = told
      .slice(i, i + pageSize)
      .map(({ signal, ...one }) => ({ ...one, scale: signal?.scale ?? null, last: signal?.value ?? null }));
    await pool.query(
      `insert into device_day as d (device_id, day, battery_percent, battery_mv, battery_low, signal_scale, signal_last, signal_weakest, clock_ahead_ms, told_at)
       select r."deviceId", r.day, r.percent, r.millivolts, r.low, r.scale, r.last, r.weakest, r."clockAheadMs", to_timestamp(r."toldAt" / 1000.0)
         from jsonb_to_recordset($1::jsonb) as r ("deviceId" text, day integer, percent real, millivolts integer, low boolean, scale text, last real,
              weakest real, "clockAheadMs" bigint, "toldAt" bigint) join device on device.id = r."deviceId"
       on conflict (device_id, day) do update set
         battery_percent = coalesce(excluded.battery_percent, d.battery_percent), battery_mv = coalesce(excluded.battery_mv, d.battery_mv),
         battery_low = coalesce(excluded.battery_low, d.battery_low), signal_scale = coalesce(excluded.signal_scale, d.signal_scale),
         signal_last = coalesce(excluded.signal_last, d.signal_last),
         signal_weakest = case when excluded.signal_scale is distinct from d.signal_scale then coalesce(excluded.signal_weakest, d.signal_weakest)
                               else least(excluded.signal_weakest, d.signal_weakest) end,
         clock_ahead_ms = coalesce(excluded.clock_ahead_ms, d.clock_ahead_ms), told_at = greatest(excluded.told_at, d.told_at)`,
      [JSON.stringify(rows)],
    );
  }
}

/** Days that no forecast looks at any more. */
export async function forgetDays(db: Db, at: Instant): Promise<void> {
  await db.query('delete from device_day where day < $1', [Math.floor(at / day) - daysKept]);
}

/** A device in use, with where it is and whom it serves. */
export interface DeviceUpkeep extends DeviceFacts {
  readonly homeId: string;
  readonly address: string;
  /** Whose it is, or the one person of its home; null: it serves several. */
  readonly patientId: string | null;
  readonly zone: string;
}

interface Row extends Omit<DeviceUpkeep, 'days' | 'testedAt'> {
  readonly days: readonly {
    readonly day: number;
    readonly percent: number | null;
    readonly millivolts: number | null;
    readonly low: boolean | null;
    readonly scale: SignalScale | null;
    readonly last: number | null;
    readonly weakest: number | null;
    readonly ahead: number | null;
  }[];
  readonly personAt: Instant | null;
  readonly proofs: readonly (Pick<Observation, 'kind' | 'value' | 'snapshot'> & { readonly at: Instant })[];
}

/**
 * `$1` is the first day that counts. What is behind a hub has the hub's clock: it is told of the hub, once. A device tells of alarms that
 * are over as well: among twenty there is one that began.
 */
const columns = `d.id, d.kind, d.name, d.enrolled_at as "enrolledAt", d.home_id as "homeId", h.address, coalesce(d.patient_id, lone.id) as "patientId",
  coalesce(lone.zone, 'Europe/London') as zone, told.days, test.at as "personAt", proof.all as proofs`;
const around = `join home h on h.id = d.home_id
  left join lateral (
    select case when count(*) = 1 then min(p.id) end as id, min(p.zone) as zone from patient p where p.home_id = d.home_id and (d.patient_id is null or d.patient_id = p.id)
  ) lone on true
  left join lateral (
    select coalesce(json_agg(t order by t.day), '[]'::json) as days from (
      select t.day, t.battery_percent as percent, t.battery_mv as millivolts, t.battery_low as low, t.signal_scale as scale, t.signal_last as last,
             t.signal_weakest as weakest, case when d.hub_id is null then t.clock_ahead_ms end as ahead
        from device_day t where t.device_id = d.id and t.day > $1
      union all
      select t.day, null, null, null, null, null, null, percentile_disc(0.5) within group (order by t.clock_ahead_ms)
        from device child join device_day t on t.device_id = child.id and t.day > $1
       where d.kind = 'hub' and child.hub_id = d.id and child.revoked_at is null and t.clock_ahead_ms is not null group by t.day
    ) t
  ) told on true
  left join lateral (select at from device_test t where t.device_id = d.id and t.worked order by at desc limit 1) test on true
  left join lateral (
    select coalesce(json_agg(json_build_object('kind', p.kind, 'value', p.value, 'snapshot', p.snapshot, 'at', (extract(epoch from p.received_at) * 1000)::bigint)), '[]'::json) as all
      from (select kind, value, snapshot, received_at from observation where source = d.id
               and kind in ('sos', 'unit-test', 'fall', 'smoke', 'carbon-monoxide', 'gas-leak') order by observed_at desc limit 20) p
  ) proof on true`;

function upkeepOf({ days, personAt, proofs, ...device }: Row): DeviceUpkeep {
  const proved = proofs.filter(provesWorking).map((proof) => proof.at);
  const testedAt = Math.max(personAt ?? 0, ...proved);
  return {
    ...device,
    testedAt: testedAt === 0 ? null : testedAt,
    days: days.map(({ scale, last, weakest, ahead, ...one }) => ({
      ...one,
      signal: scale === null || last === null || weakest === null ? null : { scale, last, weakest },
      clockAheadMs: ahead,
    })),
  };
}

async function read(db: Db, from: string, values: unknown[], at: Instant): Promise<DeviceUpkeep[]> {
  const { rows } = await db.query<Row>(`select ${columns} from ${from} ${around} order by d.id`, [
    Math.floor(at / day) - daysRead,
    ...values,
  ]);
  return rows.map(upkeepOf);
}

/** Devices in use whose readings say something about this patient. */
export function upkeepOfPatient(db: Db, patientId: string, at: Instant): Promise<DeviceUpkeep[]> {
  const from = `(select d.* from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id)
                  where p.id = $2 and d.revoked_at is null) d`;
  return read(db, from, [patientId], at);
}

/** Every device in use, in pages. */
export async function* everyUpkeep(db: Db, at: Instant): AsyncGenerator<readonly DeviceUpkeep[]> {
  for (let after = ''; ; ) {
    const page = await read(db, `(select * from device where revoked_at is null and id > $2 order by id limit $3) d`, [after, 1_000], at);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.id;
  }
}
