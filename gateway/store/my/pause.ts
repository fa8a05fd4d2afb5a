import type { Presence } from '../../../rules/model/patient.ts';
import { type Instant, localDate, localTime } from '../../../rules/model/time.ts';
import { setPresence } from '../patients.ts';
import type { Write } from '../write.ts';

const words: Readonly<Record<Exclude<Presence['mode'], 'home'>, string>> = {
  away: 'away',
  holiday: 'on holiday',
  hospital: 'in hospital',
  respite: 'cared for elsewhere',
};

/** A person has said themselves that they are away until then; the team finds it among its tasks. */
export async function pause(
  tx: Write,
  {
    patientId,
    knownAs,
    mode,
    untilAt,
  }: { readonly patientId: string; readonly knownAs: string; readonly mode: keyof typeof words; readonly untilAt: Instant },
): Promise<void> {
  await setPresence(tx, patientId, { mode, untilAt });
  const { rows } = await tx.db.query<{ zone: string }>('select zone from patient where id = $1', [patientId]);
  const { zone } = rows[0]!;
  const text = `${knownAs} has said: ${words[mode]} until ${localDate(zone, untilAt)}, ${localTime(zone, untilAt)}. What waits at home rests until then.`;
  await tx.db.query(
    `insert into task (id, kind, patient_id, alert_id, text, created_at, until_at) values ($1, 'pause-by-person', $2, null, $3, $4, $5)
     on conflict (id) do update set text = excluded.text, until_at = excluded.until_at, done_at = null, done_by = null`,
    [`pause-by-person/${patientId}/${localDate(zone, tx.at)}`, patientId, text, new Date(tx.at), new Date(untilAt)],
  );
}

/** They are at home again. */
export async function endPause(tx: Write, patientId: string): Promise<void> {
  await setPresence(tx, patientId, { mode: 'home', untilAt: null });
}
