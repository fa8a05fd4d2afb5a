import type { z } from 'zod';
import type { LocalWindow } from '../../rules/model/time.ts';
import type { shiftPatternInput } from '../contract/calendars.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface ShiftPatternRow {
  readonly id: string;
  readonly name: string;
  readonly windows: readonly LocalWindow[];
}

/** Times that are written out, or those of a named pattern. */
export interface Times {
  readonly patternId: string | null;
  readonly windows: readonly LocalWindow[];
}

export async function listShiftPatterns(db: Db): Promise<ShiftPatternRow[]> {
  return (await db.query<ShiftPatternRow>('select id, name, windows from shift_pattern order by name, id')).rows;
}

/** The times meant; a pattern that is not there gives none. */
export function timesOf({ patternId, windows }: Times, patterns: readonly ShiftPatternRow[]): readonly LocalWindow[] {
  return patternId === null ? windows : (patterns.find(({ id }) => id === patternId)?.windows ?? []);
}

/** Throws Refusal naming `field` when a pattern is not there. */
export async function requirePattern(db: Db, patternId: string | null, field: string): Promise<void> {
  if (patternId === null) return;
  const { rowCount } = await db.query('select 1 from shift_pattern where id = $1', [patternId]);
  if (rowCount === 0) throw new Refusal('invalid', field, 'there is no such shift pattern');
}

/** Patients whose contacts work by this pattern, and whether a rota has it. */
async function usersOf(db: Db, id: string): Promise<{ readonly patientIds: readonly string[]; readonly inRota: boolean }> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct patient_id as id from contact where work ->> 'patternId' = $1 and removed_at is null`,
    [id],
  );
  const rotas = await db.query('select 1 from rota where shifts @> $1 limit 1', [JSON.stringify([{ patternId: id }])]);
  return { patientIds: rows.map((row) => row.id), inRota: rotas.rows.length > 0 };
}

/** Makes the pattern or changes it, for everybody who has it. */
export async function putShiftPattern(tx: Write, id: string, input: z.output<typeof shiftPatternInput>): Promise<void> {
  await tx.db.query(
    'insert into shift_pattern (id, name, windows) values ($1, $2, $3) on conflict (id) do update set name = $2, windows = $3',
    [id, input.name, JSON.stringify(input.windows)],
  );
  const { patientIds, inRota } = await usersOf(tx.db, id);
  for (const patientId of patientIds) tx.patientChanged(patientId);
  if (inRota) tx.directoryChanged();
  await tx.audit('shift-pattern.put', id);
}

export async function removeShiftPattern(tx: Write, id: string): Promise<void> {
  const { patientIds, inRota } = await usersOf(tx.db, id);
  if (patientIds.length > 0 || inRota) throw new Refusal('conflict', '', 'Rotas or contacts still have it: give them other times first.');
  const { rowCount } = await tx.db.query('delete from shift_pattern where id = $1', [id]);
  if (rowCount === 0) throw new Refusal('not-found', 'shiftPatternId', 'there is no such shift pattern');
  await tx.audit('shift-pattern.remove', id);
}
