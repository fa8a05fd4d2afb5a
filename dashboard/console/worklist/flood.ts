import type { AlertSummary } from '../../../gateway/contract/alerts.ts';

/** Above so many alerts in ten minutes for each of those who answer them, a list of single alerts no longer shows what is going on (EEMUA 191). */
export const floodAbove = 10;
const floodMs = 600_000;

/** Whether more has come in the ten minutes before `now` (or since) than `operators` people can look at one by one. */
export function isFlood(alerts: Iterable<AlertSummary>, operators: number, now: number): boolean {
  let recent = 0;
  for (const { status, openedAt } of alerts) if (status === 'open' && now - Date.parse(openedAt) < floodMs) recent += 1;
  return recent > floodAbove * operators;
}
