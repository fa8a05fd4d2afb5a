import type { AlertState, Evidence } from '../model/alert.ts';
import type { Effect } from '../model/effect.ts';
import type { AlertCommand } from '../model/input.ts';
import type { Instant } from '../model/time.ts';
import { settle, withdrawPending } from './closing.ts';
import { carryOut } from './commands.ts';
import { alertWakeAt } from './deadlines.ts';
import { change, type Draft, record } from './draft.ts';
import { fateTold } from './fates.ts';
import { advance, everyoneTold, fireStep, nextChannel, notify, resume } from './ladder.ts';
import { reviewMs } from './limits.ts';
import { type PeopleContext, recipientsOf } from './recipients.ts';

/** What an alert can be told. */
export type AlertInput =
  | { readonly type: 'opened'; readonly at: Instant }
  /** The scenario has raised again while this alert is not closed. */
  | { readonly type: 'raised-again'; readonly at: Instant; readonly reason: string; readonly evidence: readonly Evidence[] }
  | { readonly type: 'evidence'; readonly at: Instant; readonly evidence: Evidence; readonly worse: boolean }
  | { readonly type: 'cleared'; readonly at: Instant; readonly reason: string }
  | { readonly type: 'patient-ok'; readonly at: Instant; readonly text: string }
  | { readonly type: 'deadline'; readonly at: Instant; readonly dueAt: Instant }
  | { readonly type: 'command'; readonly at: Instant; readonly command: AlertCommand }
  | {
      readonly type: 'fate';
      readonly at: Instant;
      readonly notificationId: string;
      readonly fate: 'sent' | 'delivered' | 'confirmed' | 'failed';
      readonly detail: string;
    };

export interface AlertStepped {
  readonly state: AlertState;
  readonly effects: readonly Effect[];
  readonly wakeAt: Instant | null;
}

function tellOwner(draft: Draft, body: string): void {
  const owner = draft.alert.owner?.actor;
  const way = everyoneTold(draft, null).find((one) => one.recipient.id === owner?.id);
  if (way) notify(draft, way, 0, { purpose: 'reminder', body, key: `e${draft.alert.entries}`, lifeMs: 24 * 3_600_000 });
}

function raisedAgain(draft: Draft, reason: string, evidence: readonly Evidence[]): void {
  change(draft, { evidence: [...draft.alert.evidence, ...evidence] });
  if (draft.alert.status === 'cleared') {
    change(draft, { status: 'open', clearedAt: null, reviewDueAt: null, reason, owner: null, beforeAck: null });
    change(draft, { generation: draft.alert.generation + 1 });
    record(draft, 'recurred', `It has happened again: ${reason}`);
    return fireStep(draft, 0);
  }
  record(draft, 'evidence', reason);
  tellOwner(draft, reason);
}

function moreEvidence(draft: Draft, evidence: Evidence, worse: boolean): void {
  change(draft, { evidence: [...draft.alert.evidence, evidence] });
  record(draft, worse ? 'worsened' : 'evidence', evidence.text);
  if (worse && draft.alert.status === 'open' && draft.alert.owner) {
    tellOwner(draft, evidence.text);
    resume(draft);
  }
}

function leaseOver(draft: Draft, dueAt: Instant): void {
  const name = draft.alert.owner?.actor.name ?? '';
  const again = draft.alert.status === 'open' && draft.alert.stepDueAt === null;
  record(draft, 'lease-expired', `${name} has not closed it in the agreed time${again ? '; it is called out again' : ''}.`, { dueAt });
  if (again) return resume(draft);
  change(draft, { owner: null, beforeAck: null });
  if (draft.alert.status === 'cleared') change(draft, { reviewDueAt: draft.at });
}

function review(draft: Draft, dueAt: Instant): void {
  record(draft, 'review', 'The condition has cleared, but nobody has recorded the outcome.', { dueAt });
  const step = { level: 'coordination', waitMs: reviewMs, contactOrder: null, message: '' } as const;
  for (const one of recipientsOf(step, draft.alert, draft.people, draft.at)) {
    const body = `Please record the outcome. ${draft.alert.reason}`;
    notify(draft, one, 0, { purpose: 'reminder', body, key: `r${draft.alert.entries}`, lifeMs: reviewMs });
  }
  change(draft, { reviewDueAt: draft.at + reviewMs });
}

/** Everything of this alert that is due, in the order in which a person would want it: deferred words, other channels, leases, steps. */
function deadline(draft: Draft): void {
  const due = (at: Instant | null): at is Instant => at !== null && at <= draft.at;
  for (const { notificationId } of draft.alert.attempts) {
    const index = draft.alert.attempts.findIndex((attempt) => attempt.notificationId === notificationId);
    const attempt = draft.alert.attempts[index];
    if (attempt && due(attempt.sendAt)) {
      change(draft, { attempts: draft.alert.attempts.with(index, { ...attempt, sendAt: null, fate: 'queued' }) });
    } else if (attempt && due(attempt.confirmByAt)) {
      change(draft, { attempts: draft.alert.attempts.with(index, { ...attempt, confirmByAt: null }) });
      record(draft, 'fate', `${attempt.recipient.name} has not confirmed; trying the next way.`, { dueAt: attempt.confirmByAt });
      nextChannel(draft, index, 'unconfirmed');
    }
  }
  const { owner } = draft.alert;
  if (owner && due(owner.untilAt)) leaseOver(draft, owner.untilAt);
  if (due(draft.alert.stepDueAt)) advance(draft, draft.alert.stepDueAt);
  if (due(draft.alert.reviewDueAt)) review(draft, draft.alert.reviewDueAt);
}

function patientOk(draft: Draft, text: string): void {
  record(draft, 'patient-ok', text);
  if (draft.alert.plan.okClears && draft.alert.severity !== 'high' && draft.alert.status === 'open') settle(draft, text);
}

function apply(draft: Draft, input: AlertInput): void {
  switch (input.type) {
    case 'opened':
      record(draft, 'opened', draft.alert.reason);
      return fireStep(draft, 0);
    case 'raised-again':
      return raisedAgain(draft, input.reason, input.evidence);
    case 'evidence':
      return moreEvidence(draft, input.evidence, input.worse);
    case 'cleared':
      return settle(draft, input.reason);
    case 'patient-ok':
      return patientOk(draft, input.text);
    case 'deadline':
      return deadline(draft);
    case 'command':
      return carryOut(draft, input.command);
    case 'fate':
      return fateTold(draft, input.notificationId, input.fate, input.detail);
  }
}

/**
 * One input on one alert. Pure; a closed alert takes nothing, a deadline that is not due changes nothing.
 * Refused commands must be sorted out before (see `refusal` in allowed.ts).
 */
export function stepAlert(alert: AlertState, input: AlertInput, people: PeopleContext): AlertStepped {
  if (alert.status === 'closed') return { state: alert, effects: [], wakeAt: null };
  const draft: Draft = { alert, effects: [], at: input.at, people };
  apply(draft, input);
  if (draft.alert === alert) return { state: alert, effects: draft.effects, wakeAt: alertWakeAt(alert) };
  if (draft.alert.status === 'closed') withdrawPending(draft, 'closed');
  const state: AlertState = { ...draft.alert, version: alert.version + 1 };
  return { state, effects: [{ type: 'save-alert', alert: state }, ...draft.effects], wakeAt: alertWakeAt(state) };
}
