import { describe, expect, it } from 'vitest';
import { choices, enterable, isChoiceKind, numbers, pressure, readNumber } from '../../../../dashboard/family/readings/fields.ts';
import { linesOf } from '../../../../dashboard/family/readings/lines.ts';
import { observationKinds } from '../../../../rules/model/observation.ts';

describe('what can be entered', () => {
  it.each(Object.entries(numbers))('%s is what the gateway takes, and nothing beyond', (kind, { min, max, step }) => {
    const { value } = observationKinds[kind as keyof typeof numbers];
    expect([min, max].map((one) => value.safeParse(one).success)).toEqual([true, true]);
    expect([min - step, max + step].map((one) => value.safeParse(one).success)).toEqual([false, false]);
  });

  it('blood pressure is what the gateway takes, and nothing beyond', () => {
    const takes = (systolicMmHg: number, diastolicMmHg: number) =>
      observationKinds['blood-pressure'].value.safeParse({ systolicMmHg, diastolicMmHg }).success;
    const { systolic, diastolic } = pressure;
    expect([takes(systolic.max, diastolic.max), takes(systolic.min, diastolic.min)]).toEqual([true, true]);
    expect([takes(systolic.max + 1, diastolic.max), takes(systolic.min, diastolic.min - 1)]).toEqual([false, false]);
  });

  it('a word is one that the gateway takes', () => {
    for (const kind of enterable)
      if (isChoiceKind(kind)) for (const word of choices[kind]) expect(observationKinds[kind].value.safeParse(word).success).toBe(true);
  });

  it.each([
    ['36,6', 36.6],
    [' 36.6 ', 36.6],
    ['25', 25],
    ['45', 45],
    ['24.9', null],
    ['45.1', null],
    ['', null],
    ['warm', null],
  ])('%j is %s', (text, value) => {
    expect(readNumber(text, numbers['body-temperature'])).toBe(value);
  });
});

it('lines are drawn oldest first: two of a blood pressure, one of a number, none of words', () => {
  const reading = (value: unknown, measuredAt: string) => ({
    key: measuredAt,
    kind: 'x',
    label: 'X',
    text: '',
    value,
    measuredAt,
    receivedAt: measuredAt,
    byHand: false,
  });
  const [late, early] = ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'];
  expect(linesOf([reading(5, late), reading(4, early)])).toEqual([
    [
      { at: Date.parse(early), value: 4 },
      { at: Date.parse(late), value: 5 },
    ],
  ]);
  expect(linesOf([reading({ systolicMmHg: 140, diastolicMmHg: 80 }, early)]).map((line) => line[0]?.value)).toEqual([140, 80]);
  expect(linesOf([reading('well', early)])).toEqual([]);
});
