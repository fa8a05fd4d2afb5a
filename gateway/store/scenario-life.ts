import { type AgreementAction, actionRefusal, type Consent, type PatientAgreement, statusAt } from '../../rules/model/agreement.ts';
import type { Instant } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { ScenarioVersion, StoredStatus } from './scenarios.ts';
import type { Write } from './write.ts';

/** What is recorded about consent and the patient's agreement on the way into force. */
export interface Recorded {
  readonly consent: Consent | null;
  readonly consentNote: string;
  readonly patientAgreed: PatientAgreement['how'] | null;
  /** The version that was read by whoever moves it on; null: whichever is next. */
  readonly readVersion: number | null;
}

/** A version that something is done to; locked until the end of the transaction. */
export interface LifeRow extends ScenarioVersion {
  readonly template: string;
  readonly status: StoredStatus;
  readonly pausedUntilAt: Instant | null;
  readonly consent: Consent | null;
  readonly consentNote: string;
  readonly patientAgreed: PatientAgreement | null;
}

const refuse = (action: AgreementAction) => (message: string) =>
  new Refusal('conflict', '', `This agreement ${message}.`, [{ path: action, message }]);

/** The version that an action is about: the newest in which it is allowed. Throws Refusal when it is allowed in none, or is not the one that was read. */
async function versionFor(
  tx: Write,
  patientId: string,
  id: string,
  action: AgreementAction,
  readVersion: number | null = null,
): Promise<LifeRow> {
  const { rows } = await tx.db.query<LifeRow>(
    `select id, version, template, status, paused_until as "pausedUntilAt", consent, consent_note as "consentNote",
            patient_agreed as "patientAgreed"
       from scenario where id = $1 and patient_id = $2 order by version desc for update`,
    [id, patientId],
  );
  const refusals = rows.map((row) => ({ row, refusal: actionRefusal(statusAt(row.status, row.pausedUntilAt, tx.at), action) }));
  const allowed = refusals.find(({ refusal }) => refusal === null);
  // Nobody approves what they have not read.
  if (allowed && readVersion !== null && allowed.row.version !== readVersion)
    throw refuse(action)(`has another version now, ${allowed.row.version}: look at it first`);
  if (allowed) return allowed.row;
  const onItsWay = refusals.find(({ row }) => row.status !== 'superseded' && row.status !== 'retired');
  const said = onItsWay ?? refusals.find(({ row }) => row.status !== 'superseded') ?? refusals[0];
  if (!said) throw new Refusal('not-found', 'scenarioId', 'there is no such agreement');
  throw refuse(action)(said.refusal!);
}

async function record(tx: Write, { id, version }: ScenarioVersion, given: Recorded): Promise<void> {
  const agreed = given.patientAgreed && { how: given.patientAgreed, recordedBy: tx.actor, at: tx.at };
  await tx.db.query(
    `update scenario set consent = coalesce($3, consent), patient_agreed = coalesce($4, patient_agreed),
            consent_note = case when $5 = '' then consent_note else $5 end
      where id = $1 and version = $2`,
    [id, version, given.consent && JSON.stringify(given.consent), agreed && JSON.stringify(agreed), given.consentNote.trim()],
  );
}

/** A draft becomes approved by a named clinician; consent and the patient's agreement may be recorded with it. */
export async function approveScenario(
  tx: Write,
  patientId: string,
  id: string,
  given: Recorded & { readonly approvedBy: string },
): Promise<ScenarioVersion> {
  const { version } = await versionFor(tx, patientId, id, 'approve', given.readVersion);
  await record(tx, { id, version }, given);
  await tx.db.query(`update scenario set status = 'approved', approved_by = $3, approved_at = $4 where id = $1 and version = $2`, [
    id,
    version,
    given.approvedBy,
    new Date(tx.at),
  ]);
  await tx.audit('scenario.approve', id, { patientId, version, approvedBy: given.approvedBy });
  return { id, version };
}

/**
 * An approved version comes into force and supersedes the one before. `check` sees the version with what is recorded of consent,
 * and throws Refusal when something is missing.
 */
