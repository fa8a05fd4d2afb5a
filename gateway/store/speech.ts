import type { DeviceModel, PatientSpeech } from '../contract/speech.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** How a patient is spoken to; null: there is no such patient. */
export async function speechOfPatient(db: Db, patientId: string): Promise<PatientSpeech | null> {
  const { rows } = await db.query<PatientSpeech>('select language, hard_of_hearing as "hardOfHearing" from patient where id = $1', [
    patientId,
  ]);
  return rows[0] ?? null;
}

export async function setSpeech(tx: Write, patientId: string, { language, hardOfHearing }: PatientSpeech): Promise<void> {
  const { rowCount } = await tx.db.query('update patient set language = $2, hard_of_hearing = $3 where id = $1', [
    patientId,
    language,
    hardOfHearing,
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'patientId', 'there is no such patient');
  tx.patientChanged(patientId);
  await tx.audit('patient.speech', patientId, { language });
}

export async function listDeviceModels(db: Db): Promise<DeviceModel[]> {
  const { rows } = await db.query<DeviceModel>('select make, model, speech from device_model order by make, model');
  return rows;
}

/** Declares what devices of a make and model make of words, in place of what was said before. Every home that has one is told. */
export async function putDeviceModel(tx: Write, { make, model, speech }: DeviceModel): Promise<void> {
  await tx.db.query(
    `insert into device_model (make, model, speech) values ($1, $2, $3) on conflict (make, model) do update set speech = excluded.speech`,
    [make, model, JSON.stringify(speech)],
  );
  const { rows } = await tx.db.query<{ patientId: string }>(
    `select p.id as "patientId" from device d join patient p on p.home_id = d.home_id and (d.patient_id is null or d.patient_id = p.id)
      where d.make = $1 and d.model = $2 and d.revoked_at is null`,
    [make, model],
  );
  for (const { patientId } of rows) tx.patientChanged(patientId);
  await tx.audit('device-model.put', `${make} ${model}`);
}
