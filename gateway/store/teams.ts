import type { z } from 'zod';
import type { Channel, TeamKind } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { onCallInput, teamInput } from '../contract/people.ts';
import type { teamChange } from '../contract/rotas.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface TeamRow {
  readonly id: string;
  readonly kind: TeamKind;
  readonly name: string;
  readonly localityId: string | null;
  readonly channels: readonly Channel[];
  readonly onCall: readonly OnCallRow[];
}
export interface OnCallRow {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly Channel[];
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
}

/** Patients of a locality ($1) and of all that lies in it; of a null locality, everybody. */
const servedPatients = `
  with recursive area (id) as (
    select id from locality where id = $1
    union select l.id from locality l join area a on l.parent_id = a.id
  )
  select p.id from patient p join home h on h.id = p.home_id where $1::text is null or h.locality_id in (select id from area)`;

/** Returns the id. Whoever lives where the team works is served by it from now on. */
export async function addTeam(tx: Write, input: z.output<typeof teamInput>): Promise<string> {
  const id = input.id ?? newId('team');
  await tx.db.query('insert into team (id, kind, name, locality_id, channels) values ($1, $2, $3, $4, $5)', [
    id,
    input.kind,
    input.name,
    input.localityId,
    JSON.stringify(input.channels),
  ]);
  for (const patientId of await servedIn(tx.db, input.localityId)) tx.patientChanged(patientId);
  tx.directoryChanged();
  await tx.audit('team.add', id);
  return id;
}

async function servedIn(db: Db, localityId: string | null): Promise<string[]> {
  return (await db.query<{ id: string }>(servedPatients, [localityId])).rows.map(({ id }) => id);
}

export type OneTeam = Omit<TeamRow, 'onCall'>;

/** A team that works; null: there is none, or it has ended. */
export async function openTeam(db: Db, id: string): Promise<OneTeam | null> {
  const text = `select id, kind, name, locality_id as "localityId", channels from team where id = $1 and ended_at is null`;
  return (await db.query<OneTeam>(text, [id])).rows[0] ?? null;
}

/** A team that works, while no other changes until the end of the transaction: of two centres that end at once, each would count on the other. */
async function heldTeam(db: Db, id: string): Promise<OneTeam> {
  await db.query('lock table team in share row exclusive mode');
  const team = await openTeam(db, id);
  if (!team) throw new Refusal('not-found', 'id', 'there is no such team');
  return team;
}

/** How many people whom this team serves have no other team of its kind. */
export async function servedAlone(db: Db, { id, kind, localityId }: OneTeam): Promise<number> {
  return await without(db, kind, await servedIn(db, localityId), id);
}

/** How many of these people no team of a kind serves; `but`: a team that does not count. */
async function without(db: Db, kind: TeamKind, patientIds: readonly string[], but: string | null): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `with recursive working as (select id, locality_id from team where kind = $1 and ended_at is null and id is distinct from $3),
     area (id) as (
       select locality_id from working where locality_id is not null
       union select l.id from locality l join area a on l.parent_id = a.id)
     select count(*)::integer as n from patient p join home h on h.id = p.home_id
      where p.id = any($2) and not exists (select from working where locality_id is null)
        and not exists (select from area a where a.id = h.locality_id)`,
    [kind, patientIds, but],
  );
  return rows[0]!.n;
}

/** The centre is the last that an alert comes to: it is taken from nobody. */
async function refuseNoCentre(db: Db, kind: TeamKind, patientIds: readonly string[], field: string): Promise<void> {
  const left = kind === 'coordination' ? await without(db, kind, patientIds, null) : 0;
  if (left > 0) throw new Refusal('conflict', field, `would leave ${left} people without a coordination centre`);
}

