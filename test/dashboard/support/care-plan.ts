import type { CarePlanShown, CarePlanView } from '../../../gateway/contract/care-plan.ts';
import type { CarePlanRow } from '../../../gateway/store/care-plans.ts';
import { type PlanNames, toCarePlanShown, toCarePlanVersion } from '../../../gateway/views/care-plan.ts';
import { aPlan } from '../../support/care-plan.ts';

const day = 86_400_000;
const dateAt = (at: number) => new Date(at).toISOString().slice(0, 10);
const names: PlanNames = { contacts: new Map([['mary', 'Mary Price']]), done: new Set() };

/** A plan that came into force thirty days ago. */
export function aPlanRow(now: number, changes: Partial<CarePlanRow> = {}): CarePlanRow {
  return {
    version: 2,
    status: 'active',
    revision: 3,
    sections: aPlan(),
    agreed: { by: 'patient', on: dateAt(now - 31 * day) },
    reviewOn: dateAt(now + 150 * day),
    writtenBy: 'Ada Finch',
    writtenAt: now - 31 * day,
    approvedBy: 'Dr Amin',
    activeFromAt: now - 30 * day,
    ...changes,
  };
}

/** The same in words, as staff see it. */
export function aShownPlan(now: number, changes: Partial<CarePlanRow> = {}): CarePlanShown {
  return toCarePlanShown(aPlanRow(now, changes), names, { at: now, zone: 'Europe/London' });
}

/** What `GET /api/patients/:id/plan` answers. */
export function aPlanView(now: number, changes: { active?: CarePlanRow | null; draft?: CarePlanRow | null } = {}): CarePlanView {
  const { active = aPlanRow(now), draft = null } = changes;
  return {
    active: active && toCarePlanVersion(active, names),
    draft: draft && toCarePlanVersion(draft, names),
    reviewOverdue: false,
    done: [],
  };
}
