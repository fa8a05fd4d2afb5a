import type { Level, OutcomeCode, Severity } from '../../rules/model/alert.ts';
import type { LocalTime } from '../../rules/model/time.ts';

/** One line of the tables: an alert that a story must raise. */
export interface ExpectedAlert {
  /** Given name. */
  readonly who: string;
  /** Of the story, from 1. */
  readonly day: number;
  /** Local time at which it opens, to within ten minutes. */
  readonly at: LocalTime;
  readonly template: string;
  readonly severity: Severity;
  /** The last rung that is called. */
  readonly upTo: Level;
  readonly ends: OutcomeCode | 'prompt-sufficed';
  /** What happens, and why it ends there. */
  readonly story: string;
}

/** How far it goes and how it ends, in the usual ways. */
export const answered = { upTo: 'patient', ends: 'prompt-sufficed' } as const;
export const familyRang = { upTo: 'family', ends: 'condition-settled' } as const;
/** The family had been told when the person took back their consent. */
export const consentEnded = { upTo: 'family', ends: 'condition-settled' } as const;
export const centreSettled = { upTo: 'coordination', ends: 'condition-settled' } as const;
export const together = { upTo: 'family', ends: 'reassurance' } as const;
export const agencySpoke = { upTo: 'agency', ends: 'reassurance' } as const;
export const centreSpoke = { upTo: 'coordination', ends: 'reassurance' } as const;

export type Row = Omit<ExpectedAlert, 'who'>;
export const of = (who: string, rows: readonly Row[]): readonly ExpectedAlert[] => rows.map((row) => ({ who, ...row }));

export const moderate = 'moderate' as const;
export const high = 'high' as const;
