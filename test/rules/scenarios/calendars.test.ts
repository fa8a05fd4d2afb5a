import { describe, expect, it } from 'vitest';
import { fallTogether } from '../../../rules/scenarios/doses.ts';
import { parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, drive } from '../drive.ts';

/** What was done and when, without the words. */
const times = (id: string, given: Drive) => drive(templates.get(id)!, given).map((line) => line.split(':').slice(0, 2).join(':'));

describe('an agreement with a calendar', () => {
  const working = { window: { from: '07:00', to: '10:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], bankHolidays: 'exclude' } };
  const ate = { device: 'fridge', kind: 'contact', value: 'open' } as const;

  it('is silent at the weekend, also over the change in March', () => {
    const given = { params: working, day: '2026-03-27', until: '2026-03-30T23:59' };
    expect(times('fridge', { ...given, when: [{ at: '08:00', ...ate }] })).toEqual(['2026-03-30T10:00 raise']);
  });

  it('is silent at the weekend, also over the change in October', () => {
    const given = { params: working, day: '2026-10-23', until: '2026-10-26T23:59' };
    expect(times('fridge', { ...given, when: [{ at: '08:00', ...ate }] })).toEqual(['2026-10-26T10:00 raise']);
  });

  it('is silent on Good Friday and Easter Monday', () => {
    const given = { params: working, day: '2026-04-02', until: '2026-04-07T23:59' };
    expect(times('fridge', { ...given, when: [{ at: '08:00', ...ate }] })).toEqual(['2026-04-07T10:00 raise']);
  });

  it('says its days to the patient', () => {
    const template = templates.get('fridge')!;
    expect(template.describe(parseParams(template, working))).toContain(
      'between 07:00 and 10:00 from Monday to Friday, not on bank holidays,',
    );
  });
});

describe('a dose on some days', () => {
  const weekly = { doses: [{ time: '08:00', medicine: 'weekly tablet', days: ['mon'] }] };

  it('is due on its day only', () => {
    expect(times('pills', { params: weekly, day: '2026-03-23', from: '09:00', until: '2026-03-30T23:59' })).toEqual([
      '2026-03-30T08:00 prompt dispenser',
      '2026-03-30T08:15 raise',
    ]);
  });

  it('says its days to the patient', () => {
    const template = templates.get('pills')!;
    expect(template.describe(parseParams(template, weekly))).toContain('08:00 on Mondays (weekly tablet)');
  });

  it.each([
    [['mon'], ['tue'], false],
    [['mon', 'tue'], ['tue'], true],
    [undefined, ['tue'], true],
  ] as const)('%j and %j at one time: one dose %s', (one, other, together) => {
    expect(fallTogether({ time: '08:00', days: one }, { time: '08:00', days: other })).toBe(together);
    expect(fallTogether({ time: '08:00', days: one }, { time: '08:01', days: other })).toBe(false);
  });
});

describe('an absence that ends by itself', () => {
  const away = (mode: 'holiday' | 'respite' | 'hospital', untilAt: string) => ({
    patient: { presence: { mode, untilAt: Date.parse(untilAt) } },
  });

  it.each([
    // Home at 06:30 by the clock of the house: that morning's window counts.
    ['before the window, after the change in March', '2026-03-28', '2026-03-29T05:30:00Z', ['2026-03-29T10:00 raise']],
    ['inside the window, after the change in March', '2026-03-28', '2026-03-29T06:00:00.001Z', []],
    ['before the window, after the change in October', '2026-10-24', '2026-10-25T06:30:00Z', ['2026-10-25T10:00 raise']],
    ['inside the window, after the change in October', '2026-10-24', '2026-10-25T07:00:00.001Z', []],
  ])('%s', (_, day, untilAt, gives) => {
    const until = `${untilAt.slice(0, 10)}T23:59`;
    for (const mode of ['holiday', 'respite', 'hospital'] as const)
      expect(times('fridge', { ...away(mode, untilAt), day, until })).toEqual(gives);
  });
});
