import type { EscalationPlan, EscalationStep, Level, Severity } from '../model/alert.ts';
import { minute } from '../model/time.ts';

/** A value that only the person can give: a date, a name, a limit prescribed for them. */
export interface Asked {
  /** A parameter of the template. */
  readonly param: string;
  /** The question, in plain words. */
  readonly question: string;
  readonly example: unknown;
}

/** One agreement of a pack. What is left out is the template's own. */
export interface PackAgreement {
  readonly template: string;
  /** As they are given: durations as ISO 8601. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly asks?: readonly Asked[];
  readonly plan?: EscalationPlan;
  readonly severity?: Severity;
}

/** Agreements that belong together for one situation of life. A beginning: each of them is agreed, changed and approved for itself. */
export interface Pack {
  readonly id: string;
  readonly title: string;
  /** What it does, for the person and the family. */
  readonly sentence: string;
  readonly for: string;
  /** Where the choice comes from. */
  readonly source: string;
  readonly agreements: readonly PackAgreement[];
}

/** A step of a pack's own plan. */
export function packStep(level: Level, waitMinutes: number, message: string): EscalationStep {
  return { level, waitMs: waitMinutes * minute, contactOrder: null, message };
}

/** The parameters of an agreement with what was answered filled in; what is asked and not answered stays out. */
export function answered({ params = {}, asks = [] }: PackAgreement, answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = asks.filter(({ param }) => Object.hasOwn(answers, param)).map(({ param }) => [param, answers[param]]);
  return { ...params, ...Object.fromEntries(known) };
}

/** The examples of an agreement as answers, to show what it would look like. */
export function examples({ asks = [] }: PackAgreement): Record<string, unknown> {
  return Object.fromEntries(asks.map(({ param, example }) => [param, example]));
}
