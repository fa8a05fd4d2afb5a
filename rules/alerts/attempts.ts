import { inLanguage } from '../languages/in-language.ts';
import type { AlertState, Attempt, EscalationStep } from '../model/alert.ts';
import type { Channel } from '../model/patient.ts';
import { day } from '../model/time.ts';
import { change, type Draft, record } from './draft.ts';
import { confirmMs, promptLifeMs } from './limits.ts';
import { isCourtesy, mayBeTold, type Reachable } from './recipients.ts';
import { type Message, notify } from './telling.ts';
import { insteadNames, messageNames, stepBody, wayNames } from './words.ts';

/** The attempt belongs to the rung that is in force now, in this pass of the ladder. */
export function isInForce(alert: AlertState, attempt: Attempt): boolean {
  return attempt.generation === alert.generation && attempt.step === alert.step;
}

/** An answer can still come from this attempt. */
export function stillAsked(attempt: Attempt): boolean {
  return attempt.fate !== 'failed' && attempt.fate !== 'suppressed' && !attempt.declined;
}

/** Of the rung in force, somebody can still answer. */
export function somebodyIsAsked(alert: AlertState): boolean {
  return alert.attempts.some((attempt) => isInForce(alert, attempt) && stillAsked(attempt));
}

/** Every way that was used to ask this person on this rung in this pass. */
export function waysUsed(alert: AlertState, { generation, step, recipient }: Attempt): Attempt[] {
  return alert.attempts.filter(
    (other) =>
      other.generation === generation &&
      other.step === step &&
      other.recipient.kind === recipient.kind &&
      other.recipient.id === recipient.id,
  );
}

/** Half the step at most, so that a second channel still has time. Prompts are answered by behaviour, a console by its own clock. */
function confirmByAt(draft: Draft, reached: Reachable, channel: number, waitMs: number): number | null {
  if (draft.alert.severity !== 'high' || reached.recipient.kind === 'device' || reached.sendAt !== null) return null;
  if (isCourtesy(reached.channels[channel])) return null;
  return channel + 1 < reached.channels.length ? draft.at + Math.min(confirmMs, waitMs === 0 ? confirmMs : Math.floor(waitMs / 2)) : null;
}

/** Asks one person of step `index` on one channel; `again` tells this time from another one in the same pass of the ladder. */
export function ask(draft: Draft, index: number, reached: Reachable, channel: number, again = ''): void {
  const step = draft.alert.plan.steps[index] as EscalationStep;
  const { recipient, channels, sendAt, message } = reached;
  const lifeMs = recipient.kind === 'device' ? Math.max(step.waitMs, promptLifeMs) : 7 * day;
  const body = stepBody(draft.alert, index, recipient, draft.people.patient, message);
  const { language } = inLanguage(message ?? step.message, draft.people.patient.language);
  const words: Message = { purpose: 'escalation', body, language, key: `s${index}${again}`, lifeMs };
  const { id: notificationId } = notify(draft, reached, channel, words);
  const asked: Attempt = {
    notificationId,
    generation: draft.alert.generation,
    step: index,
    recipient,
    channels,
    channel,
    fate: sendAt === null ? 'queued' : 'planned',
    sendAt,
    confirmByAt: confirmByAt(draft, reached, channel, step.waitMs),
    declined: false,
    ...(message !== undefined && { message }),
  };
  // The same way to the same person in an earlier pass has had its say; its history stays with the notification.
  const isOvertaken = (other: Attempt) =>
    other.step === index && other.channel === channel && other.recipient.kind === recipient.kind && other.recipient.id === recipient.id;
  withdraw(draft, (other) => other.fate === 'planned' && isOvertaken(other), 'overtaken by a newer message');
  change(draft, { attempts: [...draft.alert.attempts.filter((other) => !isOvertaken(other)), asked] });
  const by = wayNames[(channels[channel] as Channel).kind];
  const when = sendAt === null ? '' : ' after their quiet hours';
  record(draft, 'notification', `${recipient.name} is told by ${by}${when}.`);
  // A notice of the app is easily missed: a high alert goes by the next way as well, at once.
  if (draft.alert.severity === 'high' && isCourtesy(channels[channel]) && channel + 1 < channels.length)
    ask(draft, index, reached, channel + 1, again);
}

/**
 * Asks the same person by the next way that was not tried yet, because `attempt` has failed or was not answered. False: there is none, or they
 * may no longer be told.
 */
export function askByNextChannel(draft: Draft, attempt: Attempt): boolean {
  const { recipient, channels, channel, step, message, fate } = attempt;
  const next = Math.max(...waysUsed(draft.alert, attempt).map((one) => one.channel)) + 1;
  if (next >= channels.length || !mayBeTold(recipient, draft.people, draft.at)) return false;
  if (fate === 'failed') {
    const [failed, instead] = [channels[channel] as Channel, channels[next] as Channel];
    record(draft, 'notification', `${messageNames[failed.kind]} to ${recipient.name} did not go through; ${insteadNames[instead.kind]}.`);
  }
  ask(draft, step, { recipient, channels, sendAt: null, message }, next);
  return true;
}

/** Takes back what has not been sent or spoken. */
export function withdraw(draft: Draft, which: (attempt: Attempt) => boolean, reason: string): void {
  if (!draft.alert.attempts.some(which)) return;
  const attempts = draft.alert.attempts.map((attempt): Attempt => {
    if (!which(attempt)) return attempt;
    draft.effects.push({ type: 'withdraw-notification', notificationId: attempt.notificationId, reason });
    return { ...attempt, fate: 'suppressed', sendAt: null, confirmByAt: null };
  });
  change(draft, { attempts });
}

/** Nobody's confirmation is waited for any more. */
export function stopWaitingForConfirmation(draft: Draft, which: (attempt: Attempt) => boolean): void {
  const waits = (attempt: Attempt) => attempt.confirmByAt !== null && which(attempt);
  if (!draft.alert.attempts.some(waits)) return;
  change(draft, {
    attempts: draft.alert.attempts.map((attempt) => (waits(attempt) ? { ...attempt, confirmByAt: null } : attempt)),
  });
}
