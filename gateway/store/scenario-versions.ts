import type { Instant } from '../../rules/model/time.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import type { NewAgreement, ScenarioVersion, StoredStatus } from './scenarios.ts';
import type { Write } from './write.ts';

interface Known {
  readonly version: number;
  readonly template: string;
  readonly status: StoredStatus;
  readonly pausedUntilAt: Instant | null;
  readonly pauseReason: string;
}
type Pause = Pick<Known, 'pausedUntilAt' | 'pauseReason'>;

const noPause: Pause = { pausedUntilAt: null, pauseReason: '' };

/** A new agreement: in force from now on, or a draft. */
export async function addScenario(tx: Write, patientId: string, agreement: NewAgreement, ownId?: string): Promise<ScenarioVersion> {
  const made = { id: ownId ?? newId('sc'), version: 1 };
  await insertVersion(tx, patientId, made, agreement, noPause);
  const { template, approvedBy, status } = agreement;
  await tx.audit('scenario.add', made.id, { patientId, version: made.version, template, status, approvedBy });
  return made;
}

/**
 * The next version of an agreement. One that is in force at once supersedes whatever there is and keeps its pause; a draft leaves what
 * is in force alone and supersedes only another draft. The template stays the same.
 */
export async function changeScenario(tx: Write, patientId: string, id: string, agreement: NewAgreement): Promise<ScenarioVersion> {
  const { rows } = await tx.db.query<Known>(
    `select version, template, status, paused_until as "pausedUntilAt", pause_reason as "pauseReason"
       from scenario where id = $1 and patient_id = $2 order by version desc for update`,
    [id, patientId],
  );
  const inForce = rows.find(({ status }) => status === 'active');
  const proposal = rows.find(({ status }) => status === 'draft' || status === 'approved');
  const newest = rows[0];
  if (!newest || !(inForce ?? proposal)) throw new Refusal('not-found', 'scenarioId', 'there is no such agreement in force');
  if (newest.template !== agreement.template)
    throw new Refusal('invalid', 'template', `is "${newest.template}" and stays so: retire this agreement and make a new one`);
  const made = { id, version: newest.version + 1 };
  const superseded = agreement.status === 'draft' ? [proposal] : [proposal, inForce];
  const versions = superseded.flatMap((row) => row?.version ?? []);
  await tx.db.query(`update scenario set status = 'superseded', ended_at = $3 where id = $1 and version = any($2)`, [
    id,
    versions,
    new Date(tx.at),
  ]);
  await insertVersion(tx, patientId, made, agreement, agreement.status === 'active' && inForce ? inForce : noPause);
  const { approvedBy, status } = agreement;
  await tx.audit('scenario.change', id, { patientId, version: made.version, status, approvedBy });
  return made;
}

async function insertVersion(tx: Write, patientId: string, made: ScenarioVersion, agreement: NewAgreement, pause: Pause): Promise<void> {
  const at = new Date(tx.at);
  const active = agreement.status === 'active';
  const agreed = agreement.patientAgreed && { how: agreement.patientAgreed, recordedBy: tx.actor, at: tx.at };
  await tx.db.query(
    `insert into scenario (id, version, patient_id, template, params, plan, severity, status, approved_by, consent_note, active_from,
                           approved_at, created_at, created_by, consent, patient_agreed, paused_until, pause_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      made.id,
      made.version,
      patientId,
      agreement.template,
      JSON.stringify(agreement.params),
      agreement.plan && JSON.stringify(agreement.plan),
      agreement.severity,
      agreement.status,
      active ? agreement.approvedBy : null,
      agreement.consentNote,
      active ? at : null,
      active ? at : null,
      at,
      tx.actor,
      agreement.consent && JSON.stringify(agreement.consent),
      agreed && JSON.stringify(agreed),
      pause.pausedUntilAt === null ? null : new Date(pause.pausedUntilAt),
      pause.pauseReason,
    ],
  );
  if (active) tx.patientChanged(patientId);
}
