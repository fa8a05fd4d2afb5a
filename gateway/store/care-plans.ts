import { addDays, type Instant, localDate } from '../../rules/model/time.ts';
import { type CarePlanDraftInput, type CarePlanSections, carePlanSections, type PlanAgreed, planAgreed } from '../contract/care-plan.ts';
import { newId } from '../identity/secret.ts';
import { chasePlansOf } from './care-plan-tasks.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface CarePlanRow {
  readonly version: number;
  readonly status: 'draft' | 'active' | 'superseded';
  readonly revision: number;
  readonly sections: CarePlanSections;
  readonly agreed: PlanAgreed | null;
  /** `YYYY-MM-DD`; a plan in force has it. */
  readonly reviewOn: string | null;
  readonly writtenBy: string;
  readonly writtenAt: Instant;
  readonly approvedBy: string | null;
  readonly activeFromAt: Instant | null;
}

/** No plan goes longer without a review. */
const longestReviewDays = 366;

const select = `select version, status, revision, sections, agreed, review_on as "reviewOn", written_by as "writtenBy",
  written_at as "writtenAt", approved_by as "approvedBy", active_from as "activeFromAt" from care_plan`;

async function rows(db: Db, where: string, values: readonly unknown[]): Promise<CarePlanRow[]> {
  const found = await db.query<CarePlanRow>(`${select} where ${where} order by version desc`, [...values]);
  return found.rows.map((row) => ({
    ...row,
    sections: carePlanSections.parse(row.sections),
    agreed: planAgreed.nullable().parse(row.agreed),
  }));
}

/** Every version, newest first. */
export const carePlansOf = (db: Db, patientId: string): Promise<CarePlanRow[]> => rows(db, 'patient_id = $1', [patientId]);

/** The plan in force and the draft, each null where there is none. */
export async function carePlanNow(
  db: Db,
  patientId: string,
): Promise<{ readonly active: CarePlanRow | null; readonly draft: CarePlanRow | null }> {
  const found = await rows(db, `patient_id = $1 and status <> 'superseded'`, [patientId]);
  const of = (status: CarePlanRow['status']) => found.find((row) => row.status === status) ?? null;
  return { active: of('active'), draft: of('draft') };
}

/** The plan in force; null: none. */
export async function activeCarePlan(db: Db, patientId: string): Promise<CarePlanRow | null> {
  return (await rows(db, `patient_id = $1 and status = 'active'`, [patientId]))[0] ?? null;
}

/** Names of all contacts that a plan can name, those who were removed as well. */
export async function contactNames(db: Db, patientId: string): Promise<ReadonlyMap<string, string>> {
  const found = await db.query<{ id: string; name: string }>('select id, name from contact where patient_id = $1', [patientId]);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}

/** Writes the draft as a whole, and makes it where there is none. Throws Refusal when it was changed since it was read. */
export async function saveCarePlanDraft(tx: Write, patientId: string, input: CarePlanDraftInput, by: string): Promise<void> {
  // Two who begin a draft at once wait for each other here.
  const { rowCount } = await tx.db.query('select 1 from patient where id = $1 for no key update', [patientId]);
  if (rowCount === 0) throw new Refusal('not-found', 'patientId', 'there is no such patient');
  await requireContacts(tx.db, patientId, input.sections);
  const { draft } = await carePlanNow(tx.db, patientId);
  if ((draft?.revision ?? 0) !== input.revision)
    throw new Refusal('conflict', 'revision', 'somebody has changed the draft meanwhile; read it again');
  const actions = input.sections.actions.map((action) => ({ ...action, id: action.id === '' ? newId('act') : action.id }));
  await tx.db.query(
    `insert into care_plan (patient_id, version, status, sections, agreed, review_on, written_by, written_at)
     values ($1, (select coalesce(max(version), 0) + 1 from care_plan where patient_id = $1), 'draft', $2, $3, $4, $5, $6)
     on conflict (patient_id) where status = 'draft' do update
        set revision = care_plan.revision + 1, sections = $2, agreed = $3, review_on = $4, written_by = $5, written_at = $6`,
    [
      patientId,
      JSON.stringify({ ...input.sections, actions }),
      input.agreed && JSON.stringify(input.agreed),
      input.reviewOn,
      by,
      new Date(tx.at),
    ],
  );
  await tx.audit('plan.draft', patientId, { patientId });
}

/** A draft that is not wanted any more. */
export async function dropCarePlanDraft(tx: Write, patientId: string): Promise<void> {
  const { rowCount } = await tx.db.query(`delete from care_plan where patient_id = $1 and status = 'draft'`, [patientId]);
  if (rowCount === 0) throw new Refusal('not-found', 'draft', 'there is no draft');
  await tx.audit('plan.drop', patientId, { patientId });
}

/** The draft that was read takes the place of the plan in force, in the name of a clinician. */
export async function approveCarePlan(
  tx: Write,
  patientId: string,
  read: { readonly version: number; readonly revision: number },
  by: string,
): Promise<void> {
  const { draft } = await carePlanNow(tx.db, patientId);
  if (!draft) throw new Refusal('not-found', 'draft', 'there is no draft');
  if (draft.version !== read.version || draft.revision !== read.revision)
    throw new Refusal('conflict', 'revision', 'somebody has changed the draft meanwhile; read it again');
  await refuseUnready(tx, patientId, draft);
  await tx.db.query(`update care_plan set status = 'superseded' where patient_id = $1 and status = 'active'`, [patientId]);
  await tx.db.query(
    `update care_plan set status = 'active', approved_by = $3, active_from = $4 where patient_id = $1 and version = $2 and revision = $5`,
    [patientId, draft.version, by, new Date(tx.at), read.revision],
  );
  await chasePlansOf(tx.db, patientId, tx.at);
  await tx.audit('plan.approve', patientId, { patientId, version: draft.version });
}

async function refuseUnready(tx: Write, patientId: string, { sections, agreed, reviewOn }: CarePlanRow): Promise<void> {
  if (sections.mattersToMe === '' && sections.normalForMe === '')
    throw new Refusal('invalid', 'sections', 'must say what matters to the person, or what is normal for them');
  if (agreed === null) throw new Refusal('invalid', 'agreed', 'must say who agreed');
  if (reviewOn === null) throw new Refusal('invalid', 'reviewOn', 'must be given');
  const { rows: found } = await tx.db.query<{ zone: string }>('select zone from patient where id = $1', [patientId]);
  const today = localDate(found[0]!.zone, tx.at);
  if (agreed.on > today) throw new Refusal('invalid', 'agreed.on', 'must not lie ahead');
  if (reviewOn <= today || reviewOn > addDays(today, longestReviewDays))
    throw new Refusal('invalid', 'reviewOn', 'must lie ahead, within a year');
}

async function requireContacts(db: Db, patientId: string, { keyAccess, actions }: CarePlanSections): Promise<void> {
  const known = await contactNames(db, patientId);
  const stranger = keyAccess.holders.findIndex((id) => !known.has(id));
  if (stranger >= 0) throw new Refusal('invalid', `sections.keyAccess.holders.${stranger}`, 'is not a contact of this patient');
  const action = actions.findIndex(({ owner }) => owner.kind === 'contact' && !known.has(owner.id));
  if (action >= 0) throw new Refusal('invalid', `sections.actions.${action}.owner.id`, 'is not a contact of this patient');
}
