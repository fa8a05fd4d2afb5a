import { describe, expect, it } from 'vitest';
import type { ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import { type Drive, device } from '../drive.ts';
import { again, inOrder, told } from './jitter.ts';

const devices = [
  device('oximeter', 'oximeter', { patientId: 'k' }),
  device('thermometer', 'thermometer', { patientId: 'k' }),
  device('meter', 'glucose-meter', { patientId: 'k' }),
  device('cuff', 'cuff', { patientId: 'k' }),
];
const day = '2026-03-02T';
const until = '2026-03-03T06:00';
const mmHg = (reading: string): ObservationValue => {
  const [systolicMmHg, diastolicMmHg] = reading.split('/').map(Number) as [number, number];
  return { systolicMmHg, diastolicMmHg };
};
/** The values one after the other, again and again, every quarter of an hour for eight hours from 08:00 on. */
const hovers = (id: string, kind: ObservationKind, values: readonly ObservationValue[], everyS = 900) =>
  again(id, kind, values, `${day}08:00`, everyS, (8 * 3_600) / everyS);
const then = (id: string, kind: ObservationKind, at: string, ...values: readonly ObservationValue[]) =>
  again(id, kind, values, day + at, 600, values.length);

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const rest = (what: string, meter: string) => `prompt ${meter}: Please sit and rest for 5 minutes, {name}, then take your ${what} again.`;
const vital = (kind: ObservationKind, more: Record<string, unknown> = {}) => ({ params: { kind, ...more } });
const pulse = (...values: number[]) => hovers('oximeter', 'heart-rate', values);
const highPulse = [
  `08:00 ${rest('pulse', 'oximeter')}`,
  "08:30 raise moderate: Kathleen's pulse was high twice: 111 a minute at 08:00, and 111 a minute at 08:30.",
];
const oxygen = (...values: number[]) => hovers('oximeter', 'oxygen-saturation', values);
const lowOxygen = [
  `08:00 ${rest('oxygen level', 'oximeter')}`,
  "08:30 raise low: Kathleen's oxygen level was a little low twice: 94 % at 08:00, and 94 % at 08:30.",
];
const vitals: Row[] = [
  { name: 'just below the limit and 1 further below is nothing', ...vital('heart-rate'), when: pulse(110, 109), gives: [] },
  { name: 'at the limit and 1 below it is one prompt and one alert', ...vital('heart-rate'), when: pulse(111, 110), gives: highPulse },
  {
    name: '1 above, at and 1 below the limit as well, and says how far it went',
    ...vital('heart-rate'),
    when: pulse(111, 110, 112),
    gives: [highPulse[0]!, "08:30 raise moderate: Kathleen's pulse was high twice: 111 a minute at 08:00, and 112 a minute at 08:30."],
  },
  { name: 'at a limit of warning and 1 inside it', ...vital('oxygen-saturation'), when: oxygen(94, 95), gives: lowOxygen },
  {
    name: 'and twice inside each time',
    ...vital('oxygen-saturation'),
    when: oxygen(94, 95, 95),
    gives: [lowOxygen[0]!, lowOxygen[1]!.replaceAll('08:30', '08:45')],
  },
  {
    name: 'at the limit of a fever and just below it',
    ...vital('body-temperature'),
    when: hovers('thermometer', 'body-temperature', [38, 37.9]),
    gives: [
      `08:00 ${rest('temperature', 'thermometer')}`,
      "08:30 raise moderate: Kathleen's temperature was high twice: 38.0 °C at 08:00, and 38.0 °C at 08:30.",
    ],
  },
  {
    name: 'is over by the margin',
    ...vital('heart-rate'),
    when: inOrder(pulse(111, 110), then('oximeter', 'heart-rate', '16:00', 105, 105)),
    gives: [...highPulse, "16:10 clear: Kathleen's pulse is within the limits again, 2 readings in a row: 105 a minute at 16:10."],
  },
  {
    name: 'or once it has stayed inside for four hours',
    ...vital('oxygen-saturation'),
    when: inOrder(oxygen(94, 95), again('oximeter', 'oxygen-saturation', [95], `${day}16:00`, 3_600, 8)),
    gives: [...lowOxygen, "20:00 clear: Kathleen's oxygen level is within the limits again, 2 readings in a row: 95 % at 20:00."],
  },
  {
    name: 'a graver value counts at once, before the alert',
    ...vital('heart-rate'),
    when: inOrder(then('oximeter', 'heart-rate', '08:00', 111, 110), then('oximeter', 'heart-rate', '08:12', 131)),
    gives: [
      highPulse[0]!,
      "08:12 raise high: Kathleen's pulse was once high, once very high: 111 a minute at 08:00, and 131 a minute at 08:12.",
    ],
  },
  {
    name: 'and in it, each time it gets graver',
    ...vital('oxygen-saturation'),
    when: inOrder(oxygen(94, 95), then('oximeter', 'oxygen-saturation', '10:01', 92), then('oximeter', 'oxygen-saturation', '10:02', 87)),
    gives: [
      ...lowOxygen,
      "10:01 raise moderate: Kathleen's oxygen level is low: 92 % at 10:01.",
      "10:02 raise high: Kathleen's oxygen level is very low: 87 % at 10:02.",
    ],
  },
  {
    name: 'out the other way is asked about by itself',
    ...vital('body-temperature'),
    when: inOrder(then('thermometer', 'body-temperature', '08:00', 38, 37.9), then('thermometer', 'body-temperature', '09:00', 35)),
    until: '09:20',
    gives: [`08:00 ${rest('temperature', 'thermometer')}`, `09:00 ${rest('temperature', 'thermometer')}`],
  },
  {
    name: 'outside again as long after the first as may be is the second',
    ...vital('heart-rate'),
    when: inOrder(then('oximeter', 'heart-rate', '08:00', 111, 110), then('oximeter', 'heart-rate', '12:00', 111)),
    gives: [highPulse[0]!, "12:00 raise moderate: Kathleen's pulse was high twice: 111 a minute at 08:00, and 111 a minute at 12:00."],
  },
  {
    name: 'and later than that a new first',
    ...vital('heart-rate'),
    when: inOrder(then('oximeter', 'heart-rate', '08:00', 111, 110), then('oximeter', 'heart-rate', '12:00:01', 111)),
    until: '12:30',
    gives: [highPulse[0]!, highPulse[0]!.replace('08:00', '12:00:01')],
  },
  {
    name: 'outside again before the rest is over is waited for, without another word',
    ...vital('heart-rate'),
    when: again('oximeter', 'heart-rate', [111, 110, 111], `${day}08:00`, 120, 3),
    gives: [highPulse[0]!, "08:34 raise moderate: Kathleen's pulse was high once (111 a minute at 08:00) and was not measured again."],
  },
];

const sugar = (...values: number[]) => hovers('meter', 'glucose', values);
const card =
  '08:00 prompt glucose-meter: Your blood sugar is low, {name}. Please have your fast sugar now, as in your plan, sit down, and measure again in ten to fifteen minutes.';
const highCard =
  '08:00 prompt glucose-meter: Your blood sugar is high, {name}. Please follow your plan, drink some water, and measure again in 1 hour.';
const lowTwice = "08:30 raise moderate: Kathleen's blood sugar was low twice: 3.9 mmol/L at 08:00, and 3.9 mmol/L at 08:30.";
const highTwice = "09:00 raise moderate: Kathleen's blood sugar was high twice: 15.1 mmol/L at 08:00, and 15.1 mmol/L at 09:00.";
const sugars: Row[] = [
  { name: 'at the low limit and just above is nothing', when: hovers('meter', 'glucose', [4, 4.1], 840), gives: [] },
  {
    name: 'just below, at and just above the low limit is one card and one alert',
    when: hovers('meter', 'glucose', [3.9, 4, 4.1, 4], 840),
    gives: [card, lowTwice.replaceAll('08:30', '08:56')],
  },
  {
    name: 'just below the low limit and at it',
    when: hovers('meter', 'glucose', [3.9, 4], 840),
    gives: [card, lowTwice.replaceAll('08:30', '08:28')],
  },
  {
    name: 'is over by the margin at once',
    when: inOrder(hovers('meter', 'glucose', [3.9, 4], 840), then('meter', 'glucose', '16:10', 4.5)),
    gives: [card, lowTwice.replaceAll('08:30', '08:28'), "16:10 clear: Kathleen's blood sugar is no longer low: 4.5 mmol/L at 16:10."],
  },
  {
    name: 'or just above the limit, once it has stayed so for an hour',
    when: inOrder(
      again('meter', 'glucose', [3.9, 4, 3.9, 4], `${day}08:00`, 840, 4),
      again('meter', 'glucose', [4.4], `${day}09:41:59`, 1, 2),
    ),
    gives: [card, lowTwice.replaceAll('08:30', '08:28'), "09:42 clear: Kathleen's blood sugar is no longer low: 4.4 mmol/L at 09:42."],
  },
  {
    name: 'very low counts at once, before the alert and in it',
    when: inOrder(again('meter', 'glucose', [3.9, 4, 2.9], `${day}08:00`, 120, 3)),
    gives: [card, "08:04 raise high: Kathleen's blood sugar is very low: 2.9 mmol/L at 08:04."],
  },
  {
    name: 'very low in the alert',
    when: inOrder(again('meter', 'glucose', [3.9, 4, 3.9, 4, 2.9, 3], `${day}08:00`, 840, 6)),
    gives: [card, lowTwice.replaceAll('08:30', '08:28'), "08:56 raise high: Kathleen's blood sugar is very low: 2.9 mmol/L at 08:56."],
  },
  {
    name: 'low again an hour after the first is the second',
    when: inOrder(then('meter', 'glucose', '08:00', 3.9, 4.4), then('meter', 'glucose', '09:00', 3.8)),
    gives: [card, "09:00 raise moderate: Kathleen's blood sugar was low twice: 3.9 mmol/L at 08:00, and 3.8 mmol/L at 09:00."],
  },
  {
    name: 'later than that it is treated first',
    when: inOrder(then('meter', 'glucose', '08:00', 3.9, 4.4), then('meter', 'glucose', '09:00:01', 3.8, 5)),
    gives: [card, card.replace('08:00', '09:00:01')],
  },
  {
    name: 'and so it is after a rise by the margin',
    when: inOrder(then('meter', 'glucose', '08:00', 3.9, 4.5), then('meter', 'glucose', '09:00', 3.8, 5)),
    gives: [card, card.replace('08:00', '09:00')],
  },
  {
    name: 'low again before sugar can have worked is waited for, without another card',
    when: again('meter', 'glucose', [3.9, 4, 3.9], `${day}08:00`, 120, 3),
    gives: [card, "08:19 raise moderate: Kathleen's blood sugar was low (3.9 mmol/L at 08:00) and has not been seen to recover."],
  },
  { name: 'at the high limit and just below is nothing', when: sugar(15, 14.9), gives: [] },
  { name: 'just above the high limit and at it is one prompt and one alert', when: sugar(15.1, 15), gives: [highCard, highTwice] },
  {
    name: 'is over by the margin, once',
    when: inOrder(sugar(15.1, 15), then('meter', 'glucose', '16:10', 14.1, 14)),
    gives: [highCard, highTwice, "16:20 clear: Kathleen's blood sugar is no longer high: 14.0 mmol/L at 16:20."],
  },
];

const pressure = (...values: string[]) => hovers('cuff', 'blood-pressure', values.map(mmHg));
const cuff = '08:00 prompt cuff: Please sit and rest for five minutes, {name}, then take your blood pressure again.';
const twice = (first: string, second: string, at = '08:30') =>
  `${at} raise: Kathleen's blood pressure was high twice: ${first} mmHg at 08:00, and ${second} mmHg at ${at}.`;
const pressures: Row[] = [
  { name: 'at the limit and 1 below is nothing', when: pressure('170/80', '169/80'), gives: [] },
  {
    name: '1 above the limit and at it is one prompt and one alert',
    when: pressure('171/80', '170/80'),
    gives: [cuff, twice('171/80', '171/80')],
  },
  {
    name: '1 above, at and 1 below: systolic',
    when: pressure('171/80', '170/80', '169/80'),
    gives: [cuff, twice('171/80', '171/80', '08:45')],
  },
  { name: '1 above and at it: diastolic', when: pressure('150/116', '150/115'), gives: [cuff, twice('150/116', '150/116')] },
  {
    name: 'at the low limit and 1 above',
    when: pressure('90/60', '91/60'),
    gives: [cuff, twice('90/60', '90/60').replace('raise', 'raise high').replace('high twice', 'low twice')],
  },
  {
    name: 'further out is told, and no more is said of what is not',
    when: pressure('171/80', '170/80', '171/80', '173/80', '172/80'),
    gives: [cuff, twice('171/80', '171/80'), '08:45 evidence: 173/80 mmHg at 08:45.'],
  },
  {
    name: 'good by the margin is told, and outside again after it',
    when: pressure('171/80', '172/80', '166/80', '165/80', '171/80'),
    gives: [
      cuff,
      twice('171/80', '172/80', '08:15'),
      ...Array.from({ length: 6 }, (_, i) => {
        const at = (minutes: number) => `${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        return [
          `${at(45 + 75 * i)} evidence: 165/80 mmHg at ${at(45 + 75 * i)}.`,
          `${at(60 + 75 * i)} evidence: 171/80 mmHg at ${at(60 + 75 * i)}.`,
        ];
      }).flat(),
    ],
  },
  {
    name: 'not measured again, then trembling: told once, and not over',
    when: inOrder(
      then('cuff', 'blood-pressure', '08:00', mmHg('171/80')),
      again('cuff', 'blood-pressure', [mmHg('170/80')], `${day}09:00`, 900, 20),
    ),
    gives: [
      cuff,
      "08:30 raise: Kathleen's blood pressure was high once (171/80 mmHg at 08:00) and was not measured again.",
      '09:00 evidence: 170/80 mmHg at 09:00.',
    ],
  },
  {
    name: 'and then good by the margin',
    when: inOrder(
      then('cuff', 'blood-pressure', '08:00', mmHg('171/80')),
      then('cuff', 'blood-pressure', '09:00', mmHg('170/80'), mmHg('165/80')),
    ),
    gives: [
      cuff,
      "08:30 raise: Kathleen's blood pressure was high once (171/80 mmHg at 08:00) and was not measured again.",
      '09:00 evidence: 170/80 mmHg at 09:00.',
      "09:10 clear: Kathleen's blood pressure was measured again and is within the limits: 165/80 mmHg at 09:10.",
    ],
  },
  {
    name: 'a grave value counts as the second at once',
    when: then('cuff', 'blood-pressure', '08:00', mmHg('171/80'), mmHg('170/80'), mmHg('220/80')),
    gives: [cuff, twice('171/80', '220/80', '08:20').replace('raise', 'raise high').replace('high twice', 'once high, once very high')],
  },
  {
    name: 'out the other way is asked about by itself',
    when: then('cuff', 'blood-pressure', '08:00', mmHg('171/80'), mmHg('170/80'), mmHg('90/60')),
    until: '08:40',
    gives: [cuff, cuff.replace('08:00', '08:20')],
  },
  {
    name: 'four hours after the first it is the second, and later a new first',
    when: inOrder(
      then('cuff', 'blood-pressure', '08:00', mmHg('171/80'), mmHg('170/80')),
      then('cuff', 'blood-pressure', '12:00:01', mmHg('171/80')),
    ),
    until: '12:20',
    gives: [cuff, cuff.replace('08:00', '12:00:01')],
  },
];

describe.each([
  ['vital-limit', vitals],
  ['glucose', sugars],
  ['blood-pressure', pressures],
])('a value that trembles on its limit: %s', (template, rows) => {
  it.each(rows)('$name', ({ gives, name: _, ...given }) => {
    expect(told(template, { patient: { devices }, until, ...given })).toEqual(gives);
  });
});
