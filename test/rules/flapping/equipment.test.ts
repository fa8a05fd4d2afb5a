import { describe, expect, it } from 'vitest';
import { kit } from '../agreements.ts';
import { type Drive, device, type Happening } from '../drive.ts';
import { again, inOrder, told } from './jitter.ts';

const day = '2026-03-02T';
interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const faults = (id: string, at: string, everyS: number, times: number) =>
  again(id, 'device-fault', ['faulty', 'recovered'], day + at, everyS, times);

const faulty = "08:00 raise moderate: Kathleen's dispenser: it is faulty; the next dose may not come.";
const works = (at: string, since: string) => `${at} clear: The dispenser works again: reported at ${since}, and nothing wrong since.`;
const dispenser: Row[] = [
  {
    name: 'every minute for three hours is one fault, over an hour after the last',
    when: faults('dispenser', '08:00', 60, 180),
    gives: [faulty, works('11:59', '10:59')],
  },
  { name: 'one millisecond before that', when: faults('dispenser', '08:00', 60, 180), until: '11:58:59.999', gives: [faulty] },
  { name: 'and ends faulty: not over', when: faults('dispenser', '08:00', 60, 181), gives: [faulty] },
  {
    name: 'jams and dispenses by turns',
    when: again('dispenser', 'dose', ['jammed', 'dispensed'], `${day}08:00`, 900, 4),
    params: { doubleWithin: 'PT1M' },
    gives: [faulty.replace('faulty', 'jammed'), works('09:45', '08:45')],
  },
  {
    name: 'closed by a person: not asked again before a day is over',
    when: inOrder(faults('dispenser', '08:00', 60, 181), []).toSpliced(60, 0, { at: `${day}08:59:30`, closed: true }),
    until: '2026-03-03T12:00',
    gives: [faulty, faulty.replace('08:00', '2026-03-03T08:59:30')],
  },
  {
    name: 'what we could not hear is no sign that it is in order',
    when: faults('dispenser', '08:00', 60, 2),
    blind: [['08:30', '09:30']],
    gives: [faulty, works('10:01', '08:01')],
  },
  {
    name: 'a count that is one out is not filled',
    when: again('dispenser', 'dose-stock', [14, 15, 13, 14], `${day}08:00`, 900, 40),
    gives: ["08:00 raise: Kathleen's dispenser: 14 doses are left. Please order more."],
  },
  {
    name: 'and it is graver as the last doses go, once',
    when: again('dispenser', 'dose-stock', [3, 2, 3, 2], `${day}08:00`, 900, 40),
    gives: [
      "08:00 raise: Kathleen's dispenser: 3 doses are left. Please order more.",
      "08:15 raise moderate: Kathleen's dispenser: 2 doses are left. Please order more.",
    ],
  },
];

const hall = device('hall', 'motion');
const told1 = "08:00 raise: hall at Kathleen's is faulty: what is said cannot be relied on.";
const silentDevice: Row[] = [
  {
    name: 'every minute for three hours is one fault, over an hour after the last',
    when: faults('hall', '08:00', 60, 180),
    gives: [told1, '11:59 clear: hall is in order again since 10:59.'],
  },
  { name: 'one millisecond before that', when: faults('hall', '08:00', 60, 180), until: '11:58:59.999', gives: [told1] },
  { name: 'and ends faulty: not over', when: faults('hall', '08:00', 60, 181), gives: [told1] },
  {
    name: 'another device breaks meanwhile: told at once',
    patient: { devices: [hall, device('cuff', 'cuff')] },
    when: inOrder(faults('hall', '08:00', 60, 180), faults('cuff', '09:00:30', 60, 1)),
    gives: [
      told1,
      "09:00:30 raise: cuff at Kathleen's is faulty: what is said cannot be relied on.",
      '11:59 evidence: hall is in order again since 10:59.',
    ],
  },
  {
    name: 'for as long as is agreed',
    when: faults('hall', '08:00', 3_600, 2),
    params: { mendedFor: 'PT2H' },
    gives: [told1, '11:00 clear: hall is in order again since 09:00.'],
  },
];

const measures = (values: readonly number[], times: number, from: string, everyS = 900): Happening[] =>
  again('thermometer', 'body-temperature', values, day + from, everyS, times);
const withThermometer = { devices: [...kit, device('thermometer', 'thermometer', { patientId: 'k' })] };
const drinks = again('cup', 'fluid-intake', [200], '2026-03-01T12:00', 3_600, 1);
const feverish = '10:00 raise: Kathleen has a fever and drinks little: 38 °C at 10:00, and 200 mL drunk within 24 hours.';
const fever = 'Kathleen has a fever during the infusions at home: Temperature';
const temperatures: (Row & { readonly template: string })[] = [
  {
    name: 'at the limit of a fever and just below, for hours: one alert, and not a line for each',
    template: 'infection-signs',
    from: '2026-02-28T06:00',
    until: '2026-03-02T11:59',
    when: inOrder(drinks, measures([38, 37.9, 38.1], 8, '10:00')),
    gives: [feverish],
  },
  {
    name: 'what has moved is told, each time',
    template: 'infection-signs',
    from: '2026-02-28T06:00',
    until: '2026-03-02T11:59',
    when: inOrder(drinks, measures([38, 38.4, 38.5, 38.9, 39, 38.4], 6, '10:00')),
    gives: [
      feverish,
      '10:30 evidence: Temperature 38.5 °C at 10:30.',
      '11:00 evidence: Temperature 39 °C at 11:00.',
      '11:15 evidence: Temperature 38.4 °C at 11:15.',
    ],
  },
  {
    name: 'during infusions: one alert, and not a line for each',
    template: 'home-iv',
    params: { infusions: [{ from: '20:00', to: '21:00' }], visits: [] },
    until: '20:00',
    when: measures([38, 37.9, 38.1], 30, '08:00'),
    gives: [`08:00 raise high: ${fever} 38 °C at 08:00.`],
  },
  {
    name: 'during infusions: what has risen is told, each time',
    template: 'home-iv',
    params: { infusions: [{ from: '20:00', to: '21:00' }], visits: [] },
    until: '20:00',
    when: measures([38, 38.4, 38.5, 39], 4, '08:00'),
    gives: [
      `08:00 raise high: ${fever} 38 °C at 08:00.`,
      '08:30 evidence: Temperature 38.5 °C at 08:30.',
      '08:45 evidence: Temperature 39 °C at 08:45.',
    ],
  },
];

describe.each([
  ['a dispenser', 'dispenser', dispenser, kit],
  ['a device', 'silent-device', silentDevice, [hall]],
] as const)('%s that is faulty and recovers by turns', (_, template, rows, devices) => {
  it.each(rows)('$name', ({ gives, name: _name, ...given }) => {
    expect(told(template, { patient: { devices }, ...given })).toEqual(gives);
  });
});

describe('a temperature that trembles', () => {
  it.each(temperatures)('$name', ({ template, gives, name: _name, ...given }) => {
    expect(told(template, { patient: withThermometer, ...given })).toEqual(gives);
  });
});
