import { describe, expect, it } from 'vitest';
import type { ObservationValue } from '../../../rules/model/observation.ts';
import { localTime } from '../../../rules/model/time.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, driveExplained, type Happening } from '../drive.ts';

const zone = 'Europe/London';
const said = (at: string, person: 'wellbeing' | 'pain' | 'exercise' | 'goal' | 'blood-pressure', value: ObservationValue): Happening => ({
  at,
  person,
  value,
});
const dose = (at: string): Happening => ({ at, device: 'dispenser', kind: 'dose', value: 'dispensed' });
const drink = (at: string, ml: number): Happening => ({ at, person: 'fluid-intake', value: ml });
const high = { systolicMmHg: 182, diastolicMmHg: 101 };
const bp = { systolicMmHg: 128, diastolicMmHg: 76 };
const doses = {
  doses: [
    { time: '08:00', medicine: 'morning tablets' },
    { time: '20:00', medicine: 'evening tablets' },
  ],
};

/** What is still asked for at the end of the drive: `dose morning tablets 07:00–08:00`. */
function asked(template: string, given: Drive): string[] {
  const { today } = driveExplained(templates.get(template)!, given);
  const when = (at: number) => localTime(zone, at);
  return today.map(({ kind, words, fromAt, dueAt }) => `${[kind, words].filter(Boolean).join(' ')} ${when(fromAt)}–${when(dueAt)}`);
}

describe('what is still asked for today', () => {
  it.each<[string, string, Drive, string[]]>([
    ['pills', 'before the first dose', { until: '06:30' }, ['dose morning tablets 07:00–08:00', 'dose evening tablets 19:00–20:00']],
    ['pills', 'one dispensed early', { when: [dose('07:30')], until: '07:40' }, ['dose evening tablets 19:00–20:00']],
    ['pills', 'due and not dispensed', { until: '08:10' }, ['dose morning tablets 07:00–08:00', 'dose evening tablets 19:00–20:00']],
    ['pills', 'asked about, still open', { until: '08:20' }, ['dose morning tablets 07:00–08:00', 'dose evening tablets 19:00–20:00']],
    ['pills', 'dispensed late', { when: [dose('09:00')], until: '09:01' }, ['dose evening tablets 19:00–20:00']],
    ['pills', 'a person closed it', { when: [{ at: '09:00', closed: true }], until: '09:01' }, ['dose evening tablets 19:00–20:00']],
    ['pills', 'all of it', { when: [dose('08:00'), dose('20:00')], until: '20:01' }, []],
    ['dispenser', 'nothing dispensed before: only what comes', { until: '08:10' }, ['dose evening tablets 19:00–20:00']],
    ['dispenser', 'one dispensed', { when: [dose('07:30')], until: '07:40' }, ['dose evening tablets 19:00–20:00']],
    [
      'dispenser',
      'one left out on the next day',
      { when: [dose('07:30'), dose('20:00')], until: '2026-03-03T12:00' },
      ['dose morning tablets 07:00–08:00', 'dose evening tablets 19:00–20:00'],
    ],
    ['dispenser', 'without times', { params: { doses: [] }, when: [dose('07:30')], until: '12:00' }, []],
    ['fluids', 'nothing drunk yet', { until: '10:00' }, ['drink 0 / 1000 mL 00:00–00:00']],
    ['fluids', 'some', { when: [drink('10:00', 400), drink('12:00', 300)], until: '12:01' }, ['drink 700 / 1000 mL 00:00–00:00']],
    ['fluids', 'enough', { when: [drink('10:00', 1_000)], until: '10:01' }, []],
    ['fluids', 'enough yesterday', { when: [drink('10:00', 1_000)], until: '2026-03-03T08:00' }, ['drink 0 / 1000 mL 00:00–00:00']],
    ['blood-pressure', 'not unusual', { when: [said('10:00', 'blood-pressure', bp)], until: '10:01' }, []],
    ['blood-pressure', 'high: once more', { when: [said('10:00', 'blood-pressure', high)], until: '10:05' }, ['repeat 10:01–10:30']],
    [
      'blood-pressure',
      'taken again',
      { when: [said('10:00', 'blood-pressure', high), said('10:06', 'blood-pressure', bp)], until: '10:07' },
      [],
    ],
    ['check-in', 'well before its window', { until: '06:59:59.999' }, []],
    ['check-in', 'two hours before: an answer counts already', { until: '07:00' }, ['check-in 09:00–11:00']],
    ['check-in', 'after the window, not answered', { until: '15:00' }, ['check-in 09:00–11:00']],
    ['check-in', 'answered', { when: [said('09:30', 'wellbeing', 'well')], until: '09:31' }, []],
    ['reading-expected', 'not yet taken', { until: '10:00' }, ['reading 00:00–20:00']],
    ['reading-expected', 'late, and still of this day', { until: '23:00' }, ['reading 00:00–20:00']],
    ['reading-expected', 'taken', { when: [said('10:00', 'blood-pressure', bp)], until: '10:01' }, []],
    ['exercises', 'nothing said', { until: '10:00' }, ['exercise your exercises 09:00–18:00']],
    ['exercises', 'done', { when: [said('10:00', 'exercise', 'done')], until: '10:01' }, []],
    ['exercises', 'not done is an answer', { when: [said('10:00', 'exercise', 'not-done')], until: '10:01' }, []],
    [
      'exercises',
      'enough for this week',
      { params: { timesPerWeek: 1 }, when: [said('10:00', 'exercise', 'done')], until: '2026-03-03T10:00' },
      [],
    ],
    ['fridge', 'asks for nothing', { until: '10:00' }, []],
  ])('%s: %s', (template, _, given, tasks) => {
    expect(asked(template, { ...((template === 'pills' || template === 'dispenser') && { params: doses }), ...given })).toEqual(tasks);
  });

  it('is a day of the wall clock, also when the clocks change', () => {
    const params = { doses: [{ time: '01:30', medicine: 'night tablet' }] };
    const at = (date: string) =>
      driveExplained(templates.get('pills')!, { day: date, from: '00:10', until: '00:20', params }).today.map(({ dueAt }) =>
        new Date(dueAt).toISOString(),
      );
    expect(at('2026-03-29')).toEqual(['2026-03-29T01:00:00.000Z']);
    expect(at('2026-10-25')).toEqual(['2026-10-25T00:30:00.000Z']);
  });

  it('every two days is not asked for on the day after', () => {
    const params = { everyDays: 2 };
    const when = [said('10:00', 'blood-pressure', bp)];
    expect(asked('reading-expected', { params, when, until: '2026-03-03T10:00' })).toEqual([]);
    expect(asked('reading-expected', { params, when, until: '2026-03-04T10:00' })).toEqual(['reading 00:00–20:00']);
  });
});

