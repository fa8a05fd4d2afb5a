import { isLate, loanStepsFrom, loanView } from '../../rules/model/loan.ts';
import { type Instant, localDate } from '../../rules/model/time.ts';
import type { EquipmentOrder } from '../contract/loans.ts';
import type { LoanRow, OrderRow } from '../store/loans.ts';
import { iso, isoOrNull } from './instant.ts';

/** An order as people see it at `at`. What was cancelled is not late. */
export function toEquipmentOrder({ zone, items, orderedAt, dueAt, ...order }: OrderRow, at: Instant): EquipmentOrder {
  const today = localDate(zone, at);
  const late = ({ state, deliveredAt }: LoanRow) => state !== 'cancelled' && isLate(dueAt, deliveredAt, at);
  return {
    ...order,
    orderedAt: iso(orderedAt),
    dueAt: iso(dueAt),
    late: items.some(late),
    waiting: items.some(({ state }) => state === 'ordered'),
    items: items.map((item) => ({
      ...item,
      state: loanView(item.state, item.serviceDueOn, today),
      deliveredAt: isoOrNull(item.deliveredAt),
      late: late(item),
      steps: [...loanStepsFrom(item.state)],
      events: item.events.map((event) => ({ ...event, at: iso(event.at) })),
    })),
  };
}