export async function activateScenario(
  tx: Write,
  patientId: string,
  id: string,
  given: Recorded,
  check: (row: LifeRow) => void,
): Promise<ScenarioVersion> {
  const { version } = await versionFor(tx, patientId, id, 'activate', given.readVersion);
  await record(tx, { id, version }, given);
  check(await versionFor(tx, patientId, id, 'activate'));
  const at = new Date(tx.at);
  const { rows } = await tx.db.query<{ until: Instant | null; reason: string }>(
    `update scenario set status = 'superseded', ended_at = $2 where id = $1 and status = 'active'
     returning paused_until as until, pause_reason as reason`,
    [id, at],
  );
  const pause = rows[0] ?? { until: null, reason: '' };
  await tx.db.query(
    `update scenario set status = 'active', active_from = $3, paused_until = $4, pause_reason = $5 where id = $1 and version = $2`,
    [id, version, at, pause.until === null ? null : new Date(pause.until), pause.reason],
  );
  tx.patientChanged(patientId);
  await tx.audit('scenario.activate', id, { patientId, version });
  return { id, version };
}

/** Raises nothing new until then; goes on by itself. */
export async function pauseScenario(
  tx: Write,
  patientId: string,
  id: string,
  pause: { readonly untilAt: Instant; readonly reason: string },
  check: (row: LifeRow) => void,
): Promise<ScenarioVersion> {
  const row = await versionFor(tx, patientId, id, 'pause');
  check(row);
  await setPause(tx, patientId, row, pause.untilAt, pause.reason);
  await tx.audit('scenario.pause', id, { patientId, version: row.version, untilAt: new Date(pause.untilAt).toISOString() });
  return { id, version: row.version };
}

/** Ends a pause before its time. */
export async function resumeScenario(tx: Write, patientId: string, id: string): Promise<ScenarioVersion> {
  const row = await versionFor(tx, patientId, id, 'resume');
  await setPause(tx, patientId, row, null, '');
  await tx.audit('scenario.resume', id, { patientId, version: row.version });
  return { id, version: row.version };
}

async function setPause(tx: Write, patientId: string, row: ScenarioVersion, untilAt: Instant | null, reason: string): Promise<void> {
  await tx.db.query(`update scenario set paused_until = $3, pause_reason = $4 where id = $1 and version = $2`, [
    row.id,
    row.version,
    untilAt === null ? null : new Date(untilAt),
    reason,
  ]);
  tx.patientChanged(patientId);
}

/** A version that is not in force yet never comes into force. What is in force beside it stays so, and the judge need not be told. */
export async function dropScenario(tx: Write, patientId: string, id: string, readVersion: number): Promise<ScenarioVersion> {
  const { version } = await versionFor(tx, patientId, id, 'drop', readVersion);
  await tx.db.query(`update scenario set status = 'retired', ended_at = $3 where id = $1 and version = $2`, [id, version, new Date(tx.at)]);
  await tx.audit('scenario.drop', id, { patientId, version });
  return { id, version };
}

/** Ends an agreement with all its versions. Alerts that it raised stay open until a person closes them. */
export async function retireScenario(tx: Write, patientId: string, id: string): Promise<ScenarioVersion> {
  const ended = await end(tx, patientId, id);
  if (!ended) throw new Refusal('not-found', 'scenarioId', 'there is no such agreement in force');
  await tx.audit('scenario.retire', id, { patientId, version: ended.version });
  return ended;
}

/** The patient takes consent back: the agreement is retired, and says so. Returns the version that this was about. */
export async function withdrawConsent(
  tx: Write,
  patientId: string,
  id: string,
  withdrawn: { readonly by: string; readonly note: string },
): Promise<ScenarioVersion> {
  const { version } = await versionFor(tx, patientId, id, 'withdraw');
  const inForce = await end(tx, patientId, id);
  const about = inForce?.version ?? version;
  await tx.db.query(`update scenario set withdrawn = $3 where id = $1 and version = $2`, [
    id,
    about,
    JSON.stringify({ ...withdrawn, recordedBy: tx.actor, at: tx.at }),
  ]);
  await tx.audit('scenario.withdraw', id, { patientId, version: about });
  return { id, version: about };
}

/** Retires what is in force or on the way there; the version in force, or else the newest; null: there is none. */
async function end(tx: Write, patientId: string, id: string): Promise<ScenarioVersion | null> {
  const { rows } = await tx.db.query<{ version: number; begun: boolean }>(
    `update scenario set status = 'retired', ended_at = $3
      where id = $1 and patient_id = $2 and status in ('draft', 'approved', 'active') returning version, active_from is not null as begun`,
    [id, patientId, new Date(tx.at)],
  );
  const newest = rows.toSorted((a, b) => Number(b.begun) - Number(a.begun) || b.version - a.version)[0];
  if (!newest) return null;
  tx.patientChanged(patientId);
  return { id, version: newest.version };
}
