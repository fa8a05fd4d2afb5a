import type { z } from 'zod';
import type { ResponseSkill } from '../../rules/model/response.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Unit } from '../../rules/response/unit.ts';
import type { responseUnitChange, responseUnitInput } from '../contract/response.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface UnitRow {
  readonly id: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly name: string;
  readonly skills: readonly ResponseSkill[];
  readonly localityIds: readonly string[];
  readonly retired: boolean;
}

/** One unit with who is on duty and what is in its hands; `freeSince` is when the last of both ended. */
export interface UnitNow extends Unit {
  readonly teamName: string;
  readonly localityNames: readonly string[];
  readonly people: readonly { readonly userId: string; readonly name: string }[];
  /** null: nobody is on duty. */
  readonly untilAt: Instant | null;
  /** The job is offered to it, and not yet in its hands. */
  readonly isOffered: boolean;
}

/** Returns the id. Throws Refusal where the team is none of rapid response, or a place is unknown. */
export async function addUnit(tx: Write, input: z.output<typeof responseUnitInput>): Promise<string> {
  const id = input.id ?? newId('unit');
  await requirePlace(tx.db, input);
  await tx.db.query('insert into response_unit (id, team_id, name, skills, locality_ids) values ($1, $2, $3, $4, $5)', [
    id,
    input.teamId,
    input.name,
    input.skills,
    input.localityIds,
  ]);
  await tx.audit('response-unit.add', id, { teamId: input.teamId });
  return id;
}

/** Throws Refusal: there is no such unit, or it is to be retired with a job in its hands. */
export async function changeUnit(tx: Write, id: string, input: z.output<typeof responseUnitChange>): Promise<void> {
  await requirePlace(tx.db, input);
  const busy = await tx.db.query('select from response_job where unit_id = $1 and ended_at is null', [id]);
  if (input.retired && busy.rowCount !== 0) throw new Refusal('conflict', 'retired', 'it has a job');
  const { rowCount } = await tx.db.query(
    `update response_unit set team_id = $2, name = $3, skills = $4, locality_ids = $5, retired_at = case when $6 then coalesce(retired_at, $7) end
      where id = $1`,
    [id, input.teamId, input.name, input.skills, input.localityIds, input.retired, new Date(tx.at)],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such unit');
  if (input.retired)
    await tx.db.query('update response_duty set ended_at = $2 where unit_id = $1 and ended_at is null', [id, new Date(tx.at)]);
  await tx.audit('response-unit.change', id, { teamId: input.teamId, retired: input.retired });
}

async function requirePlace(
  db: Db,
  { teamId, localityIds }: { readonly teamId: string; readonly localityIds: readonly string[] },
): Promise<void> {
  const team = await db.query(`select from team where id = $1 and kind = 'rapid-response' and ended_at is null`, [teamId]);
  if (team.rowCount === 0) throw new Refusal('invalid', 'teamId', 'there is no such team of rapid response');
  const { rows } = await db.query<{ id: string }>('select id from unnest($1::text[]) as id where id not in (select id from locality)', [
    localityIds,
  ]);
  if (rows[0]) throw new Refusal('invalid', 'localityIds', `there is no place "${rows[0].id}"`);
}

export async function listUnits(db: Db): Promise<UnitRow[]> {
  const { rows } = await db.query<UnitRow>(
    `select u.id, u.team_id as "teamId", t.name as "teamName", u.name, u.skills, u.locality_ids as "localityIds", u.retired_at is not null as retired
       from response_unit u join team t on t.id = u.team_id order by t.name, u.name, u.id`,
  );
  return rows;
}

/** Every unit that is in use, as it stands at `at`, by team and name. A unit without places of its own goes where its team does. */
export async function unitsNow(db: Db, at: Instant): Promise<UnitNow[]> {
  const { rows } = await db.query<Omit<UnitNow, 'crew' | 'freeSince'> & { dutyFrom: Instant | null; lastEnd: Instant | null }>(
    `select u.id, u.name, u.team_id as "teamId", t.name as "teamName", u.skills,
            case when u.locality_ids = '{}' then array[t.locality_id] else u.locality_ids end as "localityIds",
            coalesce((select json_agg(l.name order by l.name) from locality l
                       where l.id = any(case when u.locality_ids = '{}' then array[t.locality_id]::text[] else u.locality_ids end)), '[]') as "localityNames",
            coalesce(d.people, '[]') as people, d.until_at as "untilAt", d.from_at as "dutyFrom",
            (select max(ended_at) from response_job j where j.unit_id = u.id) as "lastEnd",
            coalesce(held.id, offered.job_id) as "jobId", held.id is null and offered.job_id is not null as "isOffered"
       from response_unit u
       join team t on t.id = u.team_id
       left join lateral (
         select json_agg(json_build_object('userId', i.id, 'name', i.name) order by d.from_at, i.id) as people, max(d.until_at) as until_at, min(d.from_at) as from_at
           from response_duty d join identity_user i on i.id = d.user_id
          where d.unit_id = u.id and d.ended_at is null and d.from_at <= $1 and d.until_at > $1) d on true
       left join response_job held on held.unit_id = u.id and held.ended_at is null
       left join response_offer offered on offered.unit_id = u.id and offered.answer is null
      where u.retired_at is null order by t.name, u.name, u.id`,
    [new Date(at)],
  );
  return rows.map(({ dutyFrom, lastEnd, ...unit }) => ({
    ...unit,
    crew: unit.people.map(({ userId }) => userId),
    freeSince: Math.max(dutyFrom ?? 0, lastEnd ?? 0),
  }));
}

/** The tree of places. */
export async function placesTree(db: Db): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await db.query<{ id: string; parentId: string | null }>('select id, parent_id as "parentId" from locality');
  return new Map(rows.map(({ id, parentId }) => [id, parentId]));
}
