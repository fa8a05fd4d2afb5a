import { type CareLevel, careLevels } from '../model/answering.ts';
import type { Instant } from '../model/time.ts';
import { type KnownReading, levelOfReadings } from './known-readings.ts';
import type { AssessmentAnswer, Question } from './questions.ts';

export interface Assessment {
  readonly questions: readonly Question[];
  /** Question → answer. */
  readonly answers: Readonly<Record<string, string>>;
  readonly readings: readonly KnownReading[];
}

/** `reasons` are those of the level advised; empty only for self-care. */
export interface Advice {
  readonly level: CareLevel;
  readonly reasons: readonly string[];
}

const rank = (level: CareLevel): number => careLevels.indexOf(level);
export const isLower = (a: CareLevel, b: CareLevel): boolean => rank(a) < rank(b);

/** What was answered; a question left out, or an answer that is none of its own, is not known. */
function answerTo({ id, answers }: Question, said: Assessment['answers']): AssessmentAnswer {
  return answers.find((one) => one.id === said[id]) ?? answers.find((one) => one.id === 'unknown') ?? answers.at(-1)!;
}

/**
 * The level of care that the answers and the readings ask for, by the worst of them. Somebody who is alone, or may be, and for whom anything is
 * otherwise than it should be, is looked in on. A person decides; nothing here calls anybody.
 */
export function advise({ questions, answers, readings }: Assessment, at: Instant): Advice {
  const given = questions.map((question) => ({ question, answer: answerTo(question, answers) }));
  const found = [
    ...given.flatMap(({ answer: { level, reason } }) => (level === null ? [] : [{ level, reason }])),
    ...levelOfReadings(readings, at),
  ];
  const state = (id: string) => given.find(({ question }) => question.id === id)?.answer.id;
  if (state('awake') === 'unknown' && state('breathing') === 'unknown')
    found.push({ level: '999', reason: 'nobody knows whether they are awake and breathing' });
  const something =
    found.length > 0 || given.some(({ question, answer }) => question.id !== 'alone' && answer.id !== question.answers[0]!.id);
  const alone = state('alone');
  if (something && (alone === 'yes' || alone === 'unknown')) found.push({ level: 'family', reason: 'alone' });
  const level = found.reduce<CareLevel>((worst, one) => (isLower(worst, one.level) ? one.level : worst), 'self-care');
  return { level, reasons: found.filter((one) => one.level === level).map(({ reason }) => reason) };
}
