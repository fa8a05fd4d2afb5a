import { allowedCommands, allowedFor } from '../../rules/alerts/allowed.ts';
import { alertWakeAt } from '../../rules/alerts/deadlines.ts';
import { hubOutSince } from '../../rules/alerts/hub-outage.ts';
import { wholeSnooze } from '../../rules/alerts/resting.ts';
import { stepsOf } from '../../rules/alerts/steps.ts';
import { levelNames } from '../../rules/alerts/words.ts';
import type { Actor, AlertState, EscalationStep, Level } from '../../rules/model/alert.ts';
import type { Instant } from '../../rules/model/time.ts';
import { queueOfTemplate } from '../../rules/scenarios/queues.ts';
import type { AlertDetail, AlertSummary } from '../contract/alerts.ts';
import { toConditionView } from './condition.ts';
import { iso, isoOrNull } from './instant.ts';
import { tried } from './tried.ts';

export interface AlertNames {
  readonly patientName: string;
  readonly localityName: string | null;
  readonly localityId: string | null;
  readonly homeId: string | null;
}

/** What of an alert's detail is not in the alert itself. */
export type AlertSurroundings = Pick<
  AlertDetail,
  'scenarioTitle' | 'agreement' | 'previous' | 'notifications' | 'timeline' | 'patient' | 'carePlan'
>;

/** The rung of the ladder that was called last. */
export function levelOf(alert: AlertState): Level {
  return alert.plan.steps[Math.max(0, alert.step)]?.level ?? 'coordination';
}

/**
 * A row of the worklist as of `at`. `allowed` is what `actor` may do; without one, what some professional may do
 * (a row that is shown to everybody).
 */
export function toAlertSummary(alert: AlertState, names: AlertNames, at: Instant, actor?: Actor): AlertSummary {
  const next = nextByItself(alert);
  const { owner } = alert;
  return {
    id: alert.id,
    version: alert.version,
    patientId: alert.patientId,
    patientName: names.patientName,
    localityName: names.localityName,
    localityId: names.localityId,
    homeId: names.homeId,
    queue: alert.queue ?? queueOfTemplate(alert.template),
    scenarioId: alert.scenarioId,
    template: alert.template,
    severity: alert.severity,
    status: alert.status,
    level: levelOf(alert),
    reason: alert.reason,
    openedAt: iso(alert.openedAt),
    clearedAt: isoOrNull(alert.clearedAt),
    owner: owner && { name: owner.actor.name, id: owner.actor.id, tier: owner.actor.tier, untilAt: iso(owner.untilAt) },
    askedAt: isoOrNull(alert.status === 'open' ? (alert.centreAskedAt ?? null) : null),
    joined: (alert.joined ?? []).map(({ actor: { id, name } }) => ({ id, name })),
    hubOutSince: isoOrNull(hubOutSince(alert)),
    mergedInto: alert.follows?.into ?? null,
    snoozes: (alert.snoozes ?? []).map(({ scope, actor: { id, name }, untilAt, reason }) => ({
      scope,
      id,
      name,
      untilAt: iso(untilAt),
      reason,
    })),
    nextAt: isoOrNull(next.at),
    nextText: next.text,
    allowed: actor ? allowedFor(alert, actor, at) : allowedCommands(alert, at),
  };
}

/** Everything about one alert, for the person who looks at it. */
export function toAlertDetail(
  alert: AlertState,
  names: AlertNames,
  surroundings: AlertSurroundings,
  at: Instant,
  actor: Actor,
): AlertDetail {
  return {
    ...toAlertSummary(alert, names, at, actor),
    ...surroundings,
    scenarioVersion: alert.scenarioVersion,
    approvedBy: alert.approvedBy,
    evidence: alert.evidence.map((one) => ({ text: one.text, at: iso(one.at), limit: one.limit ?? null })),
    conditions: (alert.conditions ?? []).map(toConditionView),
    plan: stepsOf(alert).map((step, index) => ({
      level: step.level,
      waitSeconds: step.waitMs / 1_000,
      message: step.message.replaceAll('{name}', surroundings.patient.knownAs),
      state: stepState(alert, index),
      who: toldAt(alert, index),
    })),
    tried: tried(surroundings.notifications, actor),
    outcome: alert.outcome && { code: alert.outcome.code, by: alert.outcome.by, note: alert.outcome.note },
  };
}

function stepState(alert: AlertState, index: number): AlertDetail['plan'][number]['state'] {
  if (alert.status !== 'open') return index <= alert.step ? 'done' : 'later';
  if (index < alert.step) return 'done';
  if (index === alert.step) return 'current';
  return index === alert.step + 1 ? 'next' : 'later';
}

/** Names of those to whom a message of this rung has gone out, or is going out now. */
function toldAt(alert: AlertState, index: number): string[] {
  const told = alert.attempts.filter(({ step, fate }) => step === index && ['queued', 'sent', 'delivered', 'confirmed'].includes(fate));
  return [...new Set(told.map((attempt) => attempt.recipient.name))];
}

interface Next {
  readonly at: Instant | null;
  readonly text: string | null;
}

/** The earliest thing that happens if nobody acts, and what it is. */
function nextByItself(alert: AlertState): Next {
  const at = alertWakeAt(alert);
  if (at === null) return { at: null, text: null };
  if (at === alert.stepDueAt) return { at, text: stepText(alert) };
  if (at === alert.owner?.untilAt) return { at, text: leaseText(alert) };
  const rest = alert.snoozes?.find(({ untilAt }) => untilAt === at);
  if (rest) return { at, text: `${rest.actor.name} may be asked again.` };
  if (at === alert.reviewDueAt) return { at, text: 'The coordination centre is asked to record the outcome.' };
  const deferred = alert.attempts.find((attempt) => attempt.sendAt === at);
  if (deferred) return { at, text: `${deferred.recipient.name}'s quiet hours end and the message goes out.` };
  const unconfirmed = alert.attempts.find((attempt) => attempt.confirmByAt === at);
  return { at, text: `If ${unconfirmed?.recipient.name} has not confirmed, the next way to reach them is tried.` };
}

function stepText(alert: AlertState): string {
  if (alert.heldBack?.length) return 'Next: the others of the family.';
  const next: EscalationStep | undefined = alert.plan.steps[alert.step + 1];
  if (!next) return 'The ladder starts again at the coordination centre.';
  return next.level === 'patient' ? 'The patient is prompted again.' : `Next: ${levelNames[next.level]}.`;
}

function leaseText(alert: AlertState): string {
  const name = alert.owner?.actor.name;
  if (wholeSnooze(alert)) return `${name}'s snooze ends and it is called out again.`;
  if (alert.status === 'cleared') return `${name}'s time to record the outcome ends.`;
  return alert.stepDueAt === null ? `${name}'s time ends and it is called out again.` : `${name}'s time ends.`;
}
