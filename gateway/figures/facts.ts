import type { CountsByCode } from '../../rules/fatigue/outcomes.ts';
import type { Severity } from '../../rules/model/alert.ts';
import type { Instant } from '../../rules/model/time.ts';

/** Of one alert what figures are counted from. */
export interface AlertFact {
  readonly id: string;
  readonly severity: Severity;
  readonly template: string;
  readonly scenarioId: string;
  readonly openedAt: Instant;
  /** With which outcome code it was closed. */
  readonly code: keyof CountsByCode;
  /** The patient's own device was asked first. */
  readonly promptFirst: boolean;
  /** When the centre was first asked; null: it never was. */
  readonly askedAt: Instant | null;
  /** When a professional first took it after that; null: nobody has. */
  readonly answeredAt: Instant | null;
  /** When it first settled or was closed after it was asked; null: it has not. */
  readonly settledAt: Instant | null;
}

/** A visit of a crew. */
export interface VisitFact {
  readonly urgency: 'visit' | 'urgent-community-response';
  /** When its clock began: at the decision, for an urgent response in the night as its day begins. */
  readonly clockFrom: Instant;
  /** By the crew's own clock; null: not there yet, or never. */
  readonly arrivedAt: Instant | null;
  readonly cancelledAt: Instant | null;
}

/** A fault of kit. */
export interface KitFact {
  readonly since: Instant;
  /** null: not yet. */
  readonly testedAt: Instant | null;
}

/** All that is known of a stretch of time. Alerts and visits that began before it are among them where they may have been asked in it. */
export interface Facts {
  readonly alerts: readonly AlertFact[];
  /** Visits; null: none were ever recorded here. */
  readonly visits: readonly VisitFact[] | null;
  readonly kit: readonly KitFact[];
  /** How many people acted on alerts in an hour (UTC, at its beginning); hours in which nobody did are left out. */
  readonly operators: ReadonlyMap<Instant, number>;
  readonly stale: number;
  readonly quarantined: number;
  readonly personDays: number;
  /** From when on anybody was looked after; null: nobody is. */
  readonly sinceAt: Instant | null;
}
