import type { OutcomeCode } from '../model/alert.ts';
import type { Recorded } from '../model/answering.ts';
import type { Script, ScriptAnswer, ScriptStep } from './script.ts';
import { stepById } from './scripts.ts';

/** A step that has been answered. `record` is the id of what was recorded. */
export interface Walked {
  readonly step: ScriptStep;
  readonly answer: ScriptAnswer;
  readonly record: string;
}

export interface Progress {
  readonly walked: readonly Walked[];
  /** What comes next; null: the script is at its end. */
  readonly current: ScriptStep | null;
}

/** The last answer to a step; for an assessment the level that was chosen. What a script of before knew and this one does not is no answer. */
function answered(step: ScriptStep, recorded: readonly Recorded[]): Walked | null {
  const found = recorded.findLast((one) =>
    step.kind === 'assess' ? one.kind === 'assessment' : one.kind === 'step' && one.step === step.id,
  );
  const said = found?.kind === 'assessment' ? found.chosen : found?.kind === 'step' ? found.answer : null;
  const answer = step.answers.find(({ id }) => id === said);
  return found && answer ? { step, answer, record: found.id } : null;
}

/** How far a script has come with what was recorded, in whatever order and by whomever. A later answer to a step stands for the former. */
export function progressOf(script: Script, recorded: readonly Recorded[]): Progress {
  const walked: Walked[] = [];
  let current = stepById(script.first) ?? null;
  for (let next = current && answered(current, recorded); next; next = current && answered(current, recorded)) {
    walked.push(next);
    current = next.answer.next === null ? null : (stepById(next.answer.next) ?? null);
  }
  return { walked, current };
}

/** The outcome that follows from what was recorded; null: nothing says one. */
export function suggestedOutcome({ walked }: Progress, recorded: readonly Recorded[]): OutcomeCode | null {
  const said = walked.findLast(({ answer }) => answer.outcome !== undefined)?.answer.outcome;
  if (said !== undefined) return said;
  return recorded.some((one) => one.kind === 'call' && one.result === 'coming') ? 'keyholder-attending' : null;
}
