import type { Actor, Attempt, EscalationStep } from '../model/alert.ts';
import type { Notification } from '../model/effect.ts';
import type { Channel } from '../model/patient.ts';
import { change, createTask, type Draft, record } from './draft.ts';
import { confirmMs, promptLifeMs, restartMs } from './limits.ts';
import { type Reachable, recipientsOf } from './recipients.ts';
import { levelNames, stepBody, subjectFor } from './words.ts';

/** Half the step at most, so that a second channel still has time. Prompts are answered by behaviour, a console by its own clock. */
function confirmByAt(draft: Draft, reached: Reachable, channel: number, waitMs: number): number | null {
  if (draft.alert.severity !== 'high' || reached.recipient.kind === 'device') return null;
  return channel + 1 < reached.channels.length ? draft.at + Math.min(confirmMs, waitMs / 2) : null;
}

/** Hands one message for one person on one channel to the outbox. */
export function notify(
  draft: Draft,
  reached: Reachable,
  channel: number,
  message: { readonly purpose: Notification['purpose']; readonly body: string; readonly key: string; readonly lifeMs: number },
): Notification {
  const { alert, at, people } = draft;
  const way = reached.channels[channel] as Channel;
  const { kind, id } = reached.recipient;
  const spoken = kind === 'device';
  const notification: Notification = {
    id: `${alert.id}/g${alert.generation}/${message.key}/${kind}:${id}/${way.kind}${channel}`,
    alertId: alert.id,
    patientId: alert.patientId,
    recipient: reached.recipient,
    channel: way,
    severity: alert.severity,
    purpose: spoken && message.purpose === 'escalation' ? 'prompt' : message.purpose,
    subject: subjectFor(message.purpose, people.patient),
    body: message.body,
    command: spoken ? { type: 'prompt', kind: null } : null,
    createdAt: at,
    sendAt: reached.sendAt,
    expiresAt: (reached.sendAt ?? at) + message.lifeMs,
  };
  draft.effects.push({ type: 'notify', notification });
  return notification;
}

function attempt(draft: Draft, step: EscalationStep, index: number, reached: Reachable, channel: number): void {
  const lifeMs = reached.recipient.kind === 'device' ? Math.max(step.waitMs, promptLifeMs) : 7 * 24 * 3_600_000;
  const body = stepBody(draft.alert, step, draft.people.patient);
  const notification = notify(draft, reached, channel, { purpose: 'escalation', body, key: `s${index}`, lifeMs });
  const entry: Attempt = {
    notificationId: notification.id,
    step: index,
    recipient: reached.recipient,
    channels: reached.channels,
    channel,
    fate: reached.sendAt === null ? 'queued' : 'planned',
    sendAt: reached.sendAt,
    confirmByAt: reached.sendAt === null ? confirmByAt(draft, reached, channel, step.waitMs) : null,
    declined: false,
  };
  // The same way to the same person in an earlier generation has had its say; its history stays with the notification.
  const others = draft.alert.attempts.filter(
    (other) => other.step !== index || other.channel !== channel || other.recipient.id !== reached.recipient.id,
  );
  change(draft, { attempts: [...others, entry] });
  const by = reached.channels[channel]?.kind;
  const when = reached.sendAt === null ? '' : ' after their quiet hours';
  record(draft, 'notification', `${reached.recipient.name} is told by ${by === 'mqtt' ? 'voice at home' : by}${when}.`);
}

/** The rung from which the ladder starts again when everybody has been asked: the centre, or else the last rung. */
export function restartStep(draft: Draft): number {
  const { steps } = draft.alert.plan;
  const centre = steps.findIndex((step) => step.level === 'coordination');
  return centre >= 0 ? centre : steps.length - 1;
}

/**
 * Puts step `index` in force. A rung with nobody to reach is passed at once and leaves a task to mend it; past the last rung
 * the alert waits and starts again at the centre, so that no alert is ever without a deadline.
 */
