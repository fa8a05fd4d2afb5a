import type { Actor, AlertState, Direction, Evidence, Severity } from '../model/alert.ts';
import type { Effect } from '../model/effect.ts';
import type { AlertCommand } from '../model/input.ts';
import type { Instant } from '../model/time.ts';
import { settle } from './closing.ts';
import { carryOut } from './commands.ts';
import { alertWakeAt } from './deadlines.ts';
import { type Draft, record } from './draft.ts';
import { calledForHelp, moreEvidence, patientOk, raisedAgain } from './evidence.ts';
import { fateTold, type ToldFate } from './fates.ts';
import { leaderChanged } from './following.ts';
import { fireStep } from './ladder.ts';
import { followDeferred, overdue } from './overdue.ts';
import { peopleChanged } from './people-changed.ts';
import type { PeopleContext } from './recipients.ts';

/** What an alert can be told. */
export type AlertInput =
  | { readonly type: 'opened'; readonly at: Instant }
  /** The scenario has raised again while this alert is not closed; `severity` when this time it is graver. */
  | {
      readonly type: 'raised-again';
      readonly at: Instant;
      readonly reason: string;
      readonly evidence: readonly Evidence[];
      readonly severity?: Severity;
      readonly direction?: Direction;
    }
  | {
      readonly type: 'evidence';
      readonly at: Instant;
      readonly evidence: Evidence;
      readonly worse: boolean;
      readonly direction?: Direction;
    }
  | { readonly type: 'cleared'; readonly at: Instant; readonly reason: string }
  | { readonly type: 'patient-ok'; readonly at: Instant; readonly saidAt: Instant; readonly text: string }
  | { readonly type: 'called-for-help'; readonly at: Instant; readonly text: string }
  /** Contacts or their consent may be others than before. */
  | { readonly type: 'people-changed'; readonly at: Instant }
  | { readonly type: 'deadline'; readonly at: Instant; readonly dueAt: Instant }
  | { readonly type: 'command'; readonly at: Instant; readonly command: AlertCommand }
  /** The alert that this one follows stands so now; `by`: who has closed it, null when no person did. */
  | { readonly type: 'leader-changed'; readonly at: Instant; readonly leader: AlertState; readonly by: Actor | null }
  | {
      readonly type: 'fate';
      readonly at: Instant;
      readonly notificationId: string;
      readonly fate: ToldFate;
      readonly detail: string;
    };

export interface AlertStepped {
  readonly state: AlertState;
  readonly effects: readonly Effect[];
  readonly wakeAt: Instant | null;
}

function apply(draft: Draft, input: AlertInput): void {
  switch (input.type) {
    case 'opened':
      record(draft, 'opened', draft.alert.reason);
      return fireStep(draft, 0);
    case 'raised-again':
      return raisedAgain(draft, input);
    case 'evidence':
      return moreEvidence(draft, input);
    case 'cleared':
      return settle(draft, input.reason);
    case 'patient-ok':
      return patientOk(draft, input.text, input.saidAt);
    case 'called-for-help':
      return calledForHelp(draft, input.text);
    case 'people-changed':
      return peopleChanged(draft);
    case 'deadline':
      return overdue(draft);
    case 'command':
      return carryOut(draft, input.command);
    case 'leader-changed':
      return leaderChanged(draft, input.leader, input.by);
    case 'fate':
      return fateTold(draft, input.notificationId, input.fate, input.detail);
  }
}

/** What a person decides on is as it was: only what became of messages differs. */
const asItWas = (before: AlertState, after: AlertState): boolean => decisive.every((field) => before[field] === after[field]);
const decisive = [
  ...(['status', 'severity', 'reason', 'evidence', 'owner', 'step', 'generation', 'stepDueAt', 'clearedAt', 'outcome'] as const),
  ...(['snoozes', 'follows', 'queue'] as const),
] as const;

/** Whether somebody who saw this version of an alert saw it as it is. */
export function isCurrent(alert: AlertState, version: number): boolean {
  return version <= alert.version && version >= (alert.decisiveVersion ?? alert.version);
}

/**
 * One input on one alert. Pure; a closed alert takes nothing, a deadline that is not due changes nothing.
 * Refused commands must be sorted out before (see `refusal` in allowed.ts).
 */
export function stepAlert(alert: AlertState, input: AlertInput, people: PeopleContext): AlertStepped {
  if (alert.status === 'closed') return { state: alert, effects: [], wakeAt: null };
  const draft: Draft = { alert, effects: [], at: input.at, people };
  followDeferred(draft);
  apply(draft, input);
  if (draft.alert === alert) return { state: alert, effects: draft.effects, wakeAt: alertWakeAt(alert) };
  const version = alert.version + 1;
  const decisiveVersion = asItWas(alert, draft.alert) ? (alert.decisiveVersion ?? alert.version) : version;
  const state: AlertState = { ...draft.alert, version, decisiveVersion };
  return { state, effects: [{ type: 'save-alert', alert: state }, ...draft.effects], wakeAt: alertWakeAt(state) };
}