describe('how far a goal was reached', () => {
  const attained = (template: string, given: Drive) => driveExplained(templates.get(template)!, given).attained;
  const church = { words: 'walk to the church', timesPerWeek: 3 };
  const walked = (at: string) => said(at, 'goal', 'walk to the church');

  it('is counted in the week that goes on', () => {
    const params = church;
    const when = [walked('10:00'), walked('2026-03-04T10:00')];
    const week = { words: 'walk to the church', of: 3, per: 'week' };
    expect(attained('personal-goal', { params, until: '09:00' })).toEqual({ ...week, done: 0 });
    expect(attained('personal-goal', { params, when, until: '2026-03-08T23:59' })).toEqual({ ...week, done: 2 });
    expect(attained('personal-goal', { params, when, until: '2026-03-09T00:00' })).toEqual({ ...week, done: 0 });
    expect(attained('exercises', { when: [said('10:00', 'exercise', 'done')] })).toEqual({
      words: 'your exercises',
      done: 1,
      of: 5,
      per: 'week',
    });
  });

  it('of steps on this day alone', () => {
    const steps: Happening = { at: '10:00', person: 'steps', value: 3_200.5 };
    expect(attained('steps-goal', { when: [steps] })).toEqual({ words: '5,000 steps', done: 3_200, of: 5_000, per: 'day' });
    expect(attained('steps-goal', { when: [steps], until: '2026-03-03T08:00' })).toMatchObject({ done: 0 });
  });

  it('is nothing of what is no goal', () => {
    expect(attained('fridge', {})).toBeNull();
  });
});
