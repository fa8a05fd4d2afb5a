import type { AlertState, EscalationStep } from '../model/alert.ts';

/**
 * The steps of an alert with the waits that hold for it as grave as it is now. Where that was agreed, those of a high alert up to the centre do
 * not wait for one another.
 */
export function stepsOf({ plan, severity }: Pick<AlertState, 'plan' | 'severity'>): readonly EscalationStep[] {
  if (severity !== 'high' || plan.togetherWhenHigh !== true) return plan.steps;
  const centre = plan.steps.findIndex(({ level }) => level === 'coordination');
  return plan.steps.map((step, i) => (i < centre ? { ...step, waitMs: 0 } : step));
}
