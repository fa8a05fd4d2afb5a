import type { Actor, Attempt, EscalationStep } from '../model/alert.ts';
import type { AlertCommand } from '../model/input.ts';
import { type Instant, localTime } from '../model/time.ts';
import { somebodyIsAsked, stopWaitingForConfirmation, withdraw } from './attempts.ts';
import { close } from './closing.ts';
import { earlier } from './deadlines.ts';
import { change, type Draft, record } from './draft.ts';
import { follow, separate } from './following.ts';
import { forgetJoined, join, leave } from './joined.ts';
import { advance, fireStep, passOn, reopen, resume } from './ladder.ts';
import { leaseMs, restartMs } from './limits.ts';
import { reachableUntil } from './recipients.ts';
import { endWhole, snoozeAlert, snoozeRecipient, unsnooze } from './snooze.ts';
import { dutyEndsAt } from './teams.ts';
import { tellOwner } from './telling.ts';
import { visit } from './visit.ts';

/** A family member's word does not keep a high alert from the centre, unless that was agreed (design §5). */
function holds(draft: Draft, actor: Actor): boolean {
  return actor.tier === 'professional' || draft.alert.severity !== 'high' || draft.alert.plan.familyHolds;
}

/** The time of the severity, and never past the end of a person's turn of duty, or into dates on which nothing may reach them. */
function leaseEndsAt({ alert, at, people }: Draft, actor: Actor): Instant {
  const untilAt = at + leaseMs[alert.severity];
  return earlier(untilAt, earlier(dutyEndsAt(actor, people, at), reachableUntil(actor, people, at))) ?? untilAt;
}

/** From now on this person sees to it. The ladder rests, or runs, whoever held it before. */
function giveLease(draft: Draft, actor: Actor): void {
  endWhole(draft, `${actor.name} has it now.`);
  const { alert, at } = draft;
  const stops = holds(draft, actor);
  stopWaitingForConfirmation(draft, ({ recipient }) => stops || recipient.id === actor.id);
  const runsAnewAt = at + (alert.plan.steps[alert.step]?.waitMs ?? restartMs);
  change(draft, {
    owner: { actor, sinceAt: at, untilAt: leaseEndsAt(draft, actor) },
    stepDueAt: stops || alert.status !== 'open' ? null : (alert.stepDueAt ?? runsAnewAt),
    ...(stops && { centreAskedAt: null }),
  });
  forgetJoined(draft, actor);
}

function until(draft: Draft): string {
  return localTime(draft.people.patient.zone, draft.alert.owner?.untilAt ?? draft.at);
}

function acknowledge(draft: Draft, actor: Actor): void {
  const { owner, stepDueAt } = draft.alert;
  const renewed = owner?.actor.id === actor.id && owner.actor.kind === actor.kind;
  giveLease(draft, actor);
  change(draft, { beforeAck: { owner: renewed ? null : owner, stepDueAt, at: draft.at } });
  const goesOn = draft.alert.stepDueAt === null ? '' : '; the centre is still told';
  record(draft, 'acknowledged', `${actor.name} is seeing to it until ${until(draft)}${goesOn}.`, { actor });
}

function unacknowledge(draft: Draft, actor: Actor): void {
  const before = draft.alert.beforeAck;
  record(draft, 'unacknowledged', `${actor.name} has taken the acknowledgement back.`, { actor });
  change(draft, { owner: before?.owner ?? null, beforeAck: null });
  // A ladder that was not stopped has gone on meanwhile, perhaps to the next rung.
  if (draft.alert.status !== 'open' || draft.alert.stepDueAt !== null) return;
  const stepDueAt = before?.stepDueAt ?? null;
  if (stepDueAt !== null) {
    change(draft, { stepDueAt });
    if (stepDueAt <= draft.at) advance(draft);
  } else if (draft.alert.owner === null) resume(draft);
}

