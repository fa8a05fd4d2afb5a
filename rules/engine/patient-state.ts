import { alertWakeAt, earlier } from '../alerts/deadlines.ts';
import type { AlertState } from '../model/alert.ts';
import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';
import { type Interest, interestOf } from './interest.ts';

/** The templates that exist, and how their parameters are read. Injected, so that the engine can be measured and tested with any. */
export interface Catalogue {
  /** undefined: no such template. */
  template(id: string): ScenarioTemplate<unknown, unknown> | undefined;
  /** The parameters as the template reads them; the same object for the same input. Throws ZodError. */
  params(template: ScenarioTemplate<unknown, unknown>, raw: Readonly<Record<string, unknown>>): unknown;
}

/** One agreement at work. Replaced when anything in it changes: the same object means nothing to store. */
export interface ScenarioInstance {
  readonly scenario: ScenarioContext;
  readonly template: ScenarioTemplate<unknown, unknown>;
  readonly params: unknown;
  /** Plain JSON. */
  readonly state: unknown;
  readonly wakeAt: Instant | null;
  /** Alerts raised so far; the next alert's id is made of it. */
  readonly episode: number;
}

/** All that the engine remembers of one person. Immutable. */
export interface PatientState {
  readonly context: PatientContext;
  readonly instances: readonly ScenarioInstance[];
  /** Alerts that are not closed. */
  readonly alerts: readonly AlertState[];
  /** The earliest deadline of all of it; null: none. */
  readonly wakeAt: Instant | null;
  readonly interest: Interest;
}

/** All of one patient, with what follows from it. */
export function patientState(context: PatientContext, instances: readonly ScenarioInstance[], alerts: readonly AlertState[]): PatientState {
  const interest = interestOf(instances.map((instance) => instance.template));
  return { context, instances, alerts, wakeAt: patientWakeAt(instances, alerts), interest };
}

export function patientWakeAt(instances: readonly ScenarioInstance[], alerts: readonly AlertState[]): Instant | null {
  let wakeAt: Instant | null = null;
  for (const instance of instances) wakeAt = earlier(wakeAt, instance.wakeAt);
  for (const alert of alerts) wakeAt = earlier(wakeAt, alertWakeAt(alert));
  return wakeAt;
}

/** What is due for this person now, earliest first, as subjects of deadline inputs. */
export function dueSubjects(
  state: PatientState,
  at: Instant,
): { readonly dueAt: Instant; readonly subject: { readonly scenarioId: string } | { readonly alertId: string } }[] {
  const due: { dueAt: Instant; subject: { scenarioId: string } | { alertId: string } }[] = [];
  for (const { wakeAt, scenario } of state.instances)
    if (wakeAt !== null && wakeAt <= at) due.push({ dueAt: wakeAt, subject: { scenarioId: scenario.id } });
  for (const alert of state.alerts) {
    const wakeAt = alertWakeAt(alert);
    if (wakeAt !== null && wakeAt <= at) due.push({ dueAt: wakeAt, subject: { alertId: alert.id } });
  }
  return due.sort((a, b) => a.dueAt - b.dueAt);
}
