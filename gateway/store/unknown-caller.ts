import { homeInput, patientInput } from '../contract/people.ts';
import { addHome } from './homes.ts';
import { addPatient, unknownCallerId } from './patients.ts';
import { addScenario } from './scenario-versions.ts';
import type { NewAgreement } from './scenarios.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Makes the home and the stand-in person of units that are not enrolled, with one agreement, where they are not there yet. */
export async function addUnknownCaller(tx: Write, agreement: NewAgreement): Promise<void> {
  // Two gateways that start at once wait for each other here.
  await tx.db.query('select pg_advisory_xact_lock(hashtext($1))', [unknownCallerId]);
  const { rows } = await tx.db.query('select from patient where id = $1', [unknownCallerId]);
  if (rows.length > 0) return;
  await addHome(tx, homeInput.parse({ id: unknownCallerId, address: 'Not known: the alarm unit is not enrolled' }));
  await addPatient(
    tx,
    patientInput.parse({
      id: unknownCallerId,
      homeId: unknownCallerId,
      givenName: 'Unknown',
      familyName: 'caller',
      knownAs: 'An unknown caller',
      summary: 'Nobody knows whose alarm unit this is. The evidence of the alert names its number. Enrol it once you know.',
    }),
  );
  await addScenario(tx, unknownCallerId, agreement, unknownCallerId);
}

/** Whether a care centre serves homes of no locality: only then is an unknown caller heard. */
export async function someCentreServesEverywhere(db: Db): Promise<boolean> {
  const { rows } = await db.query(`select from team where kind = 'coordination' and locality_id is null and ended_at is null limit 1`);
  return rows.length > 0;
}
