import type { EscalationPlan, Severity } from '../../rules/model/alert.ts';
import type { Instant } from '../../rules/model/time.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** What is agreed, checked against its template. */
export interface Agreement {
  readonly template: string;
  /** As they were given: the template reads them again. */
  readonly params: Readonly<Record<string, unknown>>;
  /** null: the template's own. */
  readonly plan: EscalationPlan | null;
  readonly severity: Severity | null;
  readonly approvedBy: string;
  readonly consentNote: string;
}

export interface ScenarioRow extends Agreement {
  readonly id: string;
  readonly version: number;
  readonly activeFromAt: Instant;
}

/** Which version of which agreement was made. */
export interface ScenarioVersion {
  readonly id: string;
  readonly version: number;
}

/** A new agreement, in force from now on. */
export async function addScenario(tx: Write, patientId: string, agreement: Agreement, ownId?: string): Promise<ScenarioVersion> {
  const made = { id: ownId ?? newId('sc'), version: 1 };
  await insertVersion(tx, patientId, made, agreement);
  await tx.audit('scenario.add', made.id, { patientId, template: agreement.template, approvedBy: agreement.approvedBy });
  return made;
}

/** The next version of an agreement; the one before stays as it was, superseded. The template stays the same. */
export async function changeScenario(tx: Write, patientId: string, id: string, agreement: Agreement): Promise<ScenarioVersion> {
  const { rows } = await tx.db.query<{ version: number; template: string }>(
    `update scenario set status = 'superseded' where id = $1 and patient_id = $2 and status = 'active' returning version, template`,
    [id, patientId],
  );
  const before = rows[0];
  if (!before) throw new Refusal('not-found', 'scenarioId', 'there is no such agreement in force');
  if (before.template !== agreement.template)
    throw new Refusal('invalid', 'template', `is "${before.template}" and stays so: retire this agreement and make a new one`);
  const made = { id, version: before.version + 1 };
  await insertVersion(tx, patientId, made, agreement);
  await tx.audit('scenario.change', id, { patientId, version: made.version, approvedBy: agreement.approvedBy });
  return made;
}

/** Ends an agreement. Alerts that it raised stay open until a person closes them. */
export async function retireScenario(tx: Write, patientId: string, id: string): Promise<void> {
  const { rowCount } = await tx.db.query(`update scenario set status = 'retired' where id = $1 and patient_id = $2 and status = 'active'`, [
    id,
    patientId,
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'scenarioId', 'there is no such agreement in force');
  tx.patientChanged(patientId);
  await tx.audit('scenario.retire', id, { patientId });
}

/** Agreements in force, ordered by id. */
export async function scenariosOfPatient(db: Db, patientId: string): Promise<ScenarioRow[]> {
  return (await db.query<ScenarioRow>(`${select} where patient_id = $1 and status = 'active' order by id`, [patientId])).rows;
}

/** One version, in force or not. */
export async function scenarioVersion(db: Db, id: string, version: number): Promise<ScenarioRow | null> {
  return (await db.query<ScenarioRow>(`${select} where id = $1 and version = $2`, [id, version])).rows[0] ?? null;
}

const select = `select id, version, template, params, plan, severity, approved_by as "approvedBy", consent_note as "consentNote",
  active_from as "activeFromAt" from scenario`;

async function insertVersion(tx: Write, patientId: string, made: ScenarioVersion, agreement: Agreement): Promise<void> {
  await tx.db.query(
    `insert into scenario (id, version, patient_id, template, params, plan, severity, status, approved_by, consent_note, active_from)
     values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $9, $10)`,
    [
      made.id,
      made.version,
      patientId,
      agreement.template,
      JSON.stringify(agreement.params),
      agreement.plan && JSON.stringify(agreement.plan),
      agreement.severity,
      agreement.approvedBy,
      agreement.consentNote,
      new Date(tx.at),
    ],
  );
  tx.patientChanged(patientId);
}
