import type { BacktestDifference } from '../../rules/backtest/compare.ts';
import type { BacktestReport, WouldBeAlert } from '../../rules/backtest/report.ts';
import { minute } from '../../rules/model/time.ts';
import type { BacktestReportView, BacktestResult, WouldBeAlertView } from '../contract/backtests.ts';
import { toConditionView } from './condition.ts';
import { iso, isoOrNull } from './instant.ts';

function toAlertView({ lastedMs, ...alert }: WouldBeAlert): WouldBeAlertView {
  return {
    ...alert,
    evidence: alert.evidence.map((one) => ({ ...one, at: iso(one.at) })),
    conditions: alert.conditions.map(toConditionView),
    openedAt: iso(alert.openedAt),
    clearedAt: isoOrNull(alert.clearedAt),
    lastedMinutes: lastedMs === null ? null : lastedMs / minute,
    levels: alert.levels.map(({ level, at }) => ({ level, at: iso(at) })),
    told: alert.told.map(({ at, to, ...told }) => ({ at: iso(at), name: to.name, kind: to.kind, ...told })),
  };
}

export function toReportView({ fromAt, toAt, zone: _, ...report }: BacktestReport): BacktestReportView {
  return {
    ...report,
    from: iso(fromAt),
    to: iso(toAt),
    scenarios: [...report.scenarios],
    alerts: report.alerts.map(toAlertView),
    prompts: report.prompts.map(({ at, ...prompt }) => ({ ...prompt, at: iso(at) })),
    notes: [...report.notes],
  };
}

export function toDifferenceView(difference: BacktestDifference): NonNullable<BacktestResult['difference']> {
  const { words, onlyInCurrent, onlyInProposed, inBoth, current, proposed } = difference;
  return {
    words: [...words],
    current,
    proposed,
    onlyInCurrent: onlyInCurrent.map(toAlertView),
    onlyInProposed: onlyInProposed.map(toAlertView),
    inBoth: inBoth.map((pair) => ({
      current: toAlertView(pair.current),
      proposed: toAlertView(pair.proposed),
      laterMinutes: pair.laterMs / minute,
    })),
  };
}
