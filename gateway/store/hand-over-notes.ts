import type { Instant } from '../../rules/model/time.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface NoteRow {
  readonly id: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly turnAt: Instant;
  /** null: about the turn as a whole. */
  readonly alertId: string | null;
  readonly patientName: string | null;
  readonly text: string;
  readonly writtenAt: Instant;
  /** Id of a user. */
  readonly writtenBy: string;
  readonly byName: string;
  readonly accepted: readonly { readonly by: string; readonly at: Instant }[];
}

/** Who signs in: the id of their user, and their name. */
export interface Signed {
  readonly id: string;
  readonly name: string;
}

const select = `
  select n.id, n.team_id as "teamId", m.name as "teamName", n.turn_at as "turnAt", n.alert_id as "alertId",
         p.known_as || ' ' || p.family_name as "patientName", n.text, n.written_at as "writtenAt", n.written_by as "writtenBy", n.by_name as "byName",
         (select coalesce(json_agg(json_build_object('by', a.by_name, 'at', (extract(epoch from a.at) * 1000)::float8) order by a.at), '[]')
            from hand_over_acceptance a where a.note_id = n.id) as accepted
    from hand_over_note n join team m on m.id = n.team_id left join patient p on p.id = n.patient_id`;
const isShown = `(n.patient_id is null or ${isOpenRecord('n.patient_id')})`;

/** Notes of a team, newest turn first. */
export async function notesOfTeam(db: Db, teamId: string, limit: number): Promise<NoteRow[]> {
  return (
    await db.query<NoteRow>(`${select} where n.team_id = $1 and ${isShown} order by n.turn_at desc, n.written_at desc, n.id limit $2`, [
      teamId,
      limit,
    ])
  ).rows;
}

/**
 * What waits to be read by somebody: notes of others, for turns that begin in [`fromAt`, `toAt`], of the teams on whose rota they are. What a team
 * without a rota was left is for whoever comes first: it waits until anybody has accepted it.
 */
export async function notesWaitingFor(db: Db, userId: string, fromAt: Instant, toAt: Instant): Promise<NoteRow[]> {
  const { rows } = await db.query<NoteRow>(
    `${select} left join rota r on r.team_id = n.team_id
      where n.turn_at between $2 and $3 and n.written_by <> $1 and ${isShown}
        and not exists (select from hand_over_acceptance a where a.note_id = n.id and (a.user_id = $1 or r.team_id is null))
        and (r.team_id is null or r.people @> jsonb_build_array(jsonb_build_object('id', $1::text)))
      order by n.turn_at desc, n.written_at desc, n.id limit 200`,
    [userId, new Date(fromAt), new Date(toAt)],
  );
  return rows;
}

/** Leaves a note for who comes at `turnAt`. Throws Refusal: there is no such alert, or the id is taken. */
export async function leaveNote(
  tx: Write,
  by: Signed,
  note: { readonly id: string; readonly teamId: string; readonly turnAt: Instant; readonly alertId: string | null; readonly text: string },
): Promise<void> {
  const { rows } = await tx.db.query<{ patientId: string }>('select patient_id as "patientId" from alert where id = $1', [note.alertId]);
  if (note.alertId !== null && !rows[0]) throw new Refusal('invalid', 'alertId', 'there is no such alert');
  const patientId = rows[0]?.patientId ?? null;
  await tx.db.query(
    `insert into hand_over_note (id, team_id, turn_at, alert_id, patient_id, text, written_at, written_by, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [note.id, note.teamId, new Date(note.turnAt), note.alertId, patientId, note.text, new Date(tx.at), by.id, by.name],
  );
  await tx.audit('hand-over.note', note.id, { teamId: note.teamId, ...(patientId !== null && { patientId }) });
}

/** Somebody has read these notes of a team and goes on from there; saying it again changes nothing. Throws Refusal: one of them is not of this team. */
export async function acceptNotes(tx: Write, teamId: string, noteIds: readonly string[], by: Signed): Promise<void> {
  const ids = [...new Set(noteIds)];
  const { rows } = await tx.db.query<{ id: string }>('select id from hand_over_note where team_id = $1 and id = any($2)', [teamId, ids]);
  if (rows.length !== ids.length) throw new Refusal('not-found', 'noteIds', 'there is no such note of this team');
  await tx.db.query(
    `insert into hand_over_acceptance (note_id, user_id, by_name, at) select id, $2, $3, $4 from unnest($1::text[]) as id on conflict do nothing`,
    [ids, by.id, by.name, new Date(tx.at)],
  );
  await tx.audit('hand-over.accept', teamId, { noteIds: ids });
}
