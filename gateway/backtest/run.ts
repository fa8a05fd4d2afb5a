import type pg from 'pg';
import { Backtest } from '../../rules/backtest/backtest.ts';
import { nobodyAnswers, type SimulatedPeople } from '../../rules/backtest/people.ts';
import type { BacktestReport } from '../../rules/backtest/report.ts';
import type { LogEntry } from '../../rules/engine/replay.ts';
import type { PatientContext, ScenarioContext } from '../../rules/model/patient.ts';
import { day, type Instant } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { templateDefaults } from '../../rules/scenarios/registry.ts';
import { type PersonJournal, readJournal, readReadings } from '../store/history.ts';
import { seeingOneState } from '../store/log-reader.ts';
import { loadPatientContexts } from '../store/patient-context.ts';
import { Refusal } from '../store/refusal.ts';

/** How long before the first day that counts the log is begun with, so that agreements know what is usual. */
export const standardWarmUpMs = 28 * day;
/** What people did then is found again by the alerts' numbers, which count from the beginning: as much of it as is replayed. */
export const longestWarmUpMs = 400 * day;

export interface BacktestQuery {
  readonly patientId: string;
  /** Alerts from here on count. */
  readonly fromAt: Instant;
  /** Exclusive. */
  readonly toAt: Instant;
  /**
   * Exactly these agreements; `current`: those in force today; `recorded`: as they were agreed then, version by version.
   * Devices, presence, contacts and teams are always as they were then.
   */
  readonly scenarios: readonly ScenarioContext[] | 'current' | 'recorded';
  /** Left out: nobody answers. */
  readonly people?: SimulatedPeople;
  /** Left out: 28 days, and with recorded answers everything back to 400 days. */
  readonly warmUpMs?: number;
}

/**
 * What agreements would have done over one person's stored history, by the code that judges live, under virtual time. Reads only,
 * and from one state of the database. Throws Refusal for a patient who does not exist. Takes up to a second of processor a
 * patient-year: a gateway runs it in a worker (`Backtests` in `worker-pool.ts`).
 *
 * An impact preview is `compareBacktests(await runBacktest(pool, { …, scenarios: [current] }), await runBacktest(pool, { …, scenarios: [proposed] }))`.
 */
export async function runBacktest(pool: pg.Pool, query: BacktestQuery): Promise<BacktestReport> {
  const { patientId, fromAt, toAt, people = nobodyAnswers } = query;
  const { warmUpMs = people.answers === 'recorded' ? longestWarmUpMs : standardWarmUpMs } = query;
  const scenarios = query.scenarios === 'current' ? (await currentContext(pool, patientId)).scenarios : query.scenarios;
  const startAt = fromAt - warmUpMs;
  const backtest = new Backtest(catalogue, { patientId, fromAt, toAt, people });
  const journal = await seeingOneState(pool, (client) =>
    feed(client, { patientId, fromAt: startAt, toAt }, (entry) => backtest.take(withAgreements(entry, scenarios, startAt))),
  );
  return backtest.finish(historyNotes(journal, fromAt));
}

/** What is agreed with a patient today, and all that surrounds it. Throws Refusal for a patient who does not exist. */
export async function currentContext(pool: pg.Pool, patientId: string): Promise<PatientContext> {
  const [context] = await loadPatientContexts(pool, [patientId], templateDefaults);
  if (!context) throw new Refusal('not-found', 'patientId', 'there is no such patient');
  return context;
}

/** Reads one person's log of `fromAt` to `toAt` and hands it on line by line, in the order of judgement. */
export async function feed(
  client: pg.ClientBase,
  range: { readonly patientId: string; readonly fromAt: Instant; readonly toAt: Instant },
  take: (entry: LogEntry) => void,
): Promise<PersonJournal> {
  const journal = await readJournal(client, range.patientId, range.fromAt, range.toAt);
  const contexts = journal.entries.flatMap((entry) =>
    entry.type === 'input' && entry.input.type === 'context' ? [entry.input.context] : [],
  );
  const homeIds = [...new Set(contexts.map(({ homeId }) => homeId))];
  const deviceIds = [...new Set(contexts.flatMap(({ devices }) => devices.map(({ id }) => id)))];
  let next = 0;
  for await (const page of readReadings(client, { ...range, homeIds, deviceIds })) {
    for (const reading of page) {
      for (let line = journal.entries[next]; line && line.seq < reading.seq; line = journal.entries[++next]) take(line);
      take(reading);
    }
  }
  for (const line of journal.entries.slice(next)) take(line);
  return journal;
}

/** As if they had been agreed by then, and with no pause of today. */
export function asOf(startAt: Instant, scenarios: readonly ScenarioContext[]): ScenarioContext[] {
  return scenarios.map(({ pausedUntilAt: _, ...scenario }) => ({ ...scenario, activeFromAt: Math.min(scenario.activeFromAt, startAt) }));
}

/** The same line of the log with the agreements that are to be tried. */
function withAgreements(entry: LogEntry, scenarios: readonly ScenarioContext[] | 'recorded', startAt: Instant): LogEntry {
  if (scenarios === 'recorded' || entry.type !== 'input' || entry.input.type !== 'context') return entry;
  return { ...entry, input: { ...entry.input, context: { ...entry.input.context, scenarios: asOf(startAt, scenarios) } } };
}

/** As notes say when something began: "12 January 2026 at 06:00". */
const country = 'Europe/London';
const beginning = new Intl.DateTimeFormat('en-GB', { timeZone: country, dateStyle: 'long', timeStyle: 'short' });

function historyNotes({ knownFromAt }: PersonJournal, fromAt: Instant): string[] {
  if (knownFromAt === null) return ['No history is stored of this person.'];
  const since = beginning.format(knownFromAt);
  return knownFromAt > fromAt ? [`The stored history begins on ${since} (${country}); nothing before it was judged.`] : [];
}
