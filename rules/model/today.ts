import type { ObservationKind } from './observation.ts';
import type { Instant } from './time.ts';

/** Something that an agreement still asks of the person on this local day. */
export interface AskedToday {
  /** `repeat`: a reading once more, because the last one was unusual. */
  readonly kind: 'dose' | 'reading' | 'repeat' | 'drink' | 'check-in' | 'exercise';
  /** Medicines or exercises as the person calls them, how much was drunk of how much; empty where `reading` says it all. */
  readonly words: string;
  /** What is to be entered; null: nothing. */
  readonly reading: ObservationKind | null;
  readonly fromAt: Instant;
  readonly dueAt: Instant;
}

/** How far a goal was reached: times in the week that goes on, or steps on this day. */
export interface Attainment {
  readonly words: string;
  readonly done: number;
  readonly of: number;
  readonly per: 'week' | 'day';
}
