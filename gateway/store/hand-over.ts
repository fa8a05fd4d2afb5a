import type { TimelineEntry } from '../../rules/model/alert.ts';
import type { Presence } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import { isOpenRecord } from './open-record.ts';
import type { Db } from './transaction.ts';

/** Ids of the patients whom a team serves: those who live where it works. */
export async function patientsServed(db: Db, teamId: string): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>(
    `with recursive area (id) as (
       select locality_id from team where id = $1
       union select l.id from locality l join area a on l.parent_id = a.id
     )
     select p.id from patient p join home h on h.id = p.home_id
      where (select locality_id is null from team where id = $1) or h.locality_id in (select id from area)`,
    [teamId],
  );
  return new Set(rows.map((row) => row.id));
}

/** Of each of these alerts the newest entry in which a person says or does something. */
export async function lastWords(db: Db, alertIds: readonly string[]): Promise<ReadonlyMap<string, TimelineEntry>> {
  const { rows } = await db.query<{ id: string; entry: string }>(
    `select distinct on (alert_id) alert_id as id, entry from alert_timeline
      where alert_id = any($1) and type in ('acknowledged', 'handed-over', 'note', 'declined') order by alert_id, n desc`,
    [alertIds],
  );
  return new Map(rows.map(({ id, entry }) => [id, JSON.parse(entry) as TimelineEntry]));
}

/** Who of these people is not at home at an instant, by name. */
export async function peopleAway(
  db: Db,
  patientIds: readonly string[],
  at: Instant,
): Promise<{ patientId: string; patientName: string; mode: Presence['mode']; untilAt: Instant | null }[]> {
  const { rows } = await db.query<{ patientId: string; patientName: string; mode: Presence['mode']; untilAt: Instant | null }>(
    `select id as "patientId", known_as || ' ' || family_name as "patientName", presence_mode as mode, presence_until as "untilAt" from patient
      where id = any($1) and presence_mode <> 'home' and (presence_until is null or presence_until > $2) and ${isOpenRecord('patient.id')}
      order by family_name, known_as, id`,
    [patientIds, new Date(at)],
  );
  return rows;
}
