import type { Db } from '../transaction.ts';
import type { Write } from '../write.ts';

/** Goals of a person in their own words, by agreement. To be asked through `asPerson`. */
export async function goalWordsShown(db: Db, patientId: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; words: string }>('select scenario_id as id, words from goal_words where patient_id = $1', [
    patientId,
  ]);
  return new Map(rows.map(({ id, words }) => [id, words]));
}

/** The person says the goal in other words. What is agreed, and by whom, stays as it is. */
export async function sayGoal(
  tx: Write,
  goal: { readonly patientId: string; readonly scenarioId: string; readonly words: string },
): Promise<void> {
  const { patientId, scenarioId, words } = goal;
  await tx.db.query(
    `insert into goal_words (scenario_id, patient_id, words, said_at) values ($1, $2, $3, $4)
     on conflict (scenario_id) do update set words = excluded.words, said_at = excluded.said_at`,
    [scenarioId, patientId, words, new Date(tx.at)],
  );
  await tx.audit('goal.words', scenarioId, { patientId });
}
