import { day, hour, type Instant, minute } from '../model/time.ts';
import { clockTime, howLong } from '../scenarios/words.ts';
import type { BacktestReport, WouldBeAlert } from './report.ts';

/** Alerts of two versions that opened within this time of each other are about the same event. */
const sameEventMs = 6 * hour;

export interface AlertPair {
  readonly current: WouldBeAlert;
  readonly proposed: WouldBeAlert;
  /** How much later the proposed version would have raised it; negative: earlier. */
  readonly laterMs: number;
}

interface Totals {
  readonly alerts: number;
  readonly alertsPerWeek: number;
  /** Words to the patient. */
  readonly prompts: number;
  /** Messages to family, teams and people on call. */
  readonly messages: number;
}

/** What another version would have done otherwise over the same history. */
export interface BacktestDifference {
  readonly current: Totals;
  readonly proposed: Totals;
  readonly onlyInCurrent: readonly WouldBeAlert[];
  readonly onlyInProposed: readonly WouldBeAlert[];
  readonly inBoth: readonly AlertPair[];
  /** The difference in plain sentences, the sum first. */
  readonly words: readonly string[];
}

/**
 * Compares what two versions would have done with the same history. Agreements are compared by id; one that is left over on each side
 * is the other's replacement, such as another template. Throws RangeError when the two are not about the same person and time.
 */
export function compareBacktests(current: BacktestReport, proposed: BacktestReport): BacktestDifference {
  if (current.patientId !== proposed.patientId || current.fromAt !== proposed.fromAt || current.toAt !== proposed.toAt)
    throw new RangeError('only backtests of one person over the same time can be compared');
  const onlyInCurrent: WouldBeAlert[] = [];
  const onlyInProposed: WouldBeAlert[] = [];
  const inBoth: AlertPair[] = [];
  for (const [left, right] of pairedAgreements(current, proposed)) {
    const matched = matchAlerts(
      current.alerts.filter(({ scenarioId }) => scenarioId === left),
      proposed.alerts.filter(({ scenarioId }) => scenarioId === right),
    );
    onlyInCurrent.push(...matched.onlyInCurrent);
    onlyInProposed.push(...matched.onlyInProposed);
    inBoth.push(...matched.inBoth);
  }
  const byTime = (a: WouldBeAlert, b: WouldBeAlert) => a.openedAt - b.openedAt;
  onlyInCurrent.sort(byTime);
  onlyInProposed.sort(byTime);
  inBoth.sort((a, b) => byTime(a.current, b.current));
  const difference = { current: totals(current), proposed: totals(proposed), onlyInCurrent, onlyInProposed, inBoth };
  return { ...difference, words: inWords(difference, current) };
}

function pairedAgreements(current: BacktestReport, proposed: BacktestReport): (readonly [string | null, string | null])[] {
  const ids = (report: BacktestReport) => report.scenarios.map(({ id }) => id);
  const both = ids(current).filter((id) => ids(proposed).includes(id));
  const left = ids(current).filter((id) => !both.includes(id));
  const right = ids(proposed).filter((id) => !both.includes(id));
  const same = both.map((id) => [id, id] as const);
  if (left.length === 1 && right.length === 1) return [...same, [left[0] as string, right[0] as string]];
  return [...same, ...left.map((id) => [id, null] as const), ...right.map((id) => [null, id] as const)];
}

type Matched = Pick<BacktestDifference, 'onlyInCurrent' | 'onlyInProposed' | 'inBoth'>;

/** Both lists are in the order of opening. The nearer of two neighbours is the match. */
function matchAlerts(current: readonly WouldBeAlert[], proposed: readonly WouldBeAlert[]): Matched {
  const matched = { onlyInCurrent: [] as WouldBeAlert[], onlyInProposed: [] as WouldBeAlert[], inBoth: [] as AlertPair[] };
  const apart = (a: WouldBeAlert | undefined, b: WouldBeAlert | undefined) =>
    a && b ? Math.abs(a.openedAt - b.openedAt) : Number.POSITIVE_INFINITY;
  let i = 0;
  let j = 0;
  for (let a = current[i], b = proposed[j]; a || b; a = current[i], b = proposed[j]) {
    const near = apart(a, b);
    if (a && b && near <= sameEventMs && near <= apart(current[i + 1], b) && near <= apart(a, proposed[j + 1])) {
      matched.inBoth.push({ current: a, proposed: b, laterMs: b.openedAt - a.openedAt });
      i++;
      j++;
    } else if (a && (!b || a.openedAt <= b.openedAt)) {
      matched.onlyInCurrent.push(a);
      i++;
    } else if (b) {
      matched.onlyInProposed.push(b);
      j++;
    }
  }
  return matched;
}

function totals({ alerts, alertsPerWeek, scenarios }: BacktestReport): Totals {
  const sum = (of: (scenario: BacktestReport['scenarios'][number]) => number) => scenarios.reduce((all, one) => all + of(one), 0);
  return { alerts: alerts.length, alertsPerWeek, prompts: sum(({ prompts }) => prompts), messages: sum(({ messages }) => messages) };
}

function inWords(difference: Omit<BacktestDifference, 'words'>, { zone, fromAt, toAt }: BacktestReport): string[] {
  const { current, proposed, onlyInCurrent, onlyInProposed, inBoth } = difference;
  const days = Math.round((toAt - fromAt) / day);
  const when = (at: Instant) => clockTime(zone, at, 0);
  const moved = inBoth.filter(({ laterMs }) => Math.abs(laterMs) >= minute);
  return [
    `In ${count(days, 'day')} the proposed version would have raised ${count(proposed.alerts, 'alert')} (${proposed.alertsPerWeek.toFixed(1)} a week); ` +
      `the current one ${current.alerts} (${current.alertsPerWeek.toFixed(1)} a week).`,
    `Messages to people: ${proposed.messages} instead of ${current.messages}. Words to the patient: ${proposed.prompts} instead of ${current.prompts}.`,
    ...onlyInCurrent.map((alert) => `No longer raised: ${when(alert.openedAt)}. ${alert.reason}`),
    ...onlyInProposed.map((alert) => `New: ${when(alert.openedAt)}. ${alert.reason}`),
    ...moved.map(
      ({ current: was, proposed: now, laterMs }) =>
        `${howLong(Math.abs(laterMs))} ${laterMs < 0 ? 'earlier' : 'later'}: ${when(now.openedAt)} instead of ${when(was.openedAt)}. ${now.reason}`,
    ),
    ...(inBoth.length > moved.length ? [`${count(inBoth.length - moved.length, 'alert')} at the same time.`] : []),
  ];
}

function count(n: number, unit: string): string {
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}
