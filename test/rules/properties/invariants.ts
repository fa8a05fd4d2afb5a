import { isDeepStrictEqual } from 'node:util';
import { unavailableAt } from '../../../rules/alerts/availability.ts';
import { alertWakeAt } from '../../../rules/alerts/deadlines.ts';
import { evidenceKept, snoozeMs } from '../../../rules/alerts/limits.ts';
import { type PatientState, patientWakeAt } from '../../../rules/engine/patient-state.ts';
import { isPaused } from '../../../rules/engine/pause.ts';
import type { Decision } from '../../../rules/engine/world.ts';
import { type AlertState, severities } from '../../../rules/model/alert.ts';
import type { Effect, Notification } from '../../../rules/model/effect.ts';
import type { AlertCommand, PatientInput } from '../../../rules/model/input.ts';

/** What is promised of every home, whatever happens in it. */
export const promises = [
  'no alert is an orphan: it has a deadline, or somebody holds it and their time has an end',
  'nothing is decided twice: not at a deadline, not for the same input, not in another message',
  'no step comes before its wait is over or somebody has said that they cannot',
  'no step of an urgent alert is suppressed: somebody is asked at once, or the gap is named and the next step follows',
  'every alert explains itself: all conditions are met and its timeline has no gap',
  'a pause raises nothing, closes nothing and ends',
  'a snooze ends',
  'no alert follows a lesser one, and it rests only as long as somebody has the one that it follows',
  'nobody is told without consent, on dates on which nothing may reach them, or that something is over of which they never heard',
] as const;
const [orphan, twice, early, suppressed, explained, pause, snooze, merge, consent] = promises;
export type Kept = (typeof promises)[number];

/** Commands after which somebody else is asked before the wait is over. */
const moving: readonly string[] = ['hand-over', 'decline', 'unacknowledge', 'snooze', 'unsnooze'];
/** Where a crew has had it, and its visit is over, the centre is asked at once. */
const movesOn = (command: AlertCommand, { owner }: AlertState) =>
  moving.includes(command.type) || (command.type === 'visit' && command.rest === 'resume' && owner?.onVisit === true);

type Hold = (promise: Kept, isKept: boolean, broken: string) => void;

/** A promise that was not kept. */
export class Broken extends Error {
  readonly promise: Kept;

  constructor(promise: Kept, message: string) {
    super(`${message} (${promise})`);
    this.promise = promise;
  }
}

/** What must hold after every input, and the little that has to be remembered for it. */
export class Invariants {
  /** How often each promise was put to the test. */
  readonly tried = new Map<Kept, number>();
  readonly #sent = new Map<string, string>();
  readonly #entries = new Map<string, number>();
  readonly #versions = new Map<string, number>();
  readonly #closed = new Set<string>();
  /** Alert and person: who was asked or handed an alert, and has not been told that it is over. */
  readonly #told = new Set<string>();

