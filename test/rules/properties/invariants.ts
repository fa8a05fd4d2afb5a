import { alertWakeAt } from '../../../rules/alerts/deadlines.ts';
import { evidenceKept } from '../../../rules/alerts/limits.ts';
import { instancesOf, type PatientState, patientWakeAt } from '../../../rules/engine/patient-state.ts';
import type { Decision } from '../../../rules/engine/world.ts';
import type { AlertState } from '../../../rules/model/alert.ts';
import type { Notification } from '../../../rules/model/effect.ts';

type Hold = (promise: boolean, broken: string) => void;

/** What must hold after every input, and the little that has to be remembered for it. */
export class Invariants {
  readonly #sent = new Map<string, string>();
  readonly #entries = new Map<string, number>();
  readonly #versions = new Map<string, number>();
  readonly #closed = new Set<string>();
  /** Alert and person: who was asked or handed an alert, and has not been told that it is over. */
  readonly #told = new Set<string>();

  /** `before` is undefined for somebody who was not known. */
  check(decision: Decision, before: PatientState | undefined, after: PatientState): void {
    const hold: Hold = (promise, broken) => {
      if (!promise) throw new Error(`${broken}\n${JSON.stringify({ decision, before: before?.alerts, after: after.alerts })}`);
    };
    const { input, effects, refused } = decision;
    hold(refused === null || (effects.length === 0 && after === before), 'a refused command changed something');
    hold(after.wakeAt === patientWakeAt(after.wakes, after.alerts), 'a deadline is not in the wake time');
    for (const alert of after.alerts) this.#open(alert, hold);
    for (const wakeAt of after.wakes)
      hold(wakeAt === Number.POSITIVE_INFINITY || Number.isInteger(wakeAt), 'a deadline is no whole millisecond');
    for (const effect of effects) {
      if (effect.type === 'save-alert') this.#saved(effect.alert, hold);
      else if (effect.type === 'append-timeline') {
        const { alertId, n } = effect.entry;
        hold(n === (this.#entries.get(alertId) ?? 0) + 1, `the timeline of ${alertId} has a gap at ${n}`);
        this.#entries.set(alertId, n);
      } else if (effect.type === 'notify') this.#notified(effect.notification, before?.alerts ?? [], after, hold);
      else if (effect.type === 'withdraw-notification') hold(this.#sent.has(effect.notificationId), 'withdrawn before it was written');
    }
    if (input.type === 'deadline') this.#deadline(decision, after, hold);
    for (const alert of after.alerts) {
      const was = before?.alerts.find((one) => one.id === alert.id);
      if (was) this.#stepped(decision, was, alert, hold);
    }
  }

  #open(alert: AlertState, hold: Hold): void {
    const wakeAt = alertWakeAt(alert);
    hold(alert.status !== 'closed', 'a closed alert is kept');
    hold(wakeAt !== null && Number.isInteger(wakeAt), 'an alert is never looked at again');
    hold(alert.evidence.length <= evidenceKept && alert.attempts.length <= 300, 'an alert grows without end');
    if (alert.status === 'cleared') return hold(alert.stepDueAt === null && alert.reviewDueAt !== null, 'nobody is asked for the outcome');
    hold(alert.stepDueAt !== null || alert.owner !== null, 'an open alert has neither deadline nor owner');
    const mayRest = alert.severity !== 'high' || alert.plan.familyHolds || alert.owner?.actor.tier === 'professional';
    hold(alert.stepDueAt !== null || mayRest, 'a high alert rests without a professional');
  }

  #saved(alert: AlertState, hold: Hold): void {
    hold(!this.#closed.has(alert.id), 'a closed alert changed');
    hold(alert.version === (this.#versions.get(alert.id) ?? 0) + 1, 'the version does not go up by one');
    this.#versions.set(alert.id, alert.version);
    if (alert.status === 'closed') this.#closed.add(alert.id);
  }

  #notified(notification: Notification, was: readonly AlertState[], { context, alerts }: PatientState, hold: Hold): void {
    const { id, alertId, recipient, purpose, severity, sendAt } = notification;
    const text = JSON.stringify(notification);
    // Words outside an alert: the same reading twice in one millisecond is the same decision, and has the same id.
    hold(!this.#sent.has(id) || (alertId === null && this.#sent.get(id) === text), `the notification ${id} is not the only one`);
    this.#sent.set(id, text);
    if (recipient.kind === 'contact')
      hold(
        context.contacts.some((one) => one.id === recipient.id && one.mayBeTold),
        `${recipient.id} is told without consent`,
      );
    if (alertId === null) return;
    hold(severity !== 'high' || sendAt === null, 'a high alert waits for the end of quiet hours');
    const key = `${alertId} ${recipient.kind}:${recipient.id}`;
    if (purpose === 'resolved') {
      const isOwner = [...was, ...alerts].some((one) => one.id === alertId && one.owner?.actor.id === recipient.id);
      hold(this.#told.has(key) || isOwner, `${recipient.id} hears that it is over, and was never told or hears it twice`);
      this.#told.delete(key);
    } else this.#told.add(key);
  }

  /** A deadline is answered once: what was due is due no more. */
  #deadline({ input }: Decision, after: PatientState, hold: Hold): void {
    if (input.type !== 'deadline') return;
    const { subject, at } = input;
    const wakeAt =
      'alertId' in subject
        ? after.alerts.flatMap((alert) => (alert.id === subject.alertId ? [alertWakeAt(alert)] : []))
        : instancesOf(after).flatMap((one) => (one.scenario.id === subject.scenarioId ? [one.wakeAt] : []));
    hold(
      wakeAt.every((one) => one === null || one > at),
      'a deadline did not move on',
    );
  }

  /** Time alone moves an alert on only when its wait, or somebody's lease, is over. */
  #stepped({ input, effects }: Decision, was: AlertState, alert: AlertState, hold: Hold): void {
    const fired = effects.some(
      (effect) => effect.type === 'append-timeline' && effect.entry.alertId === alert.id && effect.entry.type === 'step',
    );
    if (!fired) return;
    const isDue = (at: number | null | undefined) => typeof at === 'number' && at <= input.at;
    switch (input.type) {
      case 'deadline':
        return hold(
          'scenarioId' in input.subject || isDue(was.stepDueAt) || isDue(was.owner?.untilAt),
          'a step came before its wait was over',
        );
      case 'notification-fate':
        return hold(input.fate === 'failed', `a message that was ${input.fate} moved the ladder`);
      case 'command':
        return hold(['hand-over', 'decline', 'unacknowledge'].includes(input.command.type), `"${input.command.type}" moved the ladder`);
      case 'observation':
        return hold(alert.generation > was.generation, 'a reading moved the ladder on within one pass');
      case 'context':
        return hold(alert.generation > was.generation, 'a change of the agreement moved the ladder');
    }
  }
}
