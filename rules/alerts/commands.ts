import type { Actor, Attempt } from '../model/alert.ts';
import type { AlertCommand } from '../model/input.ts';
import { localTime } from '../model/time.ts';
import { close } from './closing.ts';
import { change, type Draft, record } from './draft.ts';
import { advance, everyoneTold, fireStep, notify, resume, stillAsked } from './ladder.ts';
import { leaseMs } from './limits.ts';

/** A family member's word does not keep a high alert from the centre, unless that was agreed (design §5). */
function holds(draft: Draft, actor: Actor): boolean {
  return actor.tier === 'professional' || draft.alert.severity !== 'high' || draft.alert.plan.familyHolds;
}

function giveLease(draft: Draft, actor: Actor): void {
  const { alert, at } = draft;
  const stops = holds(draft, actor);
  const attempts = alert.attempts.map((attempt): Attempt => {
    const theirs = attempt.recipient.id === actor.id;
    return attempt.confirmByAt !== null && (stops || theirs) ? { ...attempt, confirmByAt: null } : attempt;
  });
  change(draft, {
    attempts,
    owner: { actor, sinceAt: at, untilAt: at + leaseMs[alert.severity] },
    stepDueAt: stops ? null : alert.stepDueAt,
  });
}

function until(draft: Draft): string {
  return localTime(draft.people.patient.zone, draft.alert.owner?.untilAt ?? draft.at);
}

function acknowledge(draft: Draft, actor: Actor): void {
  const { owner, stepDueAt } = draft.alert;
  const renewed = owner?.actor.id === actor.id && owner.actor.kind === actor.kind;
  giveLease(draft, actor);
  change(draft, { beforeAck: { owner: renewed ? null : owner, stepDueAt, at: draft.at } });
  const goesOn = draft.alert.stepDueAt !== null && draft.alert.status === 'open' ? '; the centre is still told' : '';
  record(draft, 'acknowledged', `${actor.name} is seeing to it until ${until(draft)}${goesOn}.`, { actor });
}

function unacknowledge(draft: Draft, actor: Actor): void {
  const before = draft.alert.beforeAck;
  record(draft, 'unacknowledged', `${actor.name} has taken the acknowledgement back.`, { actor });
  change(draft, { owner: before?.owner ?? null, beforeAck: null });
  if (draft.alert.status !== 'open') return;
  // Who held it before may have let the ladder rest; without an owner it runs again, at once if its time has passed.
  const stepDueAt = before?.stepDueAt ?? (draft.alert.owner ? null : draft.at);
  change(draft, { stepDueAt });
  if (stepDueAt !== null && stepDueAt <= draft.at) advance(draft, stepDueAt);
}

function handOver(draft: Draft, actor: Actor, to: Extract<AlertCommand, { type: 'hand-over' }>['to']): void {
  if ('level' in to) {
    const index = draft.alert.plan.steps.findIndex((step) => step.level === to.level);
    record(draft, 'handed-over', `${actor.name} has handed it over to the next rung: ${to.level.replace('-', ' ')}.`, { actor });
    change(draft, {
      owner: null,
      beforeAck: null,
      generation: draft.alert.generation + 1,
      status: 'open',
      clearedAt: null,
      reviewDueAt: null,
    });
    return fireStep(draft, index >= 0 ? index : draft.alert.plan.steps.length - 1);
  }
  giveLease(draft, to);
  change(draft, { beforeAck: null });
  record(draft, 'handed-over', `${actor.name} has handed it over to ${to.name}, until ${until(draft)}.`, { actor });
  const way = everyoneTold(draft, null).find((one) => one.recipient.id === to.id);
  const body = `${actor.name} has handed this over to you. ${draft.alert.reason}`;
  if (way) notify(draft, way, 0, { purpose: 'handed-over', body, key: `h${draft.alert.entries}`, lifeMs: 24 * 3_600_000 });
}

function decline(draft: Draft, actor: Actor): void {
  record(draft, 'declined', `${actor.name} cannot see to it.`, { actor });
  const attempts = draft.alert.attempts.map(
    (attempt): Attempt => (attempt.recipient.id === actor.id ? { ...attempt, declined: true, confirmByAt: null, sendAt: null } : attempt),
  );
  change(draft, { attempts });
  if (draft.alert.owner?.actor.id === actor.id) {
    change(draft, { owner: null, beforeAck: null });
    if (draft.alert.stepDueAt === null) return resume(draft);
  }
  const { step, stepDueAt } = draft.alert;
  const asked = attempts.filter((attempt) => attempt.step === step);
  const left = asked.some(stillAsked);
  if (stepDueAt !== null && asked.length > 0 && !left) advance(draft);
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
      return decline(draft, command.actor);
    case 'note':
      return record(draft, 'note', command.text, { actor: command.actor });
    case 'close':
      return close(draft, command.actor, command.outcome, command.note);
  }
}
