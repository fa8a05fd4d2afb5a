import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { nobodyAnswers, type SimulatedPeople } from '../../rules/backtest/people.ts';
import { type Instant, minute } from '../../rules/model/time.ts';
import { loadConfig } from '../config.ts';
import { openDatabase } from '../store/embedded.ts';
import { Refusal } from '../store/refusal.ts';
import { standInDirectory, standInPatient } from './file-run.ts';
import { fileFormats, formatOf, readReadingFile } from './files/formats.ts';
import { type Mapping, mappingInput, parseMapping } from './files/mapping.ts';
import type { ReadingFile } from './files/reading-file.ts';
import { type BacktestJob, type BacktestOutcome, runFileJob, runJob } from './job.ts';
import { readProposals } from './proposals.ts';
import { resultOf } from './question.ts';
import { reportText } from './report-text.ts';

export const usage = `npm run backtest -- (--patient ID | --file FILE) [--scenario FILE] [--from DATE] [--to DATE]
  --patient ID      over the stored history of this patient; with --file, its agreements over the readings of the file
  --file FILE       readings: .jsonl, .csv, or .txt/.tsv of "date time sensor value"; --format ${fileFormats.join('|')} where the name does not say
  --mapping FILE    what hangs in the home of the file, and which sensor is which (YAML or JSON)
  --scenario FILE   agreements to try (YAML or JSON); compared with those in force
  --from, --to      ISO 8601, such as 2026-03-01 or 2026-03-01T08:00:00Z; without them the last 28 days, or the whole file
  --people WHO      nobody (standard), first-family or recorded; --answer-after MINUTES for first-family (standard 10)
  --demo            the demonstration’s database
  --json            the report as JSON
`;

/** What was asked for is wrong: one line for the person who asked. */
export class UsageError extends Error {}

export interface Answer {
  readonly text: string;
}

/** The command behind `npm run backtest`. `now` ends the last 28 days where nothing else is said. Reads only. */
export async function backtestCommand(argv: readonly string[], env: NodeJS.ProcessEnv, now: Instant): Promise<Answer> {
  try {
    return await answer(argv, env, now);
  } catch (error) {
    if (!(error instanceof Refusal) || error.field === '') throw error;
    throw new Error(`${error.field}: ${error.message}`, { cause: error });
  }
}

async function answer(argv: readonly string[], env: NodeJS.ProcessEnv, now: Instant): Promise<Answer> {
  const options = readOptions(argv);
  const mapping = options.mapping === undefined ? null : parseMapping(readFileSync(options.mapping, 'utf8'));
  const file = options.file === undefined ? null : await readFile(options.file, options.format, mapping);
  const proposals = options.scenario === undefined ? null : readProposals(parse(readFileSync(options.scenario, 'utf8')));
  const fromAt = instantOf('--from', options.from);
  const toAt = instantOf('--to', options.to);
  const end = toAt ?? (file ? null : now);
  const job: BacktestJob = {
    patientId: options.patient ?? 'resident',
    fromAt: fromAt ?? (file ? null : end! - 28 * 24 * 60 * minute),
    toAt: end,
    proposals,
    people: peopleOf(options.people, options['answer-after']),
    file,
  };
  if (job.fromAt !== null && job.toAt !== null && job.fromAt >= job.toAt) throw new UsageError('--from must be before --to');
  const outcome = await (options.patient === undefined ? overFile(job, mapping) : overHistory(job, env, options.demo === true));
  return { text: options.json ? `${JSON.stringify(resultOf(outcome, file))}\n` : reportText(outcome, file) };
}

function readOptions(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const named = { patient: text, file: text, format: text, mapping: text, scenario: text, from: text, to: text, people: text };
  try {
    const { values } = parseArgs({ args: [...argv], options: { ...named, 'answer-after': text, demo: flag, json: flag } });
    if (values.patient === undefined && values.file === undefined) throw new UsageError('say --patient or --file');
    if (values.patient === undefined && values.scenario === undefined)
      throw new UsageError('say with --scenario what is tried on the file');
    return values;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message, { cause: error });
  }
}

async function readFile(path: string, format: string | undefined, mapping: Mapping | null): Promise<ReadingFile> {
  const asked = format === undefined ? formatOf(path) : fileFormats.find((one) => one === format);
  if (!asked) throw new UsageError(`--format must be one of ${fileFormats.join(', ')}`);
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY }))
    lines.push(line);
  return readReadingFile(asked, lines, mapping);
}

function instantOf(name: string, text: string | undefined): Instant | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError(`${name}: ${text} is no date such as 2026-03-01 or 2026-03-01T08:00:00Z`);
  return at;
}

function peopleOf(who: string | undefined, after: string | undefined): SimulatedPeople {
  const answers = (['nobody', 'first-family', 'recorded'] as const).find((one) => one === (who ?? 'nobody'));
  if (!answers) throw new UsageError('--people must be nobody, first-family or recorded');
  const minutes = Number(after ?? 10);
  if (!(minutes >= 0 && minutes <= 1_440)) throw new UsageError('--answer-after must be minutes from 0 to 1440');
  return { ...nobodyAnswers, answers, afterMs: minutes * minute };
}

async function overHistory(job: BacktestJob, env: NodeJS.ProcessEnv, demo: boolean): Promise<BacktestOutcome> {
  const config = loadConfig(env, ['--no-demo']);
  const dataDir = demo ? join(config.dataDir, 'demo') : config.dataDir;
  const quiet = { info() {}, warn: (message: string) => process.stderr.write(`${message}\n`) };
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir, log: quiet, maxConnections: 2 });
  try {
    return await runJob(database.pool, job);
  } finally {
    await database.close();
  }
}

function overFile(job: BacktestJob, mapping: Mapping | null): Promise<BacktestOutcome> {
  const { file } = job;
  if (file === null) throw new UsageError('say --patient or --file');
  return runFileJob({ ...job, file }, standInPatient(mapping ?? mappingInput.parse({})), standInDirectory);
}
