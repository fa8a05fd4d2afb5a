import type { CountsByCode } from '../../rules/fatigue/outcomes.ts';
import type { Instant } from '../../rules/model/time.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface NewSuggestion {
  readonly kind: string;
  readonly patientId: string;
  readonly scenarioId: string;
  readonly text: string;
  readonly counts: CountsByCode;
}

export interface SuggestionRow extends Omit<NewSuggestion, 'counts'> {
  readonly id: string;
  /** Monday of its ISO week. */
  readonly week: string;
  readonly dismissed: { readonly at: Instant; readonly by: string; readonly reason: string } | null;
}

/** The suggestions of a week; null: that week has not been looked at. */
export async function suggestionsOfWeek(db: Db, week: string): Promise<SuggestionRow[] | null> {
  const { rowCount } = await db.query('select 1 from suggestion_week where week = $1', [week]);
  if (rowCount === 0) return null;
  const { rows } = await db.query<Omit<SuggestionRow, 'dismissed'> & { at: Instant | null; by: string; reason: string }>(
    `select id, week, kind, patient_id as "patientId", scenario_id as "scenarioId", text,
            dismissed_at as at, dismissed_by as by, dismiss_reason as reason
       from suggestion where week = $1 and ${isOpenRecord('patient_id')} order by dismissed_at is not null, id`,
    [week],
  );
  return rows.map(({ at, by, reason, ...row }) => ({ ...row, dismissed: at === null ? null : { at, by, reason } }));
}

/** Keeps what was found for a week. Who comes second changes nothing: what a person has read does not change under them. */
export async function keepSuggestions(db: Db, week: string, found: readonly NewSuggestion[], at: Instant): Promise<void> {
  const { rowCount } = await db.query('insert into suggestion_week (week, made_at) values ($1, $2) on conflict (week) do nothing', [
    week,
    new Date(at),
  ]);
  if (rowCount === 0) return;
  await db.query(
    `insert into suggestion (id, week, kind, patient_id, scenario_id, text, counts)
     select $1 || '.' || kind || '.' || scenario, $1::date, kind, patient, scenario, text, counts::jsonb
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as f (kind, patient, scenario, text, counts)`,
    [
      week,
      found.map((one) => one.kind),
      found.map((one) => one.patientId),
      found.map((one) => one.scenarioId),
      found.map((one) => one.text),
      found.map((one) => JSON.stringify(one.counts)),
    ],
  );
}

/** A clinician has read it and decides against it. Throws Refusal: there is no such one, or it is dismissed already. */
export async function dismissSuggestion(tx: Write, id: string, by: string, reason: string): Promise<void> {
  const { rowCount } = await tx.db.query(
    'update suggestion set dismissed_at = $2, dismissed_by = $3, dismiss_reason = $4 where id = $1 and dismissed_at is null',
    [id, new Date(tx.at), by, reason],
  );
  if (rowCount === 0) {
    const known = await tx.db.query('select 1 from suggestion where id = $1', [id]);
    if (known.rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such suggestion');
    throw new Refusal('conflict', 'id', 'it has been dismissed already');
  }
  await tx.audit('suggestion.dismiss', id);
}
