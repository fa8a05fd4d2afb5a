import type { OutcomeCode } from '../model/alert.ts';
import { type CareLevel, careLevels } from '../model/answering.ts';

export interface ScriptAnswer {
  readonly id: string;
  readonly label: string;
  /** The step that follows; null: the script is at its end. */
  readonly next: string | null;
  /** What has to be written down with this answer; left out: a note is free. */
  readonly asksFor?: string;
  /** The outcome that follows from it, unless a later answer says another. */
  readonly outcome?: OutcomeCode;
}

/**
 * One thing to do while answering. `{name}` in its words is the patient. `assess`: the structured assessment, whose chosen level is the answer;
 * `contacts`: contacts are called in their order beside it; `dispatch`: a team is sent from here.
 */
export interface ScriptStep {
  /** Unique over all scripts, so that one can go on in another. */
  readonly id: string;
  readonly kind: 'say' | 'ask' | 'do' | 'assess' | 'contacts' | 'dispatch';
  readonly text: string;
  /** What to keep in mind, where there is something. */
  readonly hint?: string;
  readonly answers: readonly ScriptAnswer[];
}

/** A call script: where it begins for a kind of alert. Its steps may lead into those of another. */
export interface Script {
  readonly id: string;
  readonly title: string;
  /** On what practice it rests. */
  readonly source: string;
  readonly first: string;
  readonly steps: readonly ScriptStep[];
}

export const levelLabels: Readonly<Record<CareLevel, string>> = {
  'self-care': 'Self-care',
  family: 'Family',
  agency: 'Care agency',
  'place-team': 'Place team',
  'urgent-community-response': 'Urgent community response',
  '999': '999',
};

const afterLevel: Readonly<Record<CareLevel, string>> = {
  'self-care': 'care.advise',
  family: 'contacts.call',
  agency: 'care.agency',
  'place-team': 'visit.send',
  'urgent-community-response': 'visit.urgent',
  '999': 'emergency.call',
};

/** The answers of an assessment: each level with the step that brings it about. */
export const byLevel = (after: Partial<Readonly<Record<CareLevel, string>>> = {}): ScriptAnswer[] =>
  careLevels.map((level) => ({ id: level, label: levelLabels[level], next: after[level] ?? afterLevel[level] }));
