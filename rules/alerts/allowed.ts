import type { Actor, AlertState } from '../model/alert.ts';
import type { AlertCommand } from '../model/input.ts';
import type { Instant } from '../model/time.ts';
import { unacknowledgeMs } from './limits.ts';

/**
 * Why a command cannot be carried out, in one sentence for the person who asked; null when it can.
 * The one place that says who may do what to an alert in which state.
 */
export function refusal(alert: AlertState, type: AlertCommand['type'], actor: Actor, at: Instant): string | null {
  if (alert.status === 'closed') return 'This alert is closed.';
  if (actor.tier === 'patient' && type !== 'note') return 'This is for those who help; say "I\'m OK" instead.';
  const owner = alert.owner?.actor ?? null;
  const own = owner !== null && owner.kind === actor.kind && owner.id === actor.id;
  switch (type) {
    case 'note':
      return null;
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
    case 'close':
      if (actor.tier === 'professional') return null;
      if (alert.severity === 'high') return 'An urgent alert is closed by the coordination centre.';
      return own || alert.status === 'cleared' ? null : 'Say first that you are seeing to it.';
  }
}

/** Why this one command cannot be carried out: what `refusal` says, and to whom an alert cannot be handed. */
export function commandRefusal(alert: AlertState, command: AlertCommand, at: Instant): string | null {
  if (command.type === 'hand-over' && 'tier' in command.to && command.to.tier === 'patient')
    return 'An alert cannot be handed over to the patient.';
  return refusal(alert, command.type, command.actor, at);
}

const commandTypes = ['acknowledge', 'unacknowledge', 'hand-over', 'decline', 'note', 'close'] as const;

/** What this person can do to the alert now. */
export function allowedFor(alert: AlertState, actor: Actor, at: Instant): AlertCommand['type'][] {
  return commandTypes.filter((type) => refusal(alert, type, actor, at) === null);
}

/** What some professional can do to the alert now, for a worklist that everybody sees. */
export function allowedCommands(alert: AlertState, at: Instant): AlertCommand['type'][] {
  const owner = alert.owner?.actor;
  const someone: Actor = { kind: 'user', id: '', name: '', tier: 'professional' };
  const actors = owner ? [owner, someone] : [someone];
  return commandTypes.filter((type) => actors.some((actor) => refusal(alert, type, actor, at) === null));
}
