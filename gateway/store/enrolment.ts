import type { CarePlanDraftInput } from '../contract/care-plan.ts';
import type { EnrolmentInput, EnrolmentResult } from '../contract/people.ts';
import { addAgreed } from './agreed.ts';
import { saveCarePlanDraft } from './care-plans.ts';
import { changeConsents } from './consents.ts';
import { addContact } from './contacts.ts';
import { addDevice } from './devices.ts';
import { addHome } from './homes.ts';
import { addLocality, localityByName } from './localities.ts';
import { addPatient } from './patients.ts';
import { asRefusal, Refusal } from './refusal.ts';
import type { NewAgreement } from './scenarios.ts';
import { setSpeech } from './speech.ts';
import type { Write } from './write.ts';

/**
 * A whole home at once: everything or nothing of it. `agreements` holds the scenarios of each patient, checked, at the same
 * positions as in the input, and after them what everyone has; `by` is the name that stands under a plan. Throws Refusal naming the place in the input.
 */
export async function enrolHome(
  tx: Write,
  input: EnrolmentInput,
  agreements: readonly (readonly NewAgreement[])[],
  by: string = tx.actor,
): Promise<EnrolmentResult> {
  const localityId = await at('locality', async () =>
    input.locality ? ((await localityByName(tx.db, input.locality.name)) ?? (await addLocality(tx, input.locality))) : null,
  );
  const homeId = await at('home', () => addHome(tx, { ...input.home, localityId }));
  const patients: EnrolmentResult['patients'] = [];
  for (const [index, patient] of input.patients.entries()) {
    const { contacts, scenarios, language, plan, ...person } = patient;
    const place = `patients.${index}`;
    const patientId = await at(place, () => addPatient(tx, { ...person, homeId }));
    const contactIds: string[] = [];
    if (language !== 'en') await at(place, () => setSpeech(tx, patientId, { language, hardOfHearing: false }));
    for (const [n, { allowed, ...contact }] of contacts.entries())
      contactIds.push(await at(`${place}.contacts.${n}`, () => addContactWith(tx, { ...person, patientId }, contact, allowed)));
    if (plan) await at(`${place}.plan`, () => saveCarePlanDraft(tx, patientId, planOf(plan), by));
    // Those that everyone has come after those of the file.
    const ownIds = scenarios.map(({ id }) => id);
    const scenarioIds = await at(`${place}.scenarios`, () => addAgreed(tx, patientId, agreements[index]!, ownIds));
    patients.push({ patientId, contactIds, scenarioIds });
  }
  const devices: EnrolmentResult['devices'] = [];
  for (const [index, device] of input.devices.entries()) {
    const { patient, ...rest } = device;
    const patientId = patient === null ? null : patients[patient]?.patientId;
    if (patientId === undefined)
      throw new Refusal('invalid', `devices.${index}.patient`, `there are only ${patients.length} patients in this file, counted from 0`);
    const { id, secret } = await at(`devices.${index}`, () => addDevice(tx, { ...rest, homeId, patientId }));
    devices.push({ deviceId: id, username: id, secret });
  }
  await tx.audit('home.enrol', homeId, { patients: patients.length, devices: devices.length });
  return { localityId, homeId, patients, devices };
}

type Enrolled = EnrolmentInput['patients'][number];
type EnrolledContact = Enrolled['contacts'][number];

/** A contact, and what the patient allows them besides being told. */
async function addContactWith(
  tx: Write,
  patient: Pick<Enrolled, 'givenName' | 'knownAs'> & { readonly patientId: string },
  contact: Omit<EnrolledContact, 'allowed'>,
  allowed: EnrolledContact['allowed'],
): Promise<string> {
  const id = await addContact(tx, patient.patientId, contact, 'enrolment');
  const changes = [...new Set(allowed)]
    .filter((purpose) => purpose !== 'be-told')
    .map((purpose) => ({ purpose, allowed: true, endsAt: null }));
  const by = patient.knownAs ?? patient.givenName;
  if (changes.length > 0)
    await changeConsents(tx, patient.patientId, id, changes, { basis: 'patient', by, note: contact.consentNote, mayOverrule: false });
  return id;
}

/** A first draft: nothing is recorded of wishes, nothing is shared, nobody has agreed to it yet. */
function planOf(first: NonNullable<Enrolled['plan']>): CarePlanDraftInput {
  const wishes: CarePlanDraftInput['sections']['wishes'] = {
    ...{ cpr: 'not-recorded', hospital: 'not-recorded', hospitalOnlyIf: '' },
    ...{ documents: [], words: '' },
  };
  const sections = { ...first, wishes, keyAccess: { note: '', holders: [] }, actions: [] };
  return { sections: { ...sections, shareWith: { contacts: [], agency: [] } }, agreed: null, reviewOn: null, revision: 0 };
}

/** A refusal inside the file names its place in the file. */
async function at<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inPlace(error, place);
  }
}

/** The same refusal with its fields below `place`. Anything else as it is. */
export function inPlace(error: unknown, place: string): unknown {
  const refusal = asRefusal(error);
  if (!(refusal instanceof Refusal)) return error;
  const issues = refusal.issues.map((issue) => ({ path: issue.path ? `${place}.${issue.path}` : place, message: issue.message }));
  return new Refusal(refusal.kind, `${place}.${refusal.field}`, refusal.message, issues);
}
