import type { AgreementStatus, Consent, PatientAgreement } from '../../rules/model/agreement.ts';
import type { EscalationPlan, Severity } from '../../rules/model/alert.ts';
import { type Layer, mergeLayers, type RawParams } from '../../rules/model/layers.ts';
import type { Instant } from '../../rules/model/time.ts';
import { dayWords, localityLayers } from './locality-layers.ts';
import type { Db } from './transaction.ts';

/** What is agreed, checked against its template: the patient's own layer. */
export interface Agreement {
  readonly template: string;
  /** As they were given: the template reads them again. */
  readonly params: RawParams;
  /** null: as the layers below have it. */
  readonly plan: EscalationPlan | null;
  readonly severity: Severity | null;
  /** Empty: a draft that nobody has approved yet. */
  readonly approvedBy: string;
  readonly consentNote: string;
}

/** An agreement about to be written. */
export interface NewAgreement extends Agreement {
  readonly status: 'draft' | 'active';
  readonly consent: Consent | null;
  readonly patientAgreed: PatientAgreement['how'] | null;
}

/** Which version of which agreement was made. */
export interface ScenarioVersion {
  readonly id: string;
  readonly version: number;
}

/** `paused` is not stored: it is an active version whose pause has not ended. */
export type StoredStatus = Exclude<AgreementStatus, 'paused'>;

export interface Withdrawn {
  readonly by: string;
  readonly note: string;
  readonly recordedBy: string;
  readonly at: Instant;
}

/** One version as it counts: the layers of the places merged with the patient's own. */
export interface ScenarioRow extends Agreement, ScenarioVersion {
  readonly status: StoredStatus;
  readonly approvedAt: Instant | null;
  readonly activeFromAt: Instant | null;
  readonly createdAt: Instant;
  /** By name where a person is signed in, else as the writer of the change. */
  readonly createdBy: string;
  readonly endedAt: Instant | null;
  readonly pausedUntilAt: Instant | null;
  readonly pauseReason: string;
  readonly consent: Consent | null;
  readonly patientAgreed: PatientAgreement | null;
  readonly withdrawn: Withdrawn | null;
  /** The layers it is made of, the outermost first; the last is the patient's own. */
  readonly layers: readonly Layer[];
  /** Who set each value, by its path; what is not there is the core pack's. */
  readonly sources: Readonly<Record<string, string>>;
}

type Stored = Omit<ScenarioRow, 'layers' | 'sources'> & { readonly localityId: string | null };

/** Who approved a version, and so set what it says. */
function ownSource({ version, approvedBy, approvedAt, createdAt }: Stored): string {
  if (approvedBy === '') return `version ${version}, a draft of ${dayWords(createdAt)}`;
  return `version ${version}, approved by ${approvedBy} on ${dayWords(approvedAt ?? createdAt)}`;
}

function merged({ localityId, ...row }: Stored, around: readonly Layer[]): ScenarioRow {
  const { params, plan, severity } = row;
  const layers = [...around, { source: ownSource({ localityId, ...row }), params, plan, severity }];
  return { ...row, ...mergeLayers(layers), layers };
}

/** Rows of `where`, with the layers as they were at `asOf` (null: as they are). */
async function rowsOf(db: Db, where: string, values: readonly unknown[], asOf: Instant | null): Promise<ScenarioRow[]> {
  const layersOf = await localityLayers(db, asOf);
  const { rows } = await db.query<Stored>(`${select} where ${where}`, [...values]);
  return rows.map((row) => merged(row, layersOf(row.localityId, row.template)));
}

/** Agreements in force, ordered by id. */
export async function scenariosOfPatient(db: Db, patientId: string): Promise<ScenarioRow[]> {
  return rowsOf(db, `s.patient_id = $1 and s.status = 'active' order by s.id`, [patientId], null);
}

/** Those of these agreements that are in force, ordered by id. */
export async function activeScenarios(db: Db, ids: readonly string[]): Promise<ScenarioRow[]> {
  return rowsOf(db, `s.id = any($1) and s.status = 'active' order by s.id`, [ids], null);
}

/** What is shown of a patient: in force, on the way there, and ended because consent was taken back; ordered by id, newest first. */
export async function agreementsOfPatient(db: Db, patientId: string): Promise<ScenarioRow[]> {
  const shown = `s.patient_id = $1 and (s.status in ('draft', 'approved', 'active') or s.withdrawn is not null)`;
  return rowsOf(db, `${shown} order by s.id, s.version desc`, [patientId], null);
}

/** One version, in force or not, with the layers as they were at `asOf`; null: as they are. */
export async function scenarioVersion(db: Db, id: string, version: number, asOf: Instant | null = null): Promise<ScenarioRow | null> {
  return (await rowsOf(db, 's.id = $1 and s.version = $2', [id, version], asOf))[0] ?? null;
}

/** Every version of an agreement, newest first, each with the layers of the places as they were when it was made. */
export async function versionsOfScenario(db: Db, patientId: string, id: string): Promise<ScenarioRow[]> {
  const { rows } = await db.query<Stored>(`${select} where s.patient_id = $1 and s.id = $2 order by s.version desc`, [patientId, id]);
  const versions: ScenarioRow[] = [];
  for (const row of rows) {
    const layersOf = await localityLayers(db, row.createdAt);
    versions.push(merged(row, layersOf(row.localityId, row.template)));
  }
  return versions;
}

/** What was done to an agreement, newest first; the detail names fields and ids only. */
export interface ScenarioEvent {
  readonly at: Instant;
  readonly by: string;
  /** `scenario.approve` and so on. */
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export async function eventsOfScenario(db: Db, patientId: string, id: string): Promise<ScenarioEvent[]> {
  const { rows } = await db.query<ScenarioEvent>(
    `select a.at, coalesce(u.name, a.actor) as by, a.action, a.detail
       from audit a left join identity_user u on a.actor = 'user:' || u.id
      where a.subject = $1 and a.action like 'scenario.%' and a.detail ->> 'patientId' = $2 order by a.id desc`,
    [id, patientId],
  );
  return rows;
}

const select = `select s.id, s.version, s.template, s.params, s.plan, s.severity, s.status, coalesce(s.approved_by, '') as "approvedBy",
    s.approved_at as "approvedAt", s.active_from as "activeFromAt", coalesce(s.created_at, s.active_from) as "createdAt",
    coalesce(u.name, s.created_by) as "createdBy", s.ended_at as "endedAt", s.paused_until as "pausedUntilAt",
    s.pause_reason as "pauseReason", s.consent, s.consent_note as "consentNote",
    s.patient_agreed || jsonb_build_object('recordedBy', coalesce(r.name, s.patient_agreed ->> 'recordedBy')) as "patientAgreed",
    s.withdrawn, h.locality_id as "localityId"
  from scenario s join patient p on p.id = s.patient_id join home h on h.id = p.home_id
  left join identity_user u on s.created_by = 'user:' || u.id
  left join identity_user r on s.patient_agreed ->> 'recordedBy' = 'user:' || r.id`;
