import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advise, isLower } from '../../../rules/answering/advise.ts';
import { countsForMs, type KnownReading, levelOfReadings } from '../../../rules/answering/known-readings.ts';
import { questionsFor } from '../../../rules/answering/questions.ts';
import type { CareLevel } from '../../../rules/model/answering.ts';

const at = Date.parse('2026-03-02T10:00:00Z');
const body = questionsFor('call-for-help');
const mind = questionsFor('wellbeing');
const best = (questions: typeof body) => Object.fromEntries(questions.map(({ id, answers }) => [id, answers[0]!.id]));
const reading = (kind: KnownReading['kind'], value: unknown, agoMs = 0): KnownReading =>
  ({ kind, value, observedAt: at - agoMs }) as KnownReading;
const advice = (answers: Record<string, string>, readings: readonly KnownReading[] = [], questions = body) =>
  advise({ questions, answers: { ...best(questions), ...answers }, readings }, at);

describe('the advice on the level of care', () => {
  it.each<[Record<string, string>, CareLevel, readonly string[]]>([
    [{}, 'self-care', []],
    [{ awake: 'unknown' }, 'urgent-community-response', ['whether they are awake is not known']],
    [{ awake: 'drowsy' }, '999', ['drowsy']],
    [{ awake: 'no' }, '999', ['does not wake']],
    [{ breathing: 'worse' }, 'urgent-community-response', ['more breathless than usual']],
    [{ breathing: 'unknown' }, 'urgent-community-response', ['how they breathe is not known']],
    [{ breathing: 'struggling' }, '999', ['struggling to breathe']],
    [{ awake: 'unknown', breathing: 'unknown' }, '999', ['nobody knows whether they are awake and breathing']],
    [{ 'chest-pain': 'unknown' }, 'urgent-community-response', ['whether there is chest pain is not known']],
    [{ 'chest-pain': 'yes' }, '999', ['chest pain']],
    [{ stroke: 'yes' }, '999', ['signs of stroke']],
    [{ stroke: 'unknown' }, 'urgent-community-response', ['whether there are signs of stroke is not known']],
    [{ confusion: 'unknown' }, 'place-team', ['whether they are more confused is not known']],
    [{ confusion: 'yes' }, 'urgent-community-response', ['new confusion']],
    [{ bleeding: 'little' }, 'place-team', ['bleeding a little']],
    [{ bleeding: 'heavy' }, '999', ['heavy bleeding']],
    [{ head: 'bump' }, 'urgent-community-response', ['hit the head']],
    [{ head: 'danger' }, '999', ['head injury with a danger sign']],
    [{ injury: 'sore' }, 'place-team', ['sore']],
    [{ injury: 'severe' }, '999', ['severe pain or a limb that does not move']],
    [{ 'get-up': 'no' }, 'place-team', ['cannot get up']],
    [{ 'get-up': 'long' }, 'urgent-community-response', ['on the floor for an hour or more']],
    [{ need: 'look-in' }, 'family', ['somebody should look in']],
    [{ need: 'care' }, 'agency', ['needs personal care today']],
    [{ need: 'visit' }, 'place-team', ['somebody trained should see them']],
    [{ alone: 'yes' }, 'self-care', []],
    [{ alone: 'yes', need: 'look-in' }, 'family', ['somebody should look in', 'alone']],
    [{ 'chest-pain': 'yes', injury: 'severe', 'get-up': 'no' }, '999', ['chest pain', 'severe pain or a limb that does not move']],
  ])('%o: %s', (answers, level, reasons) => {
    expect(advice(answers)).toEqual({ level, reasons });
  });

  it.each<[string, CareLevel]>([
    ['no', 'self-care'],
    ['unknown', 'place-team'],
    ['thoughts', 'urgent-community-response'],
    ['means-to', '999'],
  ])('thoughts of ending their life, %s: %s', (answer, level) => {
    expect(advice({ 'self-harm': answer }, [], mind).level).toBe(level);
  });

  it('takes what was left out, and an answer that is none, for not known', () => {
    expect(advise({ questions: body, answers: {}, readings: [] }, at).level).toBe('999');
    expect(advice({ 'chest-pain': 'perhaps' }).level).toBe('urgent-community-response');
  });

  it('never goes down when an answer becomes worse or a reading comes in', () => {
    const questions = fc.constantFrom(...['call-for-help', 'vital-sign', 'wellbeing'].map(questionsFor));
    const kinds = fc.constantFrom<[KnownReading['kind'], number]>(
      ['heart-rate', 15],
      ['oxygen-saturation', 60],
      ['body-temperature', 34],
      ['glucose', 2],
    );
    const given = questions.chain((set) =>
      fc.record({
        set: fc.constant(set),
        places: fc.tuple(...set.map(({ answers }) => fc.nat(answers.length - 1))),
        worse: fc.nat(set.length - 1),
        by: fc.nat(4),
        readings: fc.array(
          kinds.chain(([kind, from]) => fc.nat(60).map((more) => reading(kind, from + more))),
          { maxLength: 4 },
        ),
      }),
    );
    fc.assert(
      fc.property(given, ({ set, places, worse, by, readings }) => {
        const answers = (moved: number) =>
          Object.fromEntries(
            set.map(({ id, answers: all }, i) => [id, all[Math.min(all.length - 1, places[i]! + (i === worse ? moved : 0))]!.id]),
          );
        const before = advise({ questions: set, answers: answers(0), readings: [] }, at).level;
        const after = advise({ questions: set, answers: answers(by), readings }, at).level;
        expect(isLower(after, before)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('readings that are known', () => {
  it.each<[string, readonly KnownReading[], CareLevel | null]>([
    ['none', [], null],
    ['oxygen 92 %, which scores 2', [reading('oxygen-saturation', 92)], null],
    ['oxygen 91 %, a single 3', [reading('oxygen-saturation', 91)], 'urgent-community-response'],
    ['pulse 131, a single 3', [reading('heart-rate', 131)], 'urgent-community-response'],
    ['two that make 4', [reading('heart-rate', 115), reading('respiratory-rate', 22)], null],
    [
      'three that make 5',
      [reading('heart-rate', 115), reading('respiratory-rate', 22), reading('body-temperature', 38.5)],
      'urgent-community-response',
    ],
    ['three that make 7', [reading('heart-rate', 115), reading('respiratory-rate', 25), reading('oxygen-saturation', 93)], '999'],
    ['a systolic of 90', [reading('blood-pressure', { systolicMmHg: 90, diastolicMmHg: 60 })], 'urgent-community-response'],
    ['glucose 4.0', [reading('glucose', 4)], null],
    ['glucose 3.9', [reading('glucose', 3.9)], 'urgent-community-response'],
    ['a bad one as old as counts', [reading('oxygen-saturation', 85, countsForMs)], 'urgent-community-response'],
    ['a bad one that is older', [reading('oxygen-saturation', 85, countsForMs + 1)], null],
    ['a bad one, and a newer good one', [reading('oxygen-saturation', 85, 60_000), reading('oxygen-saturation', 97)], null],
  ])('%s', (_, readings, level) => {
    expect(levelOfReadings(readings, at)[0]?.level ?? null).toBe(level);
  });
});