  /** Counts what is held, and throws with what is known where it does not hold. */
  #hold(known: () => unknown): Hold {
    return (promise, isKept, broken) => {
      this.tried.set(promise, (this.tried.get(promise) ?? 0) + 1);
      if (!isKept) throw new Broken(promise, `${broken}\n${JSON.stringify(known())}`);
    };
  }

  /** `before` is undefined for somebody who was not known. */
  check(decision: Decision, before: PatientState | undefined, after: PatientState): void {
    const hold = this.#hold(() => ({
      decision,
      before: [before?.alerts, before?.states],
      after: [after.alerts, after.states, after.wakes],
    }));
    const { effects, refused } = decision;
    hold(twice, refused === null || (effects.length === 0 && after === before), 'a refused command changed something');
    hold(orphan, after.wakeAt === patientWakeAt(after.wakes, after.alerts), 'a deadline is not in the wake time');
    for (const alert of after.alerts) {
      this.#open(alert, hold);
      this.#rests(alert, decision.input, hold);
      this.#follows(alert, after.alerts, hold);
    }
    for (const alert of after.alerts) if (!before?.alerts.some(({ id }) => id === alert.id)) this.#explained(alert, hold);
    for (const wakeAt of after.wakes)
      hold(orphan, wakeAt === Number.POSITIVE_INFINITY || Number.isInteger(wakeAt), 'a deadline is no whole millisecond');
    for (const effect of effects) {
      if (effect.type === 'save-alert') this.#saved(effect.alert, hold);
      else if (effect.type === 'append-timeline') {
        const { alertId, n } = effect.entry;
        hold(explained, n === (this.#entries.get(alertId) ?? 0) + 1, `the timeline of ${alertId} has a gap at ${n}`);
        this.#entries.set(alertId, n);
      } else if (effect.type === 'notify') this.#notified(effect.notification, before?.alerts ?? [], after, hold);
      else if (effect.type === 'withdraw-notification')
        // Words outside an alert are withdrawn from every device that might have been asked to say them, and the end of a rest from every carer
        // who might have been told: neither is remembered.
        hold(
          explained,
          this.#sent.has(effect.notificationId) || /\/(prompt|rest)\//.test(effect.notificationId),
          'withdrawn before it was written',
        );
    }
    if (before) this.#deadline(decision, before, after, hold);
    this.#asked(effects, hold);
    this.#paused(decision, before?.alerts ?? [], after, hold);
    for (const alert of after.alerts) {
      const was = before?.alerts.find((one) => one.id === alert.id);
      if (was) this.#stepped(decision, was, alert, hold);
    }
  }

  /** The same input at the same instant is no other decision. Words outside an alert carry the same id, and are sent once. */
  sameTwice(again: Decision | null, before: PatientState, after: PatientState): void {
    const hold = this.#hold(() => ({ again, before: before.states, after: after.states }));
    for (const effect of again?.effects ?? [])
      hold(
        twice,
        effect.type === 'create-task' || (effect.type === 'notify' && this.#sent.has(effect.notification.id)),
        `the same input again did ${effect.type}`,
      );
    hold(twice, after.alerts === before.alerts, 'the same input again changed an alert');
    hold(twice, isDeepStrictEqual(after.states, before.states), 'the same input again changed a state');
    hold(twice, after.wakeAt === before.wakeAt, 'the same input again moved a deadline');
  }

  /** A pause, or its end before its time, closes and clears no alert, and calls nobody. */
  onlyPaused(before: PatientState, after: PatientState): void {
    const hold = this.#hold(() => ({ before: before.alerts, after: after.alerts }));
    for (const { id, status, step, generation } of before.alerts) {
      const now = after.alerts.find((one) => one.id === id);
      hold(pause, now?.status === status && now.step === step && now.generation === generation, `a pause changed the alert ${id}`);
    }
  }

  /** Whoever opens an alert finds every condition of it met: nothing that is not known, and nothing that is not so. */
  #explained({ template, conditions }: AlertState, hold: Hold): void {
    const met = conditions !== undefined && conditions.length > 0 && conditions.every((one) => one.met === true);
    hold(explained, met, `${template} raised, and explains it with ${JSON.stringify(conditions)}`);
  }

  /** Every rung that is called out reaches somebody, or says why not and is followed by the next one or by a time to begin again. */
  #asked(effects: readonly Effect[], hold: Hold): void {
    const silent = new Map<string, string>();
    for (const effect of effects) {
      if (effect.type === 'notify' && effect.notification.alertId !== null) silent.delete(effect.notification.alertId);
      if (effect.type !== 'append-timeline') continue;
      const { alertId, type, text } = effect.entry;
      hold(suppressed, type !== 'step' || !silent.has(alertId), `nobody was asked, and no gap was named: ${silent.get(alertId)}`);
      if (type === 'step' && text.startsWith('Step')) silent.set(alertId, text);
      if (type === 'gap') silent.delete(alertId);
    }
    hold(suppressed, silent.size === 0, `nobody was asked, and no gap was named: ${[...silent.values()].join()}`);
  }

  /** A pause raises nothing and says nothing, and has an end at which somebody looks. */
  #paused({ input, effects }: Decision, was: readonly AlertState[], { scenarios, wakes, alerts }: PatientState, hold: Hold): void {
    scenarios.forEach((scenario, place) => {
      if (!isPaused(scenario, input.at)) return;
      hold(pause, wakes[place]! <= scenario.pausedUntilAt!, 'nobody looks at the end of a pause');
      const isOpen = was.some(({ scenarioId }) => scenarioId === scenario.id);
      hold(pause, isOpen || alerts.every(({ scenarioId }) => scenarioId !== scenario.id), 'a paused agreement has raised');
      const said = effects.some((one) => one.type === 'notify' && one.notification.id.startsWith(`${scenario.id}/prompt/`));
      hold(pause, isOpen || !said, 'a paused agreement has spoken');
    });
  }

  /** A rest has an end, at which somebody looks, and is never longer than an alert of this severity may rest. */
  #rests(alert: AlertState, input: PatientInput, hold: Hold): void {
    const looked = input.type === 'deadline' && 'alertId' in input.subject && input.subject.alertId === alert.id;
    for (const { scope, untilAt, sinceAt, actor } of alert.snoozes ?? []) {
      hold(snooze, (alertWakeAt(alert) ?? Number.POSITIVE_INFINITY) <= untilAt, 'nobody looks at the end of a snooze');
      hold(snooze, !looked || untilAt > input.at, 'a snooze that is over goes on');
      hold(snooze, untilAt - sinceAt <= snoozeMs[alert.severity], 'a snooze is too long');
      hold(snooze, alert.status === 'open', 'what has cleared is still put off');
      hold(snooze, scope === 'recipient' || alert.owner?.actor.id === actor.id, 'an alert rests, and nobody has it');
    }
  }

  #follows({ follows, severity, owner }: AlertState, open: readonly AlertState[], hold: Hold): void {
    if (!follows) return;
    const leader = open.find(({ id }) => id === follows.into);
    hold(merge, leader !== undefined && !leader.follows, 'it follows what is closed, or follows itself');
    hold(merge, severities.indexOf(leader!.severity) <= severities.indexOf(severity), 'the graver follows the lesser');
    const held = leader?.owner?.actor.tier === 'professional' && leader.owner.untilAt === owner?.untilAt;
    hold(merge, follows.rests === 'no' || held, 'it rests, and nobody has the other');
  }

  #open(alert: AlertState, hold: Hold): void {
    const wakeAt = alertWakeAt(alert);
    hold(orphan, alert.status !== 'closed', 'a closed alert is kept');
    hold(orphan, wakeAt !== null && Number.isInteger(wakeAt), 'an alert is never looked at again');
    hold(orphan, alert.evidence.length <= evidenceKept && alert.attempts.length <= 300, 'an alert grows without end');
    if (alert.status === 'cleared')
      return hold(orphan, alert.stepDueAt === null && alert.reviewDueAt !== null, 'nobody is asked for the outcome');
    hold(orphan, alert.stepDueAt !== null || alert.owner !== null, 'an open alert has neither deadline nor owner');
    const mayRest = alert.severity !== 'high' || alert.plan.familyHolds || alert.owner?.actor.tier === 'professional';
    hold(suppressed, alert.stepDueAt !== null || mayRest, 'a high alert rests without a professional');
  }

  #saved(alert: AlertState, hold: Hold): void {
    hold(twice, !this.#closed.has(alert.id), 'a closed alert changed');
    hold(twice, alert.version === (this.#versions.get(alert.id) ?? 0) + 1, 'the version does not go up by one');
    this.#versions.set(alert.id, alert.version);
    if (alert.status === 'closed') this.#closed.add(alert.id);
  }

  #notified(notification: Notification, was: readonly AlertState[], { context, alerts }: PatientState, hold: Hold): void {
    const { id, alertId, recipient, purpose, severity, sendAt, createdAt } = notification;
    const text = JSON.stringify(notification);
    // Words outside an alert: the same reading twice in one millisecond is the same decision, and has the same id.
    hold(twice, !this.#sent.has(id) || (alertId === null && this.#sent.get(id) === text), `the notification ${id} is not the only one`);
    this.#sent.set(id, text);
    if (recipient.kind === 'contact')
      hold(
        consent,
        context.contacts.some((one) => one.id === recipient.id && one.mayBeTold),
        `${recipient.id} is told without consent`,
      );
    if (alertId === null) return;
    const contact = context.contacts.find((one) => one.id === recipient.id);
    hold(
      consent,
      recipient.kind !== 'contact' || (contact && unavailableAt(contact, sendAt ?? createdAt) === null) === true,
      `${recipient.id} is told on dates on which nothing may reach them`,
    );
    hold(suppressed, severity !== 'high' || sendAt === null, 'a high alert waits for the end of quiet hours');
    const key = `${alertId} ${recipient.kind}:${recipient.id}`;
    if (purpose === 'resolved') {
      const isOwner = [...was, ...alerts].some((one) => one.id === alertId && one.owner?.actor.id === recipient.id);
      hold(consent, this.#told.has(key) || isOwner, `${recipient.id} hears that it is over, and was never told or hears it twice`);
      this.#told.delete(key);
    } else this.#told.add(key);
  }

  /** A deadline is answered once: what was due is due no more. Only another look of the same agreement may be due at the same instant. */
  #deadline({ input }: Decision, before: PatientState, after: PatientState, hold: Hold): void {
    if (input.type !== 'deadline') return;
    const { subject, at } = input;
    if ('alertId' in subject) {
      const alert = after.alerts.find(({ id }) => id === subject.alertId);
      return hold(twice, !alert || alertWakeAt(alert)! > at, 'a deadline of an alert did not move on');
    }
    const place = after.scenarios.findIndex(({ id }) => id === subject.scenarioId);
    const moved = place < 0 || after.wakes[place]! > at || after.states[place] !== before.states[place];
    hold(twice, moved, 'a deadline did not move on');
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
          early,
          'scenarioId' in input.subject ||
            isDue(was.stepDueAt) ||
            isDue(was.owner?.untilAt) ||
            was.snoozes?.some(({ untilAt }) => isDue(untilAt)) === true,
          'a step came before its wait was over',
        );
      case 'notification-fate':
        return hold(early, input.fate === 'failed', `a message that was ${input.fate} moved the ladder`);
      case 'command':
        return hold(early, movesOn(input.command, was), `"${input.command.type}" moved the ladder`);
      case 'observation':
        return hold(early, alert.generation > was.generation, 'a reading moved the ladder on within one pass');
      case 'context':
        return hold(early, alert.generation > was.generation, 'a change of the agreement moved the ladder');
    }
  }
}
