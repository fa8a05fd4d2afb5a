import { type Calendar, dateOfDay, dayNumber, nextDate } from './calendar.ts';
import { addDays, type Instant, localDate, wallClockAt } from './time.ts';

/** Equipment on loan, such as a bed, a commode or a pendant, from the order until it is fetched again. */
export const loanStates = ['ordered', 'delivered', 'installed', 'collected', 'returned', 'lost', 'cancelled'] as const;
export type LoanState = (typeof loanStates)[number];

/** As people see it: an installed thing whose service is due is `service-due`, whoever has noticed. */
export type LoanView = LoanState | 'service-due';

/** What can be done with a thing. */
export const loanSteps = ['delivered', 'installed', 'serviced', 'collected', 'returned', 'lost', 'found', 'cancelled'] as const;
export type LoanStep = (typeof loanSteps)[number];

/**
 * What follows from each step in each state; what is not here cannot be done. `returned`: it is in the store again, cleaned. A thing that is
 * delivered may go back without ever having been put in.
 */
const after: Readonly<Record<LoanState, Partial<Readonly<Record<LoanStep, LoanState>>>>> = {
  ordered: { delivered: 'delivered', cancelled: 'cancelled' },
  delivered: { installed: 'installed', collected: 'collected', lost: 'lost' },
  installed: { serviced: 'installed', collected: 'collected', lost: 'lost' },
  collected: { returned: 'returned', lost: 'lost' },
  returned: {},
  lost: { found: 'collected' },
  cancelled: {},
};

/** The state after a step; null: that cannot be done now. */
export function loanAfter(state: LoanState, step: LoanStep): LoanState | null {
  return after[state][step] ?? null;
}

/** What can be done with a thing in this state. */
export function loanStepsFrom(state: LoanState): readonly LoanStep[] {
  return loanSteps.filter((step) => step in after[state]);
}

/** Still on its way to somebody or with them. */
export function isOut(state: LoanState): boolean {
  return state === 'ordered' || state === 'delivered' || state === 'installed';
}

/** Why it is ordered decides its clock. */
export const urgencies = ['standard', 'discharge', 'end-of-life'] as const;
export type Urgency = (typeof urgencies)[number];

/** Community equipment services in England: five working days, and the same day where somebody comes home from hospital or is dying. */
const standardDays = 5;
const workingDays: Calendar = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], bankHolidays: 'exclude' };

/**
 * By when what is ordered must be there: an urgent order by the end of the local day on which it was made, whatever day that is; a standard one
 * by the end of the fifth working day after it (bank holidays of England and Wales are none).
 */
export function loanDueAt(urgency: Urgency, orderedAt: Instant, zone: string): Instant {
  let date = localDate(zone, orderedAt);
  // There is always a next working day.
  if (urgency === 'standard') for (let n = 0; n < standardDays; n++) date = nextDate(workingDays, date)!;
  return wallClockAt(zone, addDays(date, 1), '00:00');
}

/** Whether a clock was, or is, not kept; `deliveredAt` null: not yet there. */
export function isLate(dueAt: Instant, deliveredAt: Instant | null, at: Instant): boolean {
  return (deliveredAt ?? at) > dueAt;
}

/** The date that lies so many months after another; the last of the month where that day does not exist. */
export function monthsAfter(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = (month: number) =>
    dayNumber(`${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`);
  return dateOfDay(Math.min(first(count) + Number(date.slice(8, 10)) - 1, first(count + 1) - 1));
}

/** How a thing stands on a local date: `serviceDueOn` (`YYYY-MM-DD`) is the first day on which its service is due. */
export function loanView(state: LoanState, serviceDueOn: string | null, today: string): LoanView {
  return state === 'installed' && serviceDueOn !== null && serviceDueOn <= today ? 'service-due' : state;
}