/** Another name, place or shared channels. Throws Refusal: there is no such team, or somebody would have no coordination centre. */
export async function changeTeam(tx: Write, id: string, to: z.output<typeof teamChange>): Promise<void> {
  const team = await heldTeam(tx.db, id);
  await tx.db.query('update team set name = $2, locality_id = $3, channels = $4 where id = $1', [
    id,
    to.name,
    to.localityId,
    JSON.stringify(to.channels),
  ]);
  if (to.localityId !== team.localityId) {
    const before = await servedIn(tx.db, team.localityId);
    await refuseNoCentre(tx.db, team.kind, before, 'localityId');
    for (const patientId of new Set([...before, ...(await servedIn(tx.db, to.localityId))])) tx.patientChanged(patientId);
  }
  tx.directoryChanged();
  await tx.audit('team.change', id);
}

/** The team serves nobody any more; what it did stays. Throws Refusal: crews belong to it, or somebody would have no coordination centre. */
export async function endTeam(tx: Write, id: string): Promise<void> {
  const team = await heldTeam(tx.db, id);
  const crews = await tx.db.query('select from response_unit where team_id = $1 and retired_at is null limit 1', [id]);
  if (crews.rowCount !== 0) throw new Refusal('conflict', 'id', 'crews still belong to it');
  await tx.db.query('update team set ended_at = $2 where id = $1', [id, new Date(tx.at)]);
  const served = await servedIn(tx.db, team.localityId);
  await refuseNoCentre(tx.db, team.kind, served, 'id');
  for (const patientId of served) tx.patientChanged(patientId);
  tx.directoryChanged();
  await tx.audit('team.end', id);
}

/** Returns the id. Without `fromAt` they are on call from now on. */
export async function addOnCall(tx: Write, teamId: string, input: z.output<typeof onCallInput>): Promise<string> {
  const id = input.id ?? newId('call');
  const fromAt = input.fromAt ? Date.parse(input.fromAt) : tx.at;
  const untilAt = input.untilAt === null ? null : Date.parse(input.untilAt);
  if (!(await openTeam(tx.db, teamId))) throw new Refusal('not-found', 'teamId', 'there is no such team');
  if (untilAt !== null && untilAt <= fromAt) throw new Refusal('invalid', 'untilAt', 'must be after fromAt');
  await tx.db.query('insert into on_call (id, team_id, name, channels, from_at, until_at) values ($1, $2, $3, $4, $5, $6)', [
    id,
    teamId,
    input.name,
    JSON.stringify(input.channels),
    new Date(fromAt),
    untilAt === null ? null : new Date(untilAt),
  ]);
  tx.directoryChanged();
  await tx.audit('on-call.add', id, { teamId });
  return id;
}

export async function removeOnCall(tx: Write, teamId: string, id: string): Promise<void> {
  const { rowCount } = await tx.db.query('update on_call set removed_at = $3 where id = $1 and team_id = $2 and removed_at is null', [
    id,
    teamId,
    new Date(tx.at),
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'onCallId', 'there is no such entry in the rota of this team');
  tx.directoryChanged();
  await tx.audit('on-call.remove', id, { teamId });
}

/** Also one that has ended; null: there is no such team. */
export async function findTeam(db: Db, id: string): Promise<{ readonly id: string; readonly name: string } | null> {
  return (await db.query<{ id: string; name: string }>('select id, name from team where id = $1', [id])).rows[0] ?? null;
}

/** Teams that work, with who is or will be on call at `now`. */
export async function listTeams(db: Db, now: Instant): Promise<TeamRow[]> {
  const { rows } = await db.query<Omit<TeamRow, 'onCall'>>(
    'select id, kind, name, locality_id as "localityId", channels from team where ended_at is null order by name, id',
  );
  const onCall = await db.query<OnCallRow & { teamId: string }>(
    `select team_id as "teamId", id, name, channels, from_at as "fromAt", until_at as "untilAt" from on_call
      where removed_at is null and (until_at is null or until_at > $1) order by from_at, id`,
    [new Date(now)],
  );
  return rows.map((team) => ({ ...team, onCall: onCall.rows.filter((row) => row.teamId === team.id) }));
}
