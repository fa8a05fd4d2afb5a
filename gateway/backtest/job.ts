import type pg from 'pg';
import { type BacktestDifference, compareBacktests } from '../../rules/backtest/compare.ts';
import type { SimulatedPeople } from '../../rules/backtest/people.ts';
import type { BacktestReport } from '../../rules/backtest/report.ts';
import type { Directory, PatientContext, ScenarioContext } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import { loadDirectory } from '../store/patient-context.ts';
import { runOverFile } from './file-run.ts';
import type { ReadingFile } from './files/reading-file.ts';
import { type Proposal, trialOf } from './proposals.ts';
import { currentContext, runBacktest } from './run.ts';

/** One backtest as it is asked for, and against what it stands. */
export interface BacktestJob {
  readonly patientId: string;
  /** null, with a file only: with its first reading. */
  readonly fromAt: Instant | null;
  /** Exclusive; null, with a file only: after its last reading. */
  readonly toAt: Instant | null;
  /** null: what is in force. */
  readonly proposals: readonly Proposal[] | null;
  readonly people: SimulatedPeople;
  /** Readings to judge instead of the stored ones. */
  readonly file: ReadingFile | null;
}

export interface BacktestOutcome {
  readonly report: BacktestReport;
  /** The agreements in force that were compared with; null: nothing was proposed, or nothing in force is like it. */
  readonly current: BacktestReport | null;
  readonly difference: BacktestDifference | null;
}

/** Runs one backtest on a patient who is stored. Throws Refusal for what does not exist. */
export async function runJob(pool: pg.Pool, job: BacktestJob): Promise<BacktestOutcome> {
  const patient = await currentContext(pool, job.patientId);
  const trial = job.proposals === null ? null : await trialOf(pool, patient, job.proposals);
  const { file, people, fromAt, toAt } = job;
  if (file !== null) {
    const directory = await loadDirectory(pool);
    return tried(trial, (scenarios) => overFile(job, file, patient, directory, scenarios ?? patient.scenarios));
  }
  if (fromAt === null || toAt === null) throw new RangeError('a backtest over stored readings has a beginning and an end');
  const range = { patientId: job.patientId, fromAt, toAt, people };
  return tried(trial, (scenarios) => runBacktest(pool, { ...range, scenarios: scenarios ?? 'current' }));
}

/** The same over a file whose home is not stored: `patient` stands in. */
export async function runFileJob(
  job: BacktestJob & { readonly file: ReadingFile },
  patient: PatientContext,
  directory: Directory,
): Promise<BacktestOutcome> {
  const trial = await trialOf(null, patient, job.proposals ?? []);
  return tried(trial, (scenarios) => overFile(job, job.file, patient, directory, scenarios ?? []));
}

function overFile(
  { fromAt, toAt, people }: BacktestJob,
  { observations }: ReadingFile,
  patient: PatientContext,
  directory: Directory,
  scenarios: readonly ScenarioContext[],
): BacktestReport {
  return runOverFile({ observations, patient, directory, scenarios, fromAt, toAt, people });
}

type Run = (scenarios: readonly ScenarioContext[] | null) => BacktestReport | Promise<BacktestReport>;

async function tried(trial: Awaited<ReturnType<typeof trialOf>> | null, run: Run): Promise<BacktestOutcome> {
  const report = await run(trial?.proposed ?? null);
  if (!trial || trial.current.length === 0) return { report, current: null, difference: null };
  const current = await run(trial.current);
  return { report, current, difference: compareBacktests(current, report) };
}
