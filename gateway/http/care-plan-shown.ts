import type pg from 'pg';
import type { Actor } from '../../rules/model/alert.ts';
import type { Language } from '../../rules/model/speech.ts';
import type { Instant } from '../../rules/model/time.ts';
import { type CarePlanSections, type CarePlanShown, type PlanSection, planSections } from '../contract/care-plan.ts';
import { actionsDone } from '../store/care-plan-actions.ts';
import { activeCarePlan, contactNames } from '../store/care-plans.ts';
import { consentsOfPatient, isInForce } from '../store/consents.ts';
import { type PlanNames, toCarePlanShown } from '../views/care-plan.ts';

/** Who reads a plan, as far as that decides which parts they see. */
export type PlanReader =
  | { readonly kind: 'staff' }
  | { readonly kind: 'self' }
  | { readonly kind: 'agency' }
  | { readonly kind: 'contact'; readonly contactId: string };

/** What a plan's words need besides the plan. */
export async function planNames(pool: pg.Pool, patientId: string): Promise<PlanNames> {
  const [contacts, done] = await Promise.all([contactNames(pool, patientId), actionsDone(pool, patientId)]);
  return { contacts, done: new Set(done.map(({ actionId }) => actionId)) };
}

/**
 * Whoever acts on an alert, as a reader of the plan; null: they read none. A link in a message opens without a sign-in, so that somebody on
 * call sees there what carers of an agency may see, and the whole after signing in.
 */
export function planReaderOf({ kind, id, tier }: Actor): PlanReader | null {
  if (kind === 'contact') return { kind: 'contact', contactId: id };
  if (kind === 'on-call') return { kind: 'agency' };
  if (kind === 'patient') return { kind: 'self' };
  return tier === 'professional' ? { kind: 'staff' } : null;
}

/** The parts of the plan in force that this reader may see; null: there is no plan, or nothing of it is for them. */
export async function carePlanFor(
  pool: pg.Pool,
  patient: { readonly id: string; readonly zone: string },
  reader: PlanReader,
  asked: { readonly at: Instant; readonly language?: Language },
): Promise<CarePlanShown | null> {
  const plan = await activeCarePlan(pool, patient.id);
  if (!plan) return null;
  const wanted = await sectionsFor(pool, patient.id, reader, plan.sections, asked.at);
  if (wanted.length === 0) return null;
  return toCarePlanShown(plan, await planNames(pool, patient.id), { ...asked, zone: patient.zone, wanted });
}

async function sectionsFor(
  pool: pg.Pool,
  patientId: string,
  reader: PlanReader,
  { shareWith, keyAccess }: CarePlanSections,
  at: Instant,
): Promise<readonly PlanSection[]> {
  if (reader.kind === 'agency') return shareWith.agency;
  if (reader.kind !== 'contact') return planSections;
  const { contactId } = reader;
  const consents = await consentsOfPatient(pool, patientId);
  const told = consents.some(
    (one) => one.contactId === contactId && (one.purpose === 'see-status' || one.purpose === 'be-told') && isInForce(one, at),
  );
  if (!told) return [];
  return keyAccess.holders.includes(contactId) ? [...shareWith.contacts, 'keyAccess'] : shareWith.contacts;
}