export function fireStep(draft: Draft, index: number, dueAt?: number): void {
  const { steps } = draft.alert.plan;
  for (let i = index; i < steps.length; i++) {
    const step = steps[i] as EscalationStep;
    const familyHasIt = draft.alert.owner?.actor.tier === 'family' && (step.level === 'patient' || step.level === 'family');
    if (familyHasIt && steps.slice(i + 1).length > 0) continue;
    const reached = recipientsOf(step, draft.alert, draft.people, draft.at);
    const now = reached.filter((one) => one.sendAt === null);
    change(draft, { step: i, stepDueAt: draft.at + step.waitMs });
    record(draft, 'step', `Step ${i + 1} of ${steps.length}: ${levelNames[step.level]}.`, dueAt === undefined ? {} : { dueAt });
    for (const one of reached) attempt(draft, step, i, one, 0);
    if (now.length > 0) return;
    if (reached.length === 0) {
      record(draft, 'gap', `Nobody can be reached at this step (${levelNames[step.level]}); going on at once.`);
      const who = step.level === 'patient' ? 'no device at home that can speak' : `nobody to reach for ${levelNames[step.level]}`;
      createTask(draft, 'rota-gap', `g${draft.alert.generation}/s${i}`, `${draft.people.patient.knownAs}: ${who}.`);
    }
  }
  change(draft, { step: steps.length - 1, stepDueAt: draft.at + Math.max(restartMs, steps.at(-1)?.waitMs ?? 0) });
}

/** The step in force has run out, or nobody on it can be reached: the next one, or the centre again. */
export function advance(draft: Draft, dueAt?: number): void {
  const next = draft.alert.step + 1;
  if (next < draft.alert.plan.steps.length) return fireStep(draft, next, dueAt);
  change(draft, { generation: draft.alert.generation + 1 });
  record(draft, 'step', 'Nobody on the ladder has answered; it starts again at the coordination centre.');
  fireStep(draft, restartStep(draft));
}

/** Escalation starts again with whoever is on duty now. */
export function resume(draft: Draft): void {
  change(draft, { generation: draft.alert.generation + 1, owner: null, beforeAck: null });
  fireStep(draft, Math.max(0, draft.alert.step));
}

/** An answer can still come from this attempt. */
export function stillAsked(attempt: Attempt): boolean {
  return attempt.fate !== 'failed' && attempt.fate !== 'suppressed' && !attempt.declined;
}

/** This way did not work: the same person's next channel at once; when nobody of the step is left, the next step at once. */
export function nextChannel(draft: Draft, index: number, why: string): void {
  const failed = draft.alert.attempts[index] as Attempt;
  const step = draft.alert.plan.steps[failed.step] as EscalationStep;
  const reached: Reachable = { recipient: failed.recipient, channels: failed.channels, sendAt: null };
  if (failed.channel + 1 < failed.channels.length) return attempt(draft, step, failed.step, reached, failed.channel + 1);
  if (why === 'unconfirmed') return;
  createTask(
    draft,
    'unreachable',
    `g${draft.alert.generation}/s${failed.step}/${failed.recipient.id}`,
    `${failed.recipient.name} could not be reached for ${draft.people.patient.knownAs}.`,
  );
  const left = draft.alert.attempts.some((other) => other.step === draft.alert.step && stillAsked(other));
  if (!left && failed.step === draft.alert.step && draft.alert.stepDueAt !== null) {
    record(draft, 'gap', 'Nobody at this step could be reached; going on at once.');
    advance(draft);
  }
}

/** Everyone who was told, once each, with a way that has not failed; `except` knows already. */
export function everyoneTold(draft: Draft, except: Actor | null): Reachable[] {
  const told = new Map<string, Reachable>();
  for (const { recipient, channels, channel, fate } of draft.alert.attempts) {
    if (fate === 'failed' || fate === 'suppressed' || fate === 'planned' || recipient.kind === 'device') continue;
    if (except && except.id === recipient.id) continue;
    told.set(`${recipient.kind}:${recipient.id}`, { recipient, channels: [channels[channel] as Channel], sendAt: null });
  }
  return [...told.values()];
}
