import { isDeepStrictEqual } from 'node:util';
import { commandRefusal } from '../../../rules/alerts/allowed.ts';
import { type AlertInput, stepAlert } from '../../../rules/alerts/lifecycle.ts';
import type { PeopleContext } from '../../../rules/alerts/recipients.ts';
import { newAlert } from '../../../rules/engine/new-alert.ts';
import type { AlertState, Attempt, EscalationPlan, EscalationStep, Severity, TimelineEntry } from '../../../rules/model/alert.ts';
import type { Effect, Notification, Task } from '../../../rules/model/effect.ts';
import type { AlertCommand } from '../../../rules/model/input.ts';
import type { Instant } from '../../../rules/model/time.ts';
import { people, steps } from './people.ts';

export interface Given {
  readonly severity?: Severity;
  readonly steps?: readonly EscalationStep[];
  readonly plan?: Partial<EscalationPlan>;
  readonly people?: PeopleContext;
  /** When the alert opens; 2026-03-02 10:00 UTC unless said otherwise. */
  readonly at?: Instant;
}

type Told = AlertInput extends infer I ? (I extends { at: Instant } ? Omit<I, 'at'> : never) : never;

/** One alert under virtual time. After every input it holds the alert to what is always true, see `#hold`. */
export class Case {
  alert: AlertState;
  people: PeopleContext;
  now: Instant;
  readonly openedAt: Instant;
  readonly effects: { readonly at: Instant; readonly effect: Effect }[] = [];
  readonly #ids = new Set<string>();

  constructor(given: Given = {}) {
    this.people = given.people ?? people();
    this.now = given.at ?? Date.parse('2026-03-02T10:00:00Z');
    this.openedAt = this.now;
    const scenario = {
      id: 's',
      version: 1,
      template: 'fridge',
      params: {},
      plan: { steps: given.steps ?? steps, familyHolds: false, okClears: true, ...given.plan },
      severity: given.severity ?? 'moderate',
      approvedBy: 'Dr Amin',
      activeFromAt: 0,
    } as const;
    this.alert = newAlert(this.people.patient, scenario, 1, { reason: 'Nothing eaten.', evidence: [] }, this.now);
    this.tell({ type: 'opened' });
  }

  tell(told: Told): void {
    const input = { ...told, at: this.now } as AlertInput;
    const before = this.alert;
    const stepped = stepAlert(before, input, this.people);
    const restored = stepAlert(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(input)), this.people);
    if (!isDeepStrictEqual(restored, stepped)) throw new Error(`a restored alert behaves differently: ${JSON.stringify(input)}`);
    this.alert = stepped.state;
    for (const effect of stepped.effects) this.effects.push({ at: this.now, effect });
    this.#hold(before, stepped.effects, stepped.wakeAt);
  }

  /** Carries a command out; throws when it is refused. */
  command(command: AlertCommand): void {
    const no = commandRefusal(this.alert, command, this.now, []);
    if (no !== null) throw new Error(no);
    this.tell({ type: 'command', command });
  }

  /** What became of the newest attempt to reach this person. */
  fate(recipientId: string, fate: 'sent' | 'delivered' | 'confirmed' | 'failed', detail = ''): void {
    const { notificationId } = this.attempt(recipientId);
    this.tell({ type: 'fate', notificationId, fate, detail });
  }

  /** Lets `ms` pass; every deadline comes when it is due. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let woken = 0; ; woken++) {
      const wakeAt = this.wakeAt;
      if (wakeAt === null || wakeAt > until) break;
      if (woken > 100_000) throw new Error('wakes for ever');
      this.now = Math.max(this.now, wakeAt);
      this.tell({ type: 'deadline', dueAt: wakeAt });
      if (this.wakeAt !== null && this.wakeAt <= this.now) throw new Error('a deadline did not move on');
    }
    this.now = until;
  }

  /** An outage of ours: `ms` pass, and every deadline comes only afterwards. */
  gatewayDown(ms: number): void {
    this.now += ms;
    const dueAt = this.wakeAt;
    if (dueAt !== null && dueAt <= this.now) this.tell({ type: 'deadline', dueAt });
  }

  get wakeAt(): Instant | null {
    return stepAlert(this.alert, { type: 'deadline', at: 0, dueAt: 0 }, this.people).wakeAt;
  }

  get notifications(): Notification[] {
    return this.effects.flatMap(({ effect }) => (effect.type === 'notify' ? [effect.notification] : []));
  }

  get tasks(): Task[] {
    return this.effects.flatMap(({ effect }) => (effect.type === 'create-task' ? [effect.task] : []));
  }

  get timeline(): TimelineEntry[] {
    return this.effects.flatMap(({ effect }) => (effect.type === 'append-timeline' ? [effect.entry] : []));
  }

  attempt(recipientId: string): Attempt {
    const found = this.alert.attempts.findLast((attempt) => attempt.recipient.id === recipientId);
    if (!found) throw new Error(`${recipientId} was not asked`);
    return found;
  }

  /** What reached people or was taken back, a line each: `30:00 escalation Mary by email`, with minutes and seconds since the opening. */
  said(fromAt: Instant = this.openedAt): string[] {
    return this.effects.flatMap(({ at, effect }) => {
      if (at < fromAt) return [];
      const time = this.#minutes(at);
      if (effect.type === 'withdraw-notification') return [`${time} withdrawn ${effect.notificationId.split('/').at(-2)}`];
      if (effect.type === 'create-task') return [`${time} task ${effect.task.kind}`];
      if (effect.type !== 'notify') return [];
      const { purpose, recipient, channel, sendAt } = effect.notification;
      const later = sendAt === null ? '' : ` at ${new Date(sendAt).toISOString().slice(11, 16)}`;
      return [`${time} ${purpose} ${recipient.name} by ${channel.kind}${later}`];
    });
  }

  #minutes(at: Instant): string {
    const ms = at - this.openedAt;
    const fraction = ms % 1_000 === 0 ? '' : `.${String(ms % 1_000).padStart(3, '0')}`;
    return `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}${fraction}`;
  }

  #hold(before: AlertState, effects: readonly Effect[], wakeAt: Instant | null): void {
    const hold = (promise: boolean, broken: string) => {
      if (!promise) throw new Error(`${broken}: ${JSON.stringify({ before, after: this.alert })}`);
    };
    const { alert } = this;
    const saved = effects.filter((effect) => effect.type === 'save-alert');
    hold(alert === before ? effects.length === 0 : saved.length === 1 && saved[0]?.alert === alert, 'what changed is not saved once');
    hold(alert.version === before.version + (alert === before ? 0 : 1), 'the version does not go up by one');
    const entries = effects.flatMap((effect) => (effect.type === 'append-timeline' ? [effect.entry.n] : []));
    hold(
      isDeepStrictEqual(
        entries,
        [...entries.keys()].map((i) => before.entries + 1 + i),
      ),
      'the timeline has gaps',
    );
    hold(alert.entries === before.entries + entries.length, 'the timeline is not counted');
    for (const effect of effects) {
      if (effect.type !== 'notify') continue;
      hold(!this.#ids.has(effect.notification.id), `the notification ${effect.notification.id} is not the only one`);
      this.#ids.add(effect.notification.id);
    }
    hold((alert.status === 'closed') === (wakeAt === null), 'an alert that is not closed is never looked at again');
    hold(alert.status !== 'open' || alert.stepDueAt !== null || alert.owner !== null, 'nobody and nothing moves the alert on');
    hold(wakeAt === null || Number.isInteger(wakeAt), 'a deadline is no whole millisecond');
  }
}