/** The rung of this level; a plan without one gets it at its end, because a person has asked for it. */
function rungAt(draft: Draft, level: EscalationStep['level'], actor: Actor): number {
  const { plan } = draft.alert;
  const index = plan.steps.findIndex((step) => step.level === level);
  if (index >= 0) return index;
  const step = { level, waitMs: restartMs, contactOrder: null, message: `${actor.name} asks for your help for {name}.` };
  change(draft, { plan: { ...plan, steps: [...plan.steps, step] } });
  return plan.steps.length;
}

function handOver(draft: Draft, actor: Actor, to: Extract<AlertCommand, { type: 'hand-over' }>['to']): void {
  if (!('tier' in to)) {
    if ('queue' in to) change(draft, { queue: to.queue });
    const where = 'queue' in to ? `the ${to.queue.replace('-', ' ')} queue` : `another rung: ${to.level.replace('-', ' ')}`;
    record(draft, 'handed-over', `${actor.name} has handed it over to ${where}.`, { actor });
    endWhole(draft, 'it has been handed over.');
    if (draft.alert.status === 'cleared') reopen(draft);
    change(draft, { owner: null, beforeAck: null, generation: draft.alert.generation + 1 });
    return fireStep(draft, rungAt(draft, 'queue' in to ? 'coordination' : to.level, actor));
  }
  giveLease(draft, to);
  change(draft, { beforeAck: null });
  record(draft, 'handed-over', `${actor.name} has handed it over to ${to.name}, until ${until(draft)}.`, { actor });
  tellOwner(draft, 'handed-over', (words) => `${words.handedToYou(actor.name)} ${draft.alert.reason}`);
}

/** This person does not see to it: whoever else is to be asked is. */
function standDown(draft: Draft, actor: Actor): void {
  const theirs = (attempt: Attempt) => attempt.recipient.id === actor.id;
  withdraw(draft, (attempt) => attempt.fate === 'planned' && theirs(attempt), 'declined');
  stopWaitingForConfirmation(draft, theirs);
  forgetJoined(draft, actor);
  change(draft, { attempts: draft.alert.attempts.map((attempt) => (theirs(attempt) ? { ...attempt, declined: true } : attempt)) });
  if (draft.alert.owner?.actor.id === actor.id) {
    endWhole(draft, `${actor.name} cannot see to it.`);
    change(draft, { owner: null, beforeAck: null });
    if (draft.alert.stepDueAt === null) return resume(draft, { except: actor });
  }
  if (draft.alert.stepDueAt !== null && !somebodyIsAsked(draft.alert)) passOn(draft, 'Nobody else is asked at this step');
}

/** What was recorded already is not recorded again: whoever got no answer sends it a second time. */
function note(draft: Draft, { actor, text, recorded }: Extract<AlertCommand, { type: 'note' }>): void {
  if (recorded === undefined) return record(draft, 'note', text, { actor });
  const known = draft.alert.recorded ?? [];
  if (known.includes(recorded.id)) return;
  change(draft, { recorded: [...known, recorded.id] });
  record(draft, 'note', text, { actor, recorded });
}

/** Carries out what a person may do; `refusal` has been asked before. */
export function carryOut(draft: Draft, command: AlertCommand): void {
  switch (command.type) {
    case 'acknowledge':
      return acknowledge(draft, command.actor);
    case 'unacknowledge':
      return unacknowledge(draft, command.actor);
    case 'hand-over':
      return handOver(draft, command.actor, command.to);
    case 'decline':
      record(draft, 'declined', `${command.actor.name} cannot see to it.`, { actor: command.actor });
      return standDown(draft, command.actor);
    case 'snooze':
      if (command.scope === 'alert') return snoozeAlert(draft, command);
      snoozeRecipient(draft, command);
      return standDown(draft, command.actor);
    case 'unsnooze':
      return unsnooze(draft, command.actor);
    case 'join':
      return join(draft, command.actor);
    case 'leave':
      return leave(draft, command.actor);
    case 'merge':
      return follow(draft, command.actor, command.into);
    case 'unmerge':
      return separate(draft, `${command.actor.name} has separated it from the other alert.`, command.actor);
    case 'note':
      return note(draft, command);
    case 'visit':
      return visit(draft, command);
    case 'close':
      return close(draft, command.actor, command.outcome, command.note);
  }
}
