import { presenceAt } from '../model/patient.ts';
import type { Instant, Interval } from '../model/time.ts';
import type { AskedToday, Attainment } from '../model/today.ts';
import type { Explained } from './explain.ts';
import { isPaused } from './pause.ts';

export interface AskedByAgreement extends AskedToday {
  readonly scenarioId: string;
}

/**
 * What the agreements in force still ask of somebody today, what is due first before the rest. Nothing of who is not at home. Two agreements
 * about the same dose ask for it once.
 */
export function askedToday(of: Explained, blind: readonly Interval[], at: Instant): AskedByAgreement[] {
  if (presenceAt(of.context, at) !== 'home') return [];
  const asked = of.scenarios.flatMap((scenario, i) => {
    const { today } = of.templates[i]!;
    if (!today || isPaused(scenario, at)) return [];
    const context = { patient: of.context, scenario, params: of.params[i], blind };
    return today(of.states[i], context, at).map((one) => ({ ...one, scenarioId: scenario.id }));
  });
  const same = (a: AskedByAgreement, b: AskedByAgreement) => a.kind === 'dose' && b.kind === 'dose' && a.dueAt === b.dueAt;
  const once = asked.filter((one, i) => !asked.slice(0, i).some((other) => same(one, other)));
  return once.sort((a, b) => a.dueAt - b.dueAt || a.fromAt - b.fromAt);
}

export interface GoalAttained extends Attainment {
  readonly scenarioId: string;
}

/** How far each goal was reached. */
export function goalsAttained(of: Explained, blind: readonly Interval[], at: Instant): GoalAttained[] {
  return of.scenarios.flatMap((scenario, i) => {
    const attained = of.templates[i]!.attained?.(of.states[i], { patient: of.context, scenario, params: of.params[i], blind }, at);
    return attained ? [{ ...attained, scenarioId: scenario.id }] : [];
  });
}
