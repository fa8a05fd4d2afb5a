import type { z } from 'zod';
import type { Rota, RotaOverride, RotaPerson } from '../../rules/model/rota.ts';
import type { LocalWindow } from '../../rules/model/time.ts';
import type { rotaInput, rotaOverrideInput } from '../contract/rotas.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import { listShiftPatterns, requirePattern, type Times, timesOf } from './shift-patterns.ts';
import { openTeam } from './teams.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** A shift as it was written: with its own times, or those of a pattern. */
export interface WrittenShift extends Times {
  readonly id: string;
  readonly name: string;
  readonly people: readonly string[];
  readonly startsOn: string;
  readonly turnDays: number;
}

export interface RotaRow {
  readonly teamId: string;
  readonly zone: string;
  readonly cover: readonly LocalWindow[];
  readonly people: readonly RotaPerson[];
  readonly shifts: readonly WrittenShift[];
}

export interface RotaOverrideRow extends RotaOverride {
  readonly teamId: string;
  readonly note: string;
}

const columns = `team_id as "teamId", zone, cover, people, shifts`;

export async function rotaOfTeam(db: Db, teamId: string): Promise<RotaRow | null> {
  return (await db.query<RotaRow>(`select ${columns} from rota where team_id = $1`, [teamId])).rows[0] ?? null;
}

/** In the order in which they were made. */
export async function overridesOf(db: Db, teamId: string | null): Promise<RotaOverrideRow[]> {
  const { rows } = await db.query<RotaOverrideRow>(
    `select id, team_id as "teamId", from_at as "fromAt", until_at as "untilAt", out_id as "outId", in_id as "inId", note from rota_override
      where removed_at is null and ($1::text is null or team_id = $1) order by made_at, id`,
    [teamId],
  );
  return rows;
}

/** Every rota as the judge knows it, by team. */
export async function loadRotas(db: Db): Promise<ReadonlyMap<string, Rota>> {
  const { rows } = await db.query<RotaRow>(`select ${columns} from rota order by team_id`);
  const patterns = await listShiftPatterns(db);
  const overrides = await overridesOf(db, null);
  return new Map(
    rows.map(({ teamId, shifts, ...rest }) => [
      teamId,
      {
        ...rest,
        shifts: shifts.map(({ patternId, windows, ...shift }) => ({ ...shift, windows: timesOf({ patternId, windows }, patterns) })),
        overrides: overrides
          .filter((one) => one.teamId === teamId)
          .map(({ id, fromAt, untilAt, outId, inId }) => ({ id, fromAt, untilAt, outId, inId })),
      },
    ]),
  );
}

/** Makes the rota of a team that works, or replaces it. Swaps stay; one that names somebody who is no longer on it is a Refusal. */
export async function putRota(tx: Write, teamId: string, input: z.output<typeof rotaInput>): Promise<void> {
  if (!(await openTeam(tx.db, teamId))) throw new Refusal('not-found', 'teamId', 'there is no such team');
  for (const [i, { patternId }] of input.shifts.entries()) await requirePattern(tx.db, patternId, `shifts.${i}.patternId`);
  const known = new Set<string | null>(input.people.map(({ id }) => id)).add(null);
  const left = (await overridesOf(tx.db, teamId))
    .filter(({ untilAt }) => untilAt > tx.at)
    .find((one) => !known.has(one.outId) || !known.has(one.inId));
  if (left) throw new Refusal('invalid', 'people', `the swap ${left.id} still names somebody who is not among them`);
  await tx.db.query(
    `insert into rota (team_id, zone, cover, people, shifts) values ($1, $2, $3, $4, $5)
     on conflict (team_id) do update set zone = $2, cover = $3, people = $4, shifts = $5`,
    [teamId, input.zone, ...[input.cover, input.people, input.shifts].map((value) => JSON.stringify(value))],
  );
  tx.directoryChanged();
  await tx.audit('rota.put', teamId, { people: input.people.length, shifts: input.shifts.length });
}

/** The team has no rota from now on; its swaps go with it. Throws Refusal where it has none. */
export async function removeRota(tx: Write, teamId: string): Promise<void> {
  await tx.db.query('delete from rota_override where team_id = $1', [teamId]);
  const { rowCount } = await tx.db.query('delete from rota where team_id = $1', [teamId]);
  if (rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such team, or it has no rota');
  tx.directoryChanged();
  await tx.audit('rota.remove', teamId);
}

/** Returns the id. */
export async function addOverride(tx: Write, teamId: string, input: z.output<typeof rotaOverrideInput>): Promise<string> {
  const id = input.id ?? newId('swap');
  const [fromAt, untilAt] = [Date.parse(input.fromAt), Date.parse(input.untilAt)];
  if (untilAt <= fromAt) throw new Refusal('invalid', 'untilAt', 'must be after fromAt');
  const rota = await rotaOfTeam(tx.db, teamId);
  if (!rota) throw new Refusal('not-found', 'teamId', 'there is no such team, or it has no rota');
  for (const field of ['outId', 'inId'] as const)
    if (input[field] !== null && !rota.people.some((person) => person.id === input[field]))
      throw new Refusal('invalid', field, 'is not on this rota');
  await tx.db.query(
    'insert into rota_override (id, team_id, from_at, until_at, out_id, in_id, note, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, teamId, new Date(fromAt), new Date(untilAt), input.outId, input.inId, input.note, new Date(tx.at)],
  );
  tx.directoryChanged();
  await tx.audit('rota.override', teamId, { id });
  return id;
}

export async function removeOverride(tx: Write, teamId: string, id: string): Promise<void> {
  const { rowCount } = await tx.db.query('update rota_override set removed_at = $3 where id = $1 and team_id = $2 and removed_at is null', [
    id,
    teamId,
    new Date(tx.at),
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'overrideId', 'there is no such swap');
  tx.directoryChanged();
  await tx.audit('rota.override-removed', teamId, { id });
}
