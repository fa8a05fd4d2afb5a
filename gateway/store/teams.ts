import type { z } from 'zod';
import type { Channel, TeamKind } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { onCallInput, teamInput } from '../contract/people.ts';
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

/** Patients of a locality and of all that lies in it; of a null locality, everybody. */
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
  const { rows } = await tx.db.query<{ id: string }>(servedPatients, [input.localityId]);
  for (const row of rows) tx.patientChanged(row.id);
  tx.directoryChanged();
  await tx.audit('team.add', id);
  return id;
}

/** Returns the id. Without `fromAt` they are on call from now on. */
export async function addOnCall(tx: Write, teamId: string, input: z.output<typeof onCallInput>): Promise<string> {
  const id = input.id ?? newId('call');
  const fromAt = input.fromAt ? Date.parse(input.fromAt) : tx.at;
  const untilAt = input.untilAt === null ? null : Date.parse(input.untilAt);
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

/** null: there is no such team. */
export async function findTeam(db: Db, id: string): Promise<{ readonly id: string; readonly name: string } | null> {
  return (await db.query<{ id: string; name: string }>('select id, name from team where id = $1', [id])).rows[0] ?? null;
}

/** Teams with who is or will be on call at `now`. */
export async function listTeams(db: Db, now: Instant): Promise<TeamRow[]> {
  const { rows } = await db.query<Omit<TeamRow, 'onCall'>>(
    'select id, kind, name, locality_id as "localityId", channels from team order by name, id',
  );
  const onCall = await db.query<OnCallRow & { teamId: string }>(
    `select team_id as "teamId", id, name, channels, from_at as "fromAt", until_at as "untilAt" from on_call
      where removed_at is null and (until_at is null or until_at > $1) order by from_at, id`,
    [new Date(now)],
  );
  return rows.map((team) => ({ ...team, onCall: onCall.rows.filter((row) => row.teamId === team.id) }));
}
