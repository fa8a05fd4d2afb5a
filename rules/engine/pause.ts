import type { ScenarioContext } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';
import type { PatientState } from './patient-state.ts';

/**
 * A paused agreement is judged all the while, so that its state stays true, but raises nothing new; an alert that is open goes on. While
 * the pause runs its deadline is never later than the end: a deadline not later than the end means that nobody has looked since.
 */
export function isPaused({ pausedUntilAt }: ScenarioContext, at: Instant): boolean {
  return pausedUntilAt !== undefined && at < pausedUntilAt;
}

/** The pause has come to its end, and nobody has looked since. */
export function pauseIsOver({ pausedUntilAt }: ScenarioContext, wake: number, at: Instant): boolean {
  return pausedUntilAt !== undefined && at >= pausedUntilAt && wake <= pausedUntilAt;
}

/** When a paused agreement is looked at again: at the end of its pause at the latest. */
export function pausedWake({ pausedUntilAt }: ScenarioContext, wake: number, at: Instant): number {
  return pausedUntilAt !== undefined && at < pausedUntilAt ? Math.min(wake, pausedUntilAt) : wake;
}

/** What is agreed now ends a pause that nobody has looked at the end of. */
export function pauseBroken(before: PatientState, scenario: ScenarioContext, at: Instant): boolean {
  const place = before.scenarios.findIndex(({ id }) => id === scenario.id);
  const pausedUntilAt = before.scenarios[place]?.pausedUntilAt;
  return pausedUntilAt !== undefined && before.wakes[place]! <= pausedUntilAt && !isPaused(scenario, at);
}
