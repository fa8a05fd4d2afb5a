import { day } from '../../rules/model/time.ts';
import { recordUpkeep } from './upkeep-tasks.ts';
import type { Write } from './write.ts';

const kind = 'nobody-told';

/**
 * Agreements are in force, and nobody of the person's circle may be told any more: a task, from the withdrawal that left it so (`withdrawn`) until
 * somebody may be told again. With whom it was never agreed to tell anybody, that is as agreed.
 */
export async function followNobodyTold(tx: Write, patientId: string, withdrawn: boolean): Promise<void> {
  const { rows } = await tx.db.query<{ knownAs: string }>(
    `select known_as as "knownAs" from patient p
      where p.id = $1 and exists (select from scenario where patient_id = p.id and status = 'active')
        and not exists (select from contact where patient_id = p.id and may_be_told and removed_at is null)`,
    [patientId],
  );
  if (rows[0] && !withdrawn) return;
  const found = rows.map(({ knownAs }) => ({
    kind,
    subject: patientId,
    deviceId: null,
    patientId,
    text: `${knownAs}: nobody of their circle may be told of alerts any more. Agree on whom to tell, or that the care centre is called at once.`,
    dueAt: tx.at + day,
  }));
  await recordUpkeep(tx.db, { kinds: [kind], subjects: [patientId] }, found, tx.at);
}
