import type { AlertState, TimelineEntry } from '../../../rules/model/alert.ts';

/** Our own time away, wall clock. */
export interface Outage {
  readonly fromAt: number;
  readonly untilAt: number;
}

export interface LadderReport {
  readonly steps: number;
  /** Steps that were found overdue after a restart and say so. */
  readonly late: number;
  /** One line for each step that is missing, early, doubled or late without a reason. */
  readonly faults: readonly string[];
}

interface Options {
  readonly alerts: readonly AlertState[];
  /** In order. */
  readonly timelineOf: (alertId: string) => readonly TimelineEntry[];
  readonly outages: readonly Outage[];
  /** When everything due must have been done. */
  readonly now: number;
  /** What a busy machine is allowed. */
  readonly graceMs: number;
}

/** From here on a deadline found late is marked (rules/alerts/limits.ts). */
const markedMs = 5_000;

/**
 * Reads the steps of every alert back from its timeline: each in its turn, none before the wait of the one before it, none left
 * out, late only for as long as we were away, and then marked.
 */
export function checkLadders({ alerts, timelineOf, outages, now, graceMs }: Options): LadderReport {
  const faults: string[] = [];
  let steps = 0;
  let late = 0;
  for (const alert of alerts) {
    const walk = new Walk(alert);
    for (const entry of timelineOf(alert.id)) {
      const fault = walk.take(entry);
      if (fault) faults.push(`${alert.id} entry ${entry.n} (${entry.text}): ${fault}`);
      if (entry.type !== 'step') continue;
      if (/^Step /.test(entry.text)) steps++;
      if (entry.lateMs === null) continue;
      late++;
      const dueAt = entry.at - entry.lateMs;
      if (!outages.some(({ fromAt, untilAt }) => dueAt >= fromAt - graceMs && entry.at <= untilAt + graceMs))
        faults.push(`${alert.id} entry ${entry.n}: ${entry.lateMs} ms late while we were there`);
    }
    if (walk.dueAt !== alert.stepDueAt) faults.push(`${alert.id}: next step at ${alert.stepDueAt}, by its timeline at ${walk.dueAt}`);
    if (alert.stepDueAt !== null && alert.stepDueAt < now - graceMs)
      faults.push(`${alert.id}: a step is ${now - alert.stepDueAt} ms overdue`);
  }
  return { steps, late, faults };
}

/** One alert, entry by entry. Nobody acknowledges or closes in these tests, and every rung has somebody on it. */
class Walk {
  readonly #alert: AlertState;
  /** Rung that must come next. */
  #next = 0;
  /** When it must come; null: not at all. */
  dueAt: number | null;

  constructor(alert: AlertState) {
    this.#alert = alert;
    this.dueAt = alert.openedAt;
  }

  take({ type, text, at, lateMs }: TimelineEntry): string | null {
    const { steps } = this.#alert.plan;
    switch (type) {
      case 'cleared':
        this.dueAt = null;
        return null;
      case 'recurred':
        this.#next = 0;
        this.dueAt = at;
        return null;
      case 'gap':
        // Nobody of the rung could be reached, on a machine too busy for its receivers: the next one is called at once.
        this.dueAt = at;
        return null;
      case 'step':
        break;
      default:
        return null;
    }
    const { dueAt } = this;
    if (dueAt === null) return 'a step after the condition had cleared';
    if (at < dueAt) return `${dueAt - at} ms before its time`;
    const said = /^Step (\d+) of/.exec(text);
    if (!said) {
      if (this.#next !== steps.length) return `starts again before rung ${this.#next + 1} was called`;
      const centre = steps.findIndex((step) => step.level === 'coordination');
      this.#next = Math.max(0, centre);
      return null;
    }
    const behindMs = at - dueAt;
    if (lateMs !== (behindMs >= markedMs ? behindMs : null)) return `says ${lateMs} ms late, and is ${behindMs}`;
    const index = Number(said[1]) - 1;
    if (index !== this.#next) return `rung ${this.#next + 1} was to come`;
    this.#next = index + 1;
    this.dueAt = at + steps[index]!.waitMs;
    return null;
  }
}
