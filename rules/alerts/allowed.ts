import type { Actor, AlertState } from '../model/alert.ts';
import type { AlertCommand } from '../model/input.ts';
import { hour, type Instant, minute } from '../model/time.ts';
import { isFollowing, mergeRefusal, restsWithAnother } from './following.ts';
import { hasJoined } from './joined.ts';
import { snoozeMs, unacknowledgeMs } from './limits.ts';
import { restOf, wholeSnooze } from './resting.ts';

/**
 * Why a command cannot be carried out, in one sentence for the person who asked; null when it can.
 * The one place that says who may do what to an alert in which state.
 */
export function refusal(alert: AlertState, type: AlertCommand['type'], actor: Actor, at: Instant): string | null {
  if (alert.status === 'closed') return 'This alert is closed.';
  if (actor.tier === 'patient' && type !== 'note') return 'This is for those who help; say "I\'m OK" instead.';
  if (restsWithAnother(alert) && type !== 'note' && type !== 'visit' && type !== 'unmerge')
    return 'It is seen to together with another alert; act on that one, or separate them first.';
  const owner = alert.owner?.actor ?? null;
  const own = owner !== null && owner.kind === actor.kind && owner.id === actor.id;
  switch (type) {
    case 'note':
      return null;
    case 'visit':
      return actor.tier === 'professional' ? null : 'Only the crew of a visit tells of it.';
    case 'acknowledge':
      if (owner !== null && !own && owner.tier === 'professional') return `${owner.name} has this alert; ask them to hand it over.`;
      if (owner !== null && !own && actor.tier === 'family') return `${owner.name} has already said that they are seeing to it.`;
      return null;
    case 'unacknowledge':
      if (!own || alert.beforeAck === null) return 'Only the person who acknowledged can take it back.';
      return at - alert.beforeAck.at <= unacknowledgeMs ? null : 'It is more than 30 seconds ago; hand the alert over instead.';
    case 'hand-over':
      return actor.tier === 'professional' || own ? null : 'Only who holds the alert can hand it over.';
    case 'decline':
      return alert.status === 'open' ? null : 'The condition has cleared; nothing is asked of you.';
    case 'snooze':
      if (alert.status !== 'open') return 'The condition has cleared; nothing is asked of you.';
      if (wholeSnooze(alert) !== null) return 'It is snoozed already.';
      if (actor.tier === 'professional') return own ? null : 'Only who has this alert can snooze it; acknowledge it first.';
      if (actor.kind !== 'contact') return 'Only a contact can ask not to be asked for a while.';
      return alert.severity === 'high' ? 'An urgent alert cannot be put off; say "I can\'t" instead.' : null;
    case 'unsnooze':
      if (actor.tier === 'professional') return wholeSnooze(alert) === null ? 'It is not snoozed.' : null;
      return restOf(alert, actor.id, at) === null ? 'You may be asked already.' : null;
    case 'join':
      if (actor.tier !== 'professional') return 'Only professionals join an alert.';
      if (owner === null) return 'Nobody has this alert yet; acknowledge it instead.';
      if (own) return 'You have this alert.';
      return hasJoined(alert, actor) ? 'You have joined it already.' : null;
    case 'leave':
      return hasJoined(alert, actor) ? null : 'You have not joined it.';
    case 'merge':
      if (actor.tier !== 'professional') return 'Only professionals merge alerts.';
      return isFollowing(alert) ? 'It is merged already.' : null;
    case 'unmerge':
      if (actor.tier !== 'professional') return 'Only professionals separate alerts.';
      return isFollowing(alert) ? null : 'It is not merged.';
    case 'close':
      if (actor.tier === 'professional') return null;
      if (alert.severity === 'high') return 'An urgent alert is closed by the coordination centre.';
      return own || alert.status === 'cleared' ? null : 'Say first that you are seeing to it.';
  }
}

/**
 * Why this one command cannot be carried out: what `refusal` says, to whom an alert cannot be handed, and into which it cannot be merged;
 * `open` are the alerts of the patient that are not closed.
 */
export function commandRefusal(alert: AlertState, command: AlertCommand, at: Instant, open: readonly AlertState[]): string | null {
  if (command.type === 'hand-over' && 'tier' in command.to && command.to.tier === 'patient')
    return 'An alert cannot be handed over to the patient.';
  const no = refusal(alert, command.type, command.actor, at);
  if (no !== null) return no;
  if (command.type === 'merge') return mergeRefusal(alert, command.into, open);
  return command.type === 'snooze' ? snoozeRefusal(alert, command, at) : null;
}

const severityNames = { high: 'An urgent', moderate: 'A moderate', low: 'A low' } as const;

function snoozeRefusal({ severity }: AlertState, command: Extract<AlertCommand, { type: 'snooze' }>, at: Instant): string | null {
  const ofAlert = command.actor.tier === 'professional';
  if (ofAlert && command.scope === 'recipient') return 'Who has the alert snoozes it as a whole, or says "I can\'t".';
  if (!ofAlert && command.scope === 'alert') return 'Only a professional who has the alert can snooze it as a whole.';
  if (command.untilAt <= at) return 'A snooze ends later than now.';
  const most = snoozeMs[severity];
  const words = most < hour ? `${most / minute} minutes` : `${most / hour} hours`;
  return command.untilAt - at > most ? `${severityNames[severity]} alert can be snoozed for at most ${words}.` : null;
}

const commandTypes = [
  ...(['acknowledge', 'unacknowledge', 'hand-over', 'decline', 'snooze', 'unsnooze', 'join', 'leave', 'merge', 'unmerge'] as const),
  ...(['note', 'close'] as const),
] as const;

/** What people do to alerts; a visit is told by its job. */
type OfPeople = (typeof commandTypes)[number];

/** What this person can do to the alert now. */
export function allowedFor(alert: AlertState, actor: Actor, at: Instant): OfPeople[] {
  return commandTypes.filter((type) => refusal(alert, type, actor, at) === null);
}

/** What some professional can do to the alert now, for a worklist that everybody sees. */
export function allowedCommands(alert: AlertState, at: Instant): OfPeople[] {
  const owner = alert.owner?.actor;
  const someone: Actor = { kind: 'user', id: '', name: '', tier: 'professional' };
  const actors = owner ? [owner, someone] : [someone];
  return commandTypes.filter((type) => actors.some((actor) => refusal(alert, type, actor, at) === null));
}
