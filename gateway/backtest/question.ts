import type pg from 'pg';
import { nobodyAnswers } from '../../rules/backtest/people.ts';
import { minute } from '../../rules/model/time.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import type { BacktestInput, BacktestResult } from '../contract/backtests.ts';
import type { ExplanationView } from '../contract/explanations.ts';
import { Refusal } from '../store/refusal.ts';
import { toDifferenceView, toReportView } from '../views/backtest.ts';
import { toExplanationView } from '../views/explanation.ts';
import { type ExplainQuery, explain } from './explain.ts';
import { readReadingFile } from './files/formats.ts';
import { mappingInput } from './files/mapping.ts';
import type { ReadingFile } from './files/reading-file.ts';
import { type BacktestOutcome, runJob } from './job.ts';

/** What can be asked of somebody's history; plain data, so that it can be asked of another thread. */
export type Question =
  | { readonly type: 'backtest'; readonly input: BacktestInput }
  | { readonly type: 'explain'; readonly query: ExplainQuery };
export type Answer<Q extends Question> = Q extends { readonly type: 'backtest' } ? BacktestResult : ExplanationView;

/** Answers one question out of the database. Reads only. Throws Refusal for what does not exist or cannot be read. */
export async function answer(pool: pg.Pool, question: Question): Promise<BacktestResult | ExplanationView> {
  if (question.type === 'explain') return toExplanationView(await explain(pool, question.query), templates);
  const { input } = question;
  const file = input.file === null ? null : fileOf(input.file);
  if (file?.observations.length === 0) {
    const first = file.bad[0];
    throw new Refusal(
      'invalid',
      'file.content',
      `holds no reading that could be judged${first ? `; line ${first.line} ${first.reason}` : ''}`,
    );
  }
  const outcome = await runJob(pool, {
    patientId: input.patientId,
    fromAt: Date.parse(input.from),
    toAt: Date.parse(input.to),
    proposals: input.scenarios,
    people: { ...nobodyAnswers, answers: input.people, afterMs: input.answerAfterMinutes * minute },
    file,
  });
  return resultOf(outcome, file);
}

export function resultOf({ report, current, difference }: BacktestOutcome, file: ReadingFile | null): BacktestResult {
  const counts = file && {
    lines: file.lines,
    duplicates: file.duplicates,
    ignored: file.ignored,
    badLines: file.badLines,
    bad: [...file.bad],
  };
  return {
    report: toReportView(report),
    current: current && toReportView(current),
    difference: difference && toDifferenceView(difference),
    file: counts,
  };
}

function fileOf({ format, content, mapping }: NonNullable<BacktestInput['file']>): ReadingFile {
  const read = mappingInput.nullish().safeParse(mapping);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    throw new Refusal('invalid', ['file', 'mapping', ...issue.path].join('.'), issue.message);
  }
  if (format === 'casas' && !read.data) throw new Refusal('invalid', 'file.mapping', 'is needed: which sensor is which device');
  return readReadingFile(format, content.split(/\r?\n/), read.data ?? null);
}
