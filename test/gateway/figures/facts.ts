import type { AlertFact, Facts } from '../../../gateway/figures/facts.ts';
import { day, type Instant } from '../../../rules/model/time.ts';

/** 1 June 2026, 00:00 in London. */
export const juneAt = Date.UTC(2026, 4, 31, 23);
export const june = { fromAt: juneAt, toAt: juneAt + 30 * day };

let made = 0;
/** An alert of June that was closed as advice, without the centre, but for what is said. */
export function aFact(changes: Partial<AlertFact> = {}): AlertFact {
  made += 1;
  const openedAt: Instant = changes.openedAt ?? changes.askedAt ?? juneAt;
  return {
    id: `fact.${made}`,
    severity: 'low',
    template: 'fridge',
    scenarioId: 'fridge-1',
    openedAt,
    code: 'advice',
    promptFirst: false,
    askedAt: null,
    answeredAt: null,
    settledAt: null,
    ...changes,
  };
}

/** Nothing but one person, looked after all the time. */
export const facts = (changes: Partial<Facts> = {}): Facts => ({
  alerts: [],
  visits: null,
  kit: [],
  operators: new Map(),
  stale: 0,
  quarantined: 0,
  personDays: 30,
  sinceAt: 0,
  ...changes,
});
