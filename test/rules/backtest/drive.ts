import { Backtest } from '../../../rules/backtest/backtest.ts';
import { nobodyAnswers, type SimulatedPeople } from '../../../rules/backtest/people.ts';
import type { BacktestReport } from '../../../rules/backtest/report.ts';
import { minute } from '../../../rules/model/time.ts';
import { centre, responders } from '../alerts/people.ts';
import { reading, resident, scenario, t0 } from '../engine/home.ts';
import { testCatalogue } from '../engine/templates.ts';

export { reading, scenario, t0 };

/** Minutes after the beginning of the backtest. */
export const min = (n: number): number => t0 + n * minute;

export const directory = { teams: [centre, responders] };

/** What would have been of Kathleen's plain agreement, which raises when the fridge is opened and clears when it is closed. */
export function tried(
  readings: readonly ReturnType<typeof reading>[],
  people: Partial<SimulatedPeople> = {},
  more: Parameters<typeof resident>[1] = {},
  hours = 24,
): BacktestReport {
  const toAt = min(hours * 60);
  const backtest = new Backtest(testCatalogue, { patientId: 'k', fromAt: t0, toAt, people: { ...nobodyAnswers, ...people } });
  backtest.take({ type: 'directory', input: { type: 'directory', at: t0, directory } });
  const context = resident('k', more);
  backtest.take({ type: 'input', seq: 0, patientId: 'k', input: { type: 'context', at: t0, context } });
  for (const input of readings)
    if (input.type === 'observation')
      backtest.take({ type: 'reading', seq: 0, at: input.at, homeId: context.homeId, patientId: null, observation: input.observation });
  return backtest.finish();
}

export const opens = (n: number) => reading('fridge', 'contact', 'open', min(n));
export const closes = (n: number) => reading('fridge', 'contact', 'closed', min(n));
