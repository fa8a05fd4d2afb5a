import { describe, expect, it } from 'vitest';
import { kit } from '../agreements.ts';
import type { Drive } from '../drive.ts';
import { again, inOrder, told } from './jitter.ts';

const day = '2026-03-02T';
/** A sensor that tells of movement every half minute and never stops. */
const stuck = (id: string, at: string, times: number) => again(id, 'motion', [true], day + at, 30, times);
const leaves = (at: string) => again('door', 'contact', ['open', 'closed'], day + at, 10, 2);
const moves = (id: string, at: string) => again(id, 'motion', [true, false], day + at, 90, 2);

interface Row extends Drive {
  readonly name: string;
  readonly template: string;
  readonly gives: readonly string[];
}

const missing = '16:00 raise: Kathleen left home at 12:30 and is not back.';
const outAndNotBack: Row[] = [
  {
    name: 'since before she left: she is not seen to come home',
    template: 'no-return',
    when: inOrder(leaves('12:30'), stuck('pir', '09:00', 1_500)),
    gives: [missing],
  },
  {
    name: 'and another sensor sees her: she is',
    template: 'no-return',
    when: inOrder(leaves('12:30'), stuck('pir', '09:00', 1_500), moves('cooking', '17:00')),
    gives: [missing, '17:00 clear: Kathleen is back: movement indoors at 17:00.'],
  },
  {
    name: 'and the door is opened again: she is',
    template: 'no-return',
    when: inOrder(leaves('12:30'), stuck('pir', '09:00', 1_500), leaves('17:00')),
    gives: [missing, '17:00:30 clear: Kathleen is back: movement indoors at 17:00.'],
  },
  {
    name: 'and it stops for five minutes, and begins again',
    template: 'no-return',
    when: inOrder(leaves('12:30'), stuck('pir', '12:00', 120), moves('pir', '13:04:30.001')),
    gives: [],
  },
  {
    name: 'and it stops for less',
    template: 'no-return',
    when: inOrder(leaves('12:30'), stuck('pir', '12:00', 120), again('pir', 'motion', [true], `${day}13:04:30`, 30, 2)),
    gives: [missing],
  },
  {
    name: 'at night: shutting the door behind her is not coming back',
    template: 'door',
    from: '20:00',
    until: '2026-03-03T06:00',
    when: inOrder(leaves('23:30'), stuck('pir', '23:00', 200)),
    gives: [
      "23:30 raise: Kathleen's front door was opened at 23:30, in the night.",
      '23:30 evidence: Movement indoors at 23:30, with no second opening: perhaps only looked out.',
    ],
  },
  {
    name: 'at night, and another sensor sees her',
    template: 'door',
    from: '20:00',
    until: '2026-03-03T06:00',
    when: inOrder(leaves('23:30'), stuck('pir', '23:00', 200), moves('bath', '23:32')),
    gives: [
      "23:30 raise: Kathleen's front door was opened at 23:30, in the night.",
      '23:30 evidence: Movement indoors at 23:30, with no second opening: perhaps only looked out.',
      '23:32 clear: Kathleen is back: movement indoors at 23:32.',
    ],
  },
  {
    name: 'over mealtime: she is waited for as somebody who is out',
    template: 'fridge',
    when: inOrder(leaves('08:30'), stuck('pir', '06:00', 1_500)),
    gives: [
      "14:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00. The front door was opened at 08:30 and nobody has been seen moving indoors since.",
    ],
  },
];

const silence = (at: string, since: string) => `${at} raise: There has been no sign of life of Kathleen since ${since}.`;
const byDay: Row[] = [
  {
    name: 'is believed for three hours, and then no more',
    template: 'inactivity',
    when: stuck('pir', '08:00', 1_700),
    gives: [silence('14:00', '11:00')],
  },
  {
    name: 'is no sign that she is well again',
    template: 'inactivity',
    when: inOrder(stuck('pir', '06:00', 1_900), moves('cooking', '15:00')),
    gives: [silence('12:00', '09:00'), '15:00 clear: A sign of life of Kathleen at 15:00: movement.', silence('18:00', '15:00')],
  },
  {
    name: 'for less than that is movement like any other',
    template: 'inactivity',
    until: '13:59:59',
    when: stuck('pir', '08:00', 361),
    gives: [],
  },
  {
    name: 'is one visit to the bathroom',
    template: 'night-bathroom',
    params: { moreThan: 1, aboveUsual: null },
    from: '20:00',
    until: '2026-03-03T09:00',
    when: stuck('bath', '22:00', 1_200),
    gives: [],
  },
  {
    name: 'in the kitchen is no meal',
    template: 'no-meal-signs',
    from: '2026-03-01T06:00',
    when: inOrder(
      again('fridge', 'contact', ['open', 'closed'], '2026-03-01T18:00', 10, 2),
      again('dispenser', 'dose', ['dispensed'], '2026-03-01T18:00', 10, 1),
      stuck('cooking', '01:00', 1_500),
    ),
    gives: ['11:00 raise: There is no sign since 07:00 that Kathleen has had a meal (fridge and dose).'],
  },
];

describe('movement that goes on and on', () => {
  it.each([...outAndNotBack, ...byDay])('$name', ({ template, gives, ...given }) => {
    expect(told(template, { patient: { devices: kit }, ...given })).toEqual(gives);
  });
});

describe('power that trembles on its limit', () => {
  it('is switched on once', () => {
    const when = again('kettle', 'power', [499, 501], `${day}08:30`, 60, 700);
    expect(told('inactivity', { patient: { devices: kit }, when })).toEqual([silence('11:31', '08:31')]);
  });

  it('is switched on again after it was off', () => {
    const when = again('kettle', 'power', [2_000, 399], `${day}08:30`, 3_600, 14);
    expect(told('inactivity', { patient: { devices: kit }, until: '21:00', when })).toEqual([]);
  });
});

describe('drinks and visits to the bathroom', () => {
  const days = { from: `${day}00:00`, until: '2026-03-04T12:00' };
  const fluids = (params: Record<string, unknown>, when: Drive['when']) =>
    told('fluids', { patient: { devices: kit }, params: { days: 1, usualVisits: 5, ...params }, ...days, when: when ?? [] });
  const little = '2026-03-03T10:00 raise: Kathleen has drunk little. Drunk: 250 mL on 2 March.';

  it('a kettle that trembles on its limit for hours has boiled once', () => {
    const lines = fluids({}, again('kettle', 'power', [990, 1_010], `${day}08:30`, 60, 300));
    expect(lines.filter((line) => /raise|clear/.test(line))).toEqual([little]);
  });

  it('a sensor in the bathroom that goes on and on has seen one visit', () => {
    expect(fluids({ minMlPerDay: 100 }, stuck('bath', '08:00', 2_400))).toEqual([]);
  });

  it('one that comes and goes every minute as well', () => {
    expect(fluids({ minMlPerDay: 100 }, again('bath', 'motion', [true, false], `${day}08:00`, 30, 1_200))).toEqual([]);
  });
});
