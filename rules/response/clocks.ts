import type { Urgency } from '../model/response.ts';
import { currentOrNextWindow, hour, type Instant, minute } from '../model/time.ts';

/** Visit: nine in ten within 45 min of the decision, the rest within 60; access within 5 min of arrival (clinical.md, UK telecare practice). */
export const visitMs = { arriveBy: 45 * minute, atLatest: 60 * minute } as const;
export const accessMs = 5 * minute;
/** Urgent community response: within two hours, 08:00 to 20:00, seven days (the same). */
export const urgentResponseMs = 2 * hour;
const urgentResponseHours = { from: '08:00', to: '20:00' } as const;
/** How long before its end a clock warns. */
export const warnMs = { visit: 10 * minute, 'urgent-community-response': 30 * minute, access: minute } as const;

export interface Clocks {
  readonly arriveByAt: Instant;
  readonly arriveAtLatestAt: Instant;
  /** Urgent community response was asked for at night: its two hours begin when its day begins. */
  readonly outsideHours: boolean;
}

/** By when somebody must be there, from the instant of the decision. `zone` is the patient's. */
export function clocksOf(urgency: Urgency, decidedAt: Instant, zone: string): Clocks {
  if (urgency === 'visit')
    return { arriveByAt: decidedAt + visitMs.arriveBy, arriveAtLatestAt: decidedAt + visitMs.atLatest, outsideHours: false };
  const { fromAt } = currentOrNextWindow(zone, decidedAt, urgentResponseHours);
  const byAt = Math.max(fromAt, decidedAt) + urgentResponseMs;
  return { arriveByAt: byAt, arriveAtLatestAt: byAt, outsideHours: fromAt > decidedAt };
}

/** What of a job the clocks run by. */
export interface Progress {
  readonly urgency: Urgency;
  readonly clocks: Clocks;
  readonly arrivedAt: Instant | null;
  readonly accessAt: Instant | null;
}

export type ClockName = 'arrive-by' | 'arrive-at-latest' | 'access-by';
export interface Mark {
  readonly name: ClockName;
  readonly kind: 'warning' | 'missed';
  /** The first instant at which it is so. */
  readonly at: Instant;
  readonly dueAt: Instant;
}

/** Every instant at which a clock that still runs warns, or is missed. At the instant itself it is still kept. */
export function marksOf({ urgency, clocks, arrivedAt, accessAt }: Progress): readonly Mark[] {
  const mark = (name: ClockName, dueAt: Instant, beforeMs: number | null): Mark[] => [
    ...(beforeMs === null ? [] : [{ name, kind: 'warning' as const, at: dueAt - beforeMs, dueAt }]),
    { name, kind: 'missed', at: dueAt + 1, dueAt },
  ];
  if (arrivedAt === null) {
    const { arriveByAt, arriveAtLatestAt } = clocks;
    const first = arriveByAt < arriveAtLatestAt;
    return [
      ...(first ? mark('arrive-by', arriveByAt, warnMs[urgency]) : []),
      ...mark('arrive-at-latest', arriveAtLatestAt, first ? null : warnMs[urgency]),
    ];
  }
  return accessAt === null ? mark('access-by', arrivedAt + accessMs, warnMs.access) : [];
}

/** The clocks that were not kept, as far as it is known at `at` (for a job that is over: when it ended). */
export function missedClocks({ clocks, arrivedAt, accessAt }: Progress, at: Instant): ClockName[] {
  const missed: ClockName[] = [];
  const there = arrivedAt ?? at;
  if (there > clocks.arriveByAt && clocks.arriveByAt < clocks.arriveAtLatestAt) missed.push('arrive-by');
  if (there > clocks.arriveAtLatestAt) missed.push('arrive-at-latest');
  if (arrivedAt !== null && (accessAt ?? at) > arrivedAt + accessMs) missed.push('access-by');
  return missed;
}
