import type { TimelineEntry } from '../../rules/model/alert.ts';
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
