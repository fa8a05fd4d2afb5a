import type pg from 'pg';
import type { SeenCause } from '../../rules/model/faults.ts';
import type { Arrivals, LearnedHeartbeat } from '../../rules/model/heartbeat.ts';
import { faultCauseOf } from '../../rules/model/stream.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

const pageSize = 5_000;

/** Faults that we saw ourselves and that are not over, by device, and when. Read from the index of such readings. */
export async function standingSeenFaults(db: Db): Promise<ReadonlyMap<string, readonly (readonly [SeenCause, Instant])[]>> {
  const { rows } = await db.query<{ source: string; key: string; at: Instant }>(
    `select source, key, at from (
       select distinct on (source, key) source, key, value, received_at as at from observation
        where kind = 'device-fault' and key like 'gateway:%' order by source, key, observed_at desc) newest
      where value::text = '"faulty"'`,
  );
  const standing = new Map<string, [SeenCause, Instant][]>();
  for (const { source, key, at } of rows) standing.set(source, [...(standing.get(source) ?? []), [faultCauseOf(key) as SeenCause, at]]);
  return standing;
}

/** Hubs whose own connection stood when it was last heard of. */
export async function connectedHubs(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select d.id from device d cross join lateral (
       select value from observation where source = d.id and kind = 'availability' and key like 'connection=%' order by observed_at desc limit 1) last
      where d.kind = 'hub' and d.revoked_at is null and last.value::text = '"online"' order by d.id`,
  );
  return rows.map((row) => row.id);
}

/** What is remembered of the gaps between each device's messages. */
export async function loadArrivals(db: Db): Promise<Map<string, Arrivals>> {
  const known = new Map<string, Arrivals>();
  for (let after = ''; ; ) {
    const { rows } = await db.query<{ id: string; today: number; gaps: number; longestMs: number; days: [number, number][] }>(
      `select device_id as id, today, gaps, longest_ms as "longestMs", days from device_gaps where device_id > $1 order by device_id limit $2`,
      [after, pageSize],
    );
    for (const { id, days, ...today } of rows)
      known.set(id, { heardAt: null, ...today, days: days.map(([gaps, longestMs]) => ({ gaps, longestMs })) });
    if (rows.length < pageSize) return known;
    after = rows.at(-1)!.id;
  }
}

/** Keeps them. A device that is not enrolled any more is left out. */
export async function saveArrivals(pool: pg.Pool, all: readonly (readonly [deviceId: string, arrivals: Arrivals])[]): Promise<void> {
  for (let i = 0; i < all.length; i += pageSize) {
    const rows = all.slice(i, i + pageSize).map(([id, { today, gaps, longestMs, days }]) => ({
      id,
      today,
      gaps,
      longest: longestMs,
      days: days.map((day) => [day.gaps, day.longestMs]),
    }));
    await pool.query(
      `insert into device_gaps (device_id, today, gaps, longest_ms, days)
       select r.id, r.today, r.gaps, r.longest, r.days
         from jsonb_to_recordset($1::jsonb) as r (id text, today integer, gaps integer, longest integer, days jsonb) join device d on d.id = r.id
       on conflict (device_id) do update set today = excluded.today, gaps = excluded.gaps, longest_ms = excluded.longest_ms, days = excluded.days`,
      [JSON.stringify(rows)],
    );
  }
}

/** A device that is expected to be heard, with what is in force of what was learned. */
export interface ExpectedDevice {
  readonly id: string;
  readonly homeId: string;
  readonly patientId: string | null;
  /** Devices of one model: kind, make, model, and what was declared of them. */
  readonly modelKey: string;
  readonly declaredSeconds: number;
  readonly learnedSeconds: number | null;
  readonly learnedFrom: 'device' | 'model' | null;
}

/** All of them, in pages. */
export async function* expectedDevices(db: Db): AsyncGenerator<readonly ExpectedDevice[]> {
  for (let after = ''; ; ) {
    const { rows } = await db.query<ExpectedDevice>(
      `select id, home_id as "homeId", patient_id as "patientId", concat_ws('/', kind, make, model, heartbeat_seconds) as "modelKey",
              heartbeat_seconds as "declaredSeconds", learned_seconds as "learnedSeconds", learned_from as "learnedFrom"
         from device where revoked_at is null and heartbeat_seconds is not null and id > $1 order by id limit $2`,
      [after, pageSize],
    );
    yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.id;
  }
}

/** What was learned of a device is in force from now on; null: what was declared is again. */
export async function setLearned(
  tx: Write,
  device: ExpectedDevice,
  learned: (LearnedHeartbeat & { readonly from: 'device' | 'model' }) | null,
): Promise<void> {
  const seconds = learned && Math.ceil(learned.everyMs / 1_000);
  await tx.db.query('update device set learned_seconds = $2, learned_gaps = $3, learned_from = $4 where id = $1', [
    device.id,
    seconds,
    learned?.gaps ?? null,
    learned?.from ?? null,
  ]);
  if (device.patientId === null) await tx.homeChanged(device.homeId);
  else tx.patientChanged(device.patientId);
}
