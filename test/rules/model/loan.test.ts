import { describe, expect, it } from 'vitest';
import {
  isLate,
  isOut,
  type LoanState,
  type LoanStep,
  loanAfter,
  loanDueAt,
  loanStates,
  loanStepsFrom,
  loanView,
  monthsAfter,
} from '../../../rules/model/loan.ts';

const london = 'Europe/London';
const at = (iso: string) => Date.parse(iso);

describe('the clock of an order', () => {
  it.each([
    ['standard', 'on a Monday: the Monday after', '2026-03-16T09:00Z', '2026-03-23T24:00Z'],
    ['standard', 'on a Saturday: the Friday after', '2026-03-14T09:00Z', '2026-03-20T24:00Z'],
    ['standard', 'before Easter: Good Friday and Easter Monday do not count', '2026-04-01T09:00+01:00', '2026-04-10T24:00+01:00'],
    ['standard', 'over the change of the clocks', '2026-03-26T09:00Z', '2026-04-02T24:00+01:00'],
    ['standard', 'late on a local day that is the next one in UTC', '2026-06-01T23:30Z', '2026-06-09T24:00+01:00'],
    ['discharge', 'on a Saturday: that day', '2026-03-14T09:00Z', '2026-03-14T24:00Z'],
    ['end-of-life', 'on Christmas Day: that day', '2026-12-25T22:00Z', '2026-12-25T24:00Z'],
  ] as const)('%s, %s', (urgency, _, orderedAt, dueAt) => {
    const [date, offset] = dueAt.split('T24:00');
    expect(loanDueAt(urgency, at(orderedAt), london)).toBe(at(`${date}T00:00${offset}`) + 86_400_000);
  });

  it.each([
    ['delivered in time', 100, 100, 500, false],
    ['delivered a moment late', 100, 101, 500, true],
    ['not there, and its time has not come', 100, null, 100, false],
    ['not there a moment later', 100, null, 101, true],
  ] as const)('%s', (_, dueAt, deliveredAt, now, late) => {
    expect(isLate(dueAt, deliveredAt, now)).toBe(late);
  });
});

describe('the life of a loan', () => {
  it.each<[string, LoanStep[], LoanState | null]>([
    [
      'lent, serviced, fetched and in the store again',
      ['delivered', 'installed', 'serviced', 'serviced', 'collected', 'returned'],
      'returned',
    ],
    ['fetched without having been put in', ['delivered', 'collected'], 'collected'],
    ['lost and found', ['delivered', 'installed', 'lost', 'found', 'returned'], 'returned'],
    ['cancelled', ['cancelled'], 'cancelled'],
    ['cancelled when it is there: it is collected', ['delivered', 'cancelled'], null],
    ['put in before it is there', ['installed'], null],
    ['serviced before it is put in', ['delivered', 'serviced'], null],
    ['delivered twice', ['delivered', 'delivered'], null],
    ['fetched twice', ['delivered', 'collected', 'collected'], null],
    ['lost in the store: that is not ours', ['delivered', 'collected', 'returned', 'lost'], null],
  ])('%s', (_, steps, end) => {
    const state = steps.reduce<LoanState | null>((now, step) => now && loanAfter(now, step), 'ordered');
    expect(state).toBe(end);
  });

  it('offers exactly the steps that can be done', () => {
    expect(loanStepsFrom('installed')).toEqual(['serviced', 'collected', 'lost']);
    for (const state of loanStates) expect(loanStepsFrom(state).every((step) => loanAfter(state, step) !== null)).toBe(true);
    expect(loanStates.filter((state) => loanStepsFrom(state).length === 0)).toEqual(['returned', 'cancelled']);
    expect(loanStates.filter(isOut)).toEqual(['ordered', 'delivered', 'installed']);
  });

  it.each([
    ['installed', '2026-03-20', '2026-03-19', 'installed'],
    ['installed', '2026-03-20', '2026-03-20', 'service-due'],
    ['installed', null, '2026-03-20', 'installed'],
    ['collected', '2026-03-20', '2026-03-21', 'collected'],
  ] as const)('%s with a service on %s is on %s %s', (state, serviceDueOn, today, view) => {
    expect(loanView(state, serviceDueOn, today)).toBe(view);
  });

  it.each([
    ['2026-03-16', 6, '2026-09-16'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2026-11-30', 1, '2026-12-30'],
  ])('from %s, %i months later is %s', (date, months, later) => {
    expect(monthsAfter(date, months)).toBe(later);
  });
});
