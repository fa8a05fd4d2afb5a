import type { Level, Recipient, Severity } from '../model/alert.ts';
import type { Notification } from '../model/effect.ts';
import type { Channel } from '../model/patient.ts';
import type { Condition } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';

/** One message that would have gone out. */
export interface WouldBeMessage {
  /** When it would have been sent: after quiet hours where they hold it. */
  readonly at: Instant;
  readonly to: Recipient;
  readonly channel: Channel['kind'];
  /** The rung that asked; null for an all-clear or a reminder. */
  readonly level: Level | null;
  readonly purpose: Notification['purpose'];
  readonly text: string;
}

/** One alert that would have been. */
export interface WouldBeAlert {
  readonly alertId: string;
  readonly scenarioId: string;
  readonly scenarioVersion: number;
  readonly template: string;
  /** The gravest it became. */
  readonly severity: Severity;
  readonly reason: string;
  readonly evidence: readonly { readonly text: string; readonly at: Instant; readonly limit: string | null }[];
  /** Every condition as it stood when the alert was raised; empty where the template does not say. */
  readonly conditions: readonly Condition[];
  readonly openedAt: Instant;
  /** When the condition was over; null: not before the alert was closed, or the backtest ended. */
  readonly clearedAt: Instant | null;
  readonly lastedMs: number | null;
  /** How it ended; `not-closed` when the backtest ended before. */
  readonly outcome: string;
  /** Rungs of the ladder in the order in which they were reached, each once. */
  readonly levels: readonly { readonly level: Level; readonly at: Instant }[];
  /** Who would have been told when, during the first pass of the ladder. */
  readonly told: readonly WouldBeMessage[];
  /** Messages of later passes, which ask the same people again. */
  readonly toldAgain: number;
}

/** Words to the patient outside an alert. */
export interface WouldBePrompt {
  readonly scenarioId: string;
  readonly at: Instant;
  readonly deviceId: string;
  readonly text: string;
}

export interface ScenarioSummary {
  readonly id: string;
  readonly version: number;
  readonly template: string;
  readonly title: string;
  readonly alerts: number;
  readonly alertsPerWeek: number;
  readonly highAlerts: number;
  /** Words to the patient, inside alerts and outside. */
  readonly prompts: number;
  /** Messages to family, teams and people on call. */
  readonly messages: number;
}

/** What would have happened to one person between two instants. */
export interface BacktestReport {
  readonly patientId: string;
  /** IANA zone in which the person lives. */
  readonly zone: string;
  readonly fromAt: Instant;
  /** Exclusive. */
  readonly toAt: Instant;
  /** Readings judged, those of the days before `fromAt` that settle what is remembered among them. */
  readonly readings: number;
  readonly alertsPerWeek: number;
  readonly scenarios: readonly ScenarioSummary[];
  readonly alerts: readonly WouldBeAlert[];
  readonly prompts: readonly WouldBePrompt[];
  /** What a reader must know to trust it: history that is missing, agreements that cannot be judged. Plain sentences. */
  readonly notes: readonly string[];
}
