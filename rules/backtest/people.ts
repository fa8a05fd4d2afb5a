import type { Decision, World } from '../engine/world.ts';
import type { Actor, AlertState } from '../model/alert.ts';
import type { Effect, Notification } from '../model/effect.ts';
import type { AlertCommand } from '../model/input.ts';
import { hour, type Instant, minute } from '../model/time.ts';

/**
 * Who answers in a backtest. `nobody`: the ladder goes on until the condition clears; `first-family`: the first contact who is told
 * of an alert acknowledges it after `afterMs`; `recorded`: what people did then, and what became of messages then.
 */
export interface SimulatedPeople {
  readonly answers: 'nobody' | 'first-family' | 'recorded';
  readonly afterMs: number;
  /** A cleared alert gets its outcome recorded after this long; an acknowledgement by family is followed by closing after it. */
  readonly codedAfterMs: number;
  /** An alert whose condition never clears is closed this long after it opened, so that the next one counts by itself. */
  readonly closedAfterMs: number;
}

export const nobodyAnswers: SimulatedPeople = { answers: 'nobody', afterMs: 0, codedAfterMs: 20 * minute, closedAfterMs: 12 * hour };

const colleague: Actor = { kind: 'user', id: 'simulated', name: 'Simulated colleague', tier: 'professional' };

interface Planned {
  readonly at: Instant;
  readonly patientId: string;
  readonly alertId: string;
  readonly command: AlertCommand;
  /** Only if the condition has been clear since then. */
  readonly clearedAt: Instant | null;
}

/** What simulated people are going to do, and when. They see alerts and messages, and nothing else. */
export class PeopleAnswering {
  readonly #people: SimulatedPeople;
  /** By time, the next one last. */
  readonly #planned: Planned[] = [];
  readonly #firstAsked = new Map<string, string>();
  readonly #known = new Set<string>();

  constructor(people: SimulatedPeople) {
    this.#people = people;
  }

  get recorded(): boolean {
    return this.#people.answers === 'recorded';
  }

  /** When somebody acts next; null: nobody is going to. */
  nextAt(): Instant | null {
    return this.#planned.at(-1)?.at ?? null;
  }

  /** The next act that is due and still makes sense to the one who acts; null: nobody acts by then. */
  take(at: Instant, world: World): Planned | null {
    for (;;) {
      const next = this.#planned.at(-1);
      if (!next || next.at > at) return null;
      this.#planned.pop();
      const alert = world.patient(next.patientId)?.alerts.find((one) => one.id === next.alertId);
      if (alert && (next.clearedAt === null || next.clearedAt === alert.clearedAt)) return next;
    }
  }

  /** Hears of one decision. */
  hear({ effects }: Decision): void {
    if (this.recorded) return;
    for (const effect of effects) this.#effect(effect);
  }

  #effect(effect: Effect): void {
    if (effect.type === 'save-alert') this.#alert(effect.alert);
    else if (effect.type === 'notify') this.#asked(effect.notification);
  }

  #alert({ id, patientId, status, openedAt, clearedAt }: AlertState): void {
    const { codedAfterMs, closedAfterMs } = this.#people;
    const close = (outcome: 'condition-settled' | 'unable-to-contact'): AlertCommand => ({
      type: 'close',
      actor: colleague,
      outcome,
      note: '',
    });
    if (!this.#known.has(id)) {
      this.#known.add(id);
      this.#plan({ at: openedAt + closedAfterMs, patientId, alertId: id, command: close('unable-to-contact'), clearedAt: null });
    }
    if (status === 'cleared' && clearedAt !== null)
      this.#plan({ at: clearedAt + codedAfterMs, patientId, alertId: id, command: close('condition-settled'), clearedAt });
  }

  #asked({ alertId, patientId, purpose, recipient, createdAt, sendAt }: Notification): void {
    if (this.#people.answers !== 'first-family' || alertId === null || purpose !== 'escalation' || recipient.kind !== 'contact') return;
    const first = this.#firstAsked.get(alertId) ?? recipient.id;
    this.#firstAsked.set(alertId, first);
    if (first !== recipient.id) return;
    const actor: Actor = { kind: 'contact', id: recipient.id, name: recipient.name, tier: 'family' };
    const at = (sendAt ?? createdAt) + this.#people.afterMs;
    this.#plan({ at, patientId, alertId, command: { type: 'acknowledge', actor }, clearedAt: null });
    const close: AlertCommand = { type: 'close', actor, outcome: 'keyholder-attending', note: '' };
    this.#plan({ at: at + this.#people.codedAfterMs, patientId, alertId, command: close, clearedAt: null });
  }

  #plan(planned: Planned): void {
    let i = this.#planned.length;
    while (i > 0 && (this.#planned[i - 1] as Planned).at <= planned.at) i--;
    this.#planned.splice(i, 0, planned);
  }
}
