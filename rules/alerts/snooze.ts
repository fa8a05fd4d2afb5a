import type { Actor, Snooze } from '../model/alert.ts';
import type { AlertCommand } from '../model/input.ts';
import { type Instant, localDate, localTime } from '../model/time.ts';
import { ask } from './attempts.ts';
import { earlier } from './deadlines.ts';
import { change, type Draft, record } from './draft.ts';
import { resume } from './ladder.ts';
import { leaseMs } from './limits.ts';
import { recipientsOf } from './recipients.ts';
import { wholeSnooze } from './resting.ts';
import { dutyEndsAt } from './teams.ts';

/** `14:00`, or `08:00 on 2026-03-03` when that is another day. */
export function endWords({ people: { patient }, at }: Draft, endAt: Instant): string {
  const [date, time] = [localDate(patient.zone, endAt), localTime(patient.zone, endAt)];
  return date === localDate(patient.zone, at) ? time : `${time} on ${date}`;
}

function add(draft: Draft, snooze: Snooze): void {
  const { direction, snoozes = [] } = draft.alert;
  const others = snoozes.filter((one) => one.scope !== snooze.scope || one.actor.id !== snooze.actor.id);
  change(draft, { snoozes: [...others, { ...snooze, ...(direction && { direction }) }] });
}

/** The whole alert rests with its owner, never past their turn of duty. */
export function snoozeAlert(draft: Draft, { actor, untilAt, reason }: Extract<AlertCommand, { type: 'snooze' }>): void {
  const { alert, at, people } = draft;
  const endsAt = earlier(untilAt, dutyEndsAt(actor, people, at)) ?? untilAt;
  add(draft, { scope: 'alert', actor, sinceAt: at, untilAt: endsAt, reason });
  const sinceAt = alert.owner?.sinceAt ?? at;
  change(draft, { owner: { actor, sinceAt, untilAt: endsAt }, beforeAck: null, stepDueAt: null });
  record(draft, 'snoozed', `${actor.name} has snoozed it until ${endWords(draft, endsAt)}: ${reason}`, { actor });
}

/** One person is not asked again for a while; whoever else is to be asked is. */
export function snoozeRecipient(draft: Draft, { actor, untilAt, reason }: Extract<AlertCommand, { type: 'snooze' }>): void {
  add(draft, { scope: 'recipient', actor, sinceAt: draft.at, untilAt, reason });
  record(draft, 'snoozed', `${actor.name} is not to be asked again until ${endWords(draft, untilAt)}: ${reason}`, { actor });
}

function drop(draft: Draft, which: (snooze: Snooze) => boolean): readonly Snooze[] {
  const { snoozes = [] } = draft.alert;
  const dropped = snoozes.filter(which);
  if (dropped.length > 0) change(draft, { snoozes: snoozes.filter((one) => !which(one)) });
  return dropped;
}

const whose = ({ scope, actor }: Snooze) => (scope === 'alert' ? `The snooze by ${actor.name}` : `The rest of ${actor.name}`);

/** Nobody's rest outlasts such news. Gives those that were broken: `callOutAgain` is for who had them. */
export function breakSnoozes(draft: Draft, why: string): readonly Snooze[] {
  const broken = drop(draft, () => true);
  for (const snooze of broken) record(draft, 'snooze-broken', `${whose(snooze)} is broken: ${why}`);
  return broken;
}

/** Who had one of these rests hears of the alert again: everybody of the step in force, or the one person. */
export function callOutAgain(draft: Draft, ended: readonly Snooze[]): void {
  if (draft.alert.status !== 'open') return;
  if (ended.some(({ scope }) => scope === 'alert')) return resume(draft);
  const { alert, people, at } = draft;
  const step = alert.plan.steps[alert.step];
  if (!step || alert.stepDueAt === null || alert.owner !== null) return;
  for (const reached of recipientsOf(step, alert, people, at))
    if (ended.some(({ actor }) => actor.id === reached.recipient.id)) ask(draft, alert.step, reached, 0, `z${alert.entries}`);
}

/** A person's rest is over by the clock: they are asked again where the ladder stands at their step. */
export function restsOver(draft: Draft): void {
  const ended = drop(draft, ({ scope, untilAt }) => scope === 'recipient' && untilAt <= draft.at);
  for (const snooze of ended) record(draft, 'snooze-ended', `${whose(snooze)} is over.`, { dueAt: snooze.untilAt });
  if (ended.length > 0) callOutAgain(draft, ended);
}

/** The owner's snooze ends, for whatever reason is given; what follows is the caller's to say. False: there was none. */
export function endWhole(draft: Draft, why: string, options: { readonly actor?: Actor; readonly dueAt?: Instant } = {}): boolean {
  const whole = wholeSnooze(draft.alert);
  if (!whole) return false;
  drop(draft, (one) => one === whole);
  record(draft, 'snooze-ended', `${whose(whole)} is over: ${why}`, options);
  return true;
}

/** A person ends a rest before its time: a professional the alert's, which is called out again, anybody their own. */
export function unsnooze(draft: Draft, actor: Actor): void {
  if (actor.tier === 'professional' && endWhole(draft, `${actor.name} has ended it; it is called out again.`, { actor }))
    return resume(draft);
  for (const snooze of drop(draft, (one) => one.actor.id === actor.id))
    record(draft, 'snooze-ended', `${whose(snooze)} is over.`, { actor });
}

/** The condition has cleared: nobody rests any more, and who put it off has the usual time to record the outcome. */
export function settleSnoozes(draft: Draft): void {
  const { owner, severity } = draft.alert;
  if (endWhole(draft, 'the condition has cleared.') && owner)
    change(draft, { owner: { ...owner, untilAt: Math.min(owner.untilAt, draft.at + leaseMs[severity]) } });
  drop(draft, () => true);
}
