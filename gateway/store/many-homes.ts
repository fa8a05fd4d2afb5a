import { forEveryone } from '../../rules/model/agreement.ts';
import type { Channel } from '../../rules/model/patient.ts';
import type { Language } from '../../rules/model/speech.ts';
import type { LocalWindow } from '../../rules/model/time.ts';
import { newId } from '../identity/secret.ts';
import { refuseMixing } from './patients.ts';
import type { NewAgreement, ScenarioVersion } from './scenarios.ts';
import type { Write } from './write.ts';

/** Somebody new with the people around them and what is agreed; all of it checked. */
export interface NewResident {
  readonly person: {
    readonly id?: string | undefined;
    readonly nhsNumber: string | null;
    readonly givenName: string;
    readonly familyName: string;
    readonly knownAs?: string | undefined;
    readonly birthDate: string | null;
    readonly zone: string;
    readonly summary: string;
    readonly simulated: boolean;
  };
  readonly language: Language;
  readonly contacts: readonly {
    readonly name: string;
    readonly relationship: string;
    readonly order: number;
    readonly mayBeTold: boolean;
    readonly consentNote: string;
    readonly channels: readonly Channel[];
    readonly language: Language;
    readonly quietHours: LocalWindow | null;
  }[];
  /** With what everybody has. */
  readonly agreed: readonly NewAgreement[];
}

/** A home that there is, or a new one, and who moves in. */
export interface NewHousehold {
  readonly home: { readonly id: string } | { readonly address: string; readonly localityId: string | null; readonly keyAccess: string };
  readonly members: readonly NewResident[];
}

type Rows = Record<'home' | 'patient' | 'contact' | 'contact_point' | 'contact_consent' | 'scenario' | 'audit', object[]>;
const iso = (at: number) => new Date(at).toISOString();

/**
 * Writes many homes as `addHome`, `addPatient`, `addContact` and `addAgreed` would one by one, with one statement a table: a file of
 * thousands is there in seconds. Whoever brings it answers for the ways to contacts. Throws Refusal; then nothing of it is written.
 */
export async function addManyHomes(tx: Write, households: readonly NewHousehold[]): Promise<void> {
  const everybody = households.flatMap(({ members }) => members);
  if (everybody[0]) await refuseMixing(tx.db, everybody[0].person.simulated);
  for (const { home } of households) if ('id' in home) await tx.homeChanged(home.id);
  // In the order in which they refer to each other.
  const rows: Rows = { home: [], patient: [], contact: [], contact_point: [], contact_consent: [], scenario: [], audit: [] };
  for (const { home, members } of households) {
    const homeId = 'id' in home ? home.id : newId('home');
    if ('address' in home) homeRows(tx, rows, homeId, home);
    for (const member of members) residentRows(tx, rows, homeId, member);
  }
  for (const [table, list] of Object.entries(rows)) await insert(tx, table, list);
}

function audit({ at, actor }: Write, rows: Rows, action: string, subject: string, patientId: string | null, detail: object = {}): void {
  rows.audit.push({ at: iso(at), actor, action, subject, patient_id: patientId, detail });
}

function homeRows(
  tx: Write,
  rows: Rows,
  id: string,
  { address, localityId, keyAccess }: Extract<NewHousehold['home'], { address: string }>,
) {
  rows.home.push({ id, address, locality_id: localityId, key_access: keyAccess, created_at: iso(tx.at) });
  audit(tx, rows, 'home.add', id, null);
}

function residentRows(tx: Write, rows: Rows, homeId: string, { person, language, contacts, agreed }: NewResident): void {
  const id = person.id ?? newId('pat');
  const { nhsNumber, givenName, familyName, knownAs = givenName, birthDate, zone, summary, simulated } = person;
  const names = { nhs_number: nhsNumber, given_name: givenName, family_name: familyName, known_as: knownAs, birth_date: birthDate };
  rows.patient.push({ id, home_id: homeId, ...names, zone, summary, simulated, language, created_at: iso(tx.at) });
  tx.patientChanged(id);
  audit(tx, rows, 'patient.add', id, id);
  for (const contact of contacts) contactRows(tx, rows, { id, knownAs }, contact);
  for (const { agreement, ...made } of versionsOf(agreed)) scenarioRow(tx, rows, id, made, agreement);
}

function contactRows(
  tx: Write,
  rows: Rows,
  patient: { readonly id: string; readonly knownAs: string },
  contact: NewResident['contacts'][number],
): void {
  const id = newId('con');
  const patientId = patient.id;
  const { name, relationship, order, mayBeTold, consentNote, channels, language, quietHours } = contact;
  const told = { may_be_told: mayBeTold, consent_note: consentNote, quiet_hours: quietHours, language };
  rows.contact.push({ id, patient_id: patientId, name, relationship, position: order, channels, ...told });
  audit(tx, rows, 'contact.add', id, patientId, { patientId, mayBeTold });
  const checked = { checked_at: iso(tx.at), checked_how: 'enrolment', checked_by: tx.actor };
  for (const { kind, address } of channels) rows.contact_point.push({ contact_id: id, kind, address, ...checked });
  if (!mayBeTold) return;
  const given = { purpose: 'be-told', basis: 'patient' };
  const by = { given_at: iso(tx.at), given_by: patient.knownAs, note: consentNote };
  rows.contact_consent.push({ patient_id: patientId, contact_id: id, ...given, ...by });
  audit(tx, rows, 'consent.give', id, patientId, { patientId, ...given, endsAt: null });
}

function scenarioRow(tx: Write, rows: Rows, patientId: string, made: ScenarioVersion, agreement: NewAgreement): void {
  const { template, params, plan, severity, status, approvedBy, consentNote } = agreement;
  const since = status === 'active' ? iso(tx.at) : null;
  const terms = { template, params, plan, severity, status, approved_by: since && approvedBy, consent_note: consentNote };
  const when = { active_from: since, approved_at: since, created_at: iso(tx.at), created_by: tx.actor };
  rows.scenario.push({ ...made, patient_id: patientId, ...terms, ...when });
  const action = made.version === 1 ? 'scenario.add' : 'scenario.change';
  audit(tx, rows, action, made.id, patientId, { patientId, version: made.version, template, status, approvedBy });
}

/** As in `addAgreed`: a draft of a kind that everybody has is the next version of that. */
function versionsOf(agreed: readonly NewAgreement[]): (ScenarioVersion & { readonly agreement: NewAgreement })[] {
  const isVersion = ({ template, status }: NewAgreement) => status === 'draft' && forEveryone.includes(template);
  const first = agreed.filter((one) => !isVersion(one)).map((agreement) => ({ id: newId('sc'), version: 1, agreement }));
  const next = agreed.filter(isVersion).flatMap((agreement) => {
    const standing = first.find((one) => one.agreement.template === agreement.template);
    return standing ? { id: standing.id, version: 2, agreement } : [];
  });
  return [...first, ...next];
}

/** All rows have the same columns. */
async function insert(tx: Write, table: string, rows: readonly object[]): Promise<void> {
  if (!rows[0]) return;
  const columns = Object.keys(rows[0]).join(', ');
  await tx.db.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(rows),
  ]);
}
