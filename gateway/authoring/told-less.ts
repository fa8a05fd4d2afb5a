import { stepsOf } from '../../rules/alerts/steps.ts';
import type { EscalationPlan, EscalationStep, Level, Severity } from '../../rules/model/alert.ts';
import type { Named } from './ladder-words.ts';

/** Whom an agreement in force calls, and when. */
export interface Ladder {
  readonly title: string;
  readonly plan: EscalationPlan;
  readonly severity: Severity;
}

/** Somebody of the patient's circle as a step asks them. */
export interface Asked extends Named {
  readonly id: string;
  /** Ways to reach them; none: nothing can be told to them. */
  readonly channels: readonly unknown[];
}

/** What becomes of one ladder when a contact is told no longer. */
export interface ToldLess {
  /** Names of those of the family and friends who are still asked, in the order of the ladder. */
  readonly stillAsked: readonly string[];
  /** Who is asked sooner, as nobody is waited for before them; null: nobody. */
  readonly sooner: { readonly level: Level; readonly byMs: number } | null;
  /** Nobody else is asked at all, neither family nor professionals. */
  readonly nobody: boolean;
}

type Circle = readonly Asked[];

/** The family and friends who are asked at a step. */
export function askedAt(step: EscalationStep, circle: Circle): Circle {
  if (step.level !== 'family') return [];
  return circle
    .filter(({ mayBeTold, channels, order }) => mayBeTold && channels.length > 0 && (step.contactOrder ?? order) === order)
    .toSorted((a, b) => a.order - b.order);
}

/** Whether a step of the ladder asks this contact, were they told. */
export const asks = ({ plan }: Ladder, contact: Asked): boolean =>
  plan.steps.some((step) => askedAt(step, [{ ...contact, mayBeTold: true }]).length > 0);

/** How long after its beginning each step comes: one at which nobody can be asked is not waited for (rules/alerts/ladder.ts). */
function comesAfter(steps: readonly EscalationStep[], circle: Circle): number[] {
  let at = 0;
  let somebody = false;
  return steps.map((step) => {
    const comes = at;
    somebody ||= step.level !== 'family' || askedAt(step, circle).length > 0;
    if (somebody && step.waitMs > 0) {
      at += step.waitMs;
      somebody = false;
    }
    return comes;
  });
}

/** What it means for a ladder that a contact who is told now is told no longer; null: nothing, it does not ask them. */
export function toldLess(ladder: Ladder, circle: Circle, contact: Asked): ToldLess | null {
  if (!contact.mayBeTold || !asks(ladder, contact)) return null;
  const steps = stepsOf(ladder);
  const rest = circle.filter(({ id }) => id !== contact.id);
  const stillAsked = [...new Set(steps.flatMap((step) => askedAt(step, rest).map(({ name }) => name)))];
  const [before, after] = [comesAfter(steps, circle), comesAfter(steps, rest)];
  const isProfessional = ({ level }: EscalationStep) => level !== 'patient' && level !== 'family';
  const i = steps.findIndex((step, at) => isProfessional(step) && after[at]! < before[at]!);
  return {
    stillAsked,
    sooner: i < 0 ? null : { level: steps[i]!.level, byMs: before[i]! - after[i]! },
    nobody: stillAsked.length === 0 && !steps.some(isProfessional),
  };
}
