import { describe, expect, it } from 'vitest';
import { paramsProblem, parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('infection-signs')!;
const kit = [...devices, device('lounge', 'thermometer')];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const drink = (at: string, value = 200, more: More = {}): Happening => ({ at, person: 'fluid-intake', value, ...more });
const cel = (at: string, value: number, more: More = {}): Happening => ({ at, person: 'body-temperature', value, ...more });
/** Three drinks of 200 mL the day before, and one in the morning: 800 mL within 24 hours until 09:00, 600 mL then. */
const little = [drink('2026-03-01T08:30'), drink('2026-03-01T15:10'), drink('2026-03-01T18:10'), drink('08:10')];
const usual = ['09:00', '12:00', '15:00', '18:00', '21:00'].map((at) => cel(`2026-03-01T${at}`, 36.4));
const since = '2026-02-28T06:00';

const raise = (at: string, value: number, ml: number, reading = at) =>
  `${at} raise: Kathleen has a fever and drinks little: ${value} °C at ${reading}, and ${ml} mL drunk within 24 hours. [Temperature ${value} °C at ${reading}. ${ml} mL drunk within 24 hours.]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}
const rows: Row[] = [
  { name: 'nothing is known', gives: [] },
  { name: 'little to drink, and no fever', when: [...little, cel('10:00', 37.9)], gives: [] },
  {
    name: 'a fever, and enough to drink, as long as it is enough',
    when: [...little, drink('09:10', 400), cel('10:00', 38.5)],
    gives: [raise('16:00', 38.5, 800, '10:00')],
  },
  { name: 'both, at the limit of the fever', when: [...little, cel('10:00', 38)], gives: [raise('10:00', 38, 600)] },
  { name: 'one mL too little', when: [...little, drink('09:10', 399), cel('10:00', 38)], gives: [raise('10:00', 38, 999)] },
  {
    name: 'the fever first: as soon as what was drunk is a day ago',
    when: [drink('2026-03-01T08:30', 500), drink('2026-03-01T15:10', 600), cel('07:00', 38.2)],
    gives: [raise('09:00', 38.2, 600, '07:00')],
  },
  {
    name: 'one millisecond before that',
    when: [drink('2026-03-01T08:30', 500), drink('2026-03-01T15:10', 600), cel('07:00', 38.2)],
    until: '08:59:59.999',
    gives: [],
  },
  {
    name: 'a fever of a day ago no longer counts',
    when: [drink('2026-03-01T09:10', 1_000), cel('2026-03-01T10:00', 38.2)],
    gives: [],
  },
  {
    name: 'one of a millisecond less does',
    when: [drink('2026-03-01T09:10', 1_000), cel('2026-03-01T10:00:00.001', 38.2)],
    gives: [raise('10:00', 38.2, 0, '10:00 on 1 March')],
  },
  { name: '1.5 °C above the usual temperature', when: [...little, ...usual, cel('10:00', 37.9)], gives: [raise('10:00', 37.9, 600)] },
  { name: 'just less', when: [...little, ...usual, cel('10:00', 37.8)], gives: [] },
  { name: 'the usual temperature is not known yet', when: [...little, ...usual.slice(1), cel('10:00', 37.9)], gives: [] },
  { name: 'it is agreed', params: { usualCel: 35.9 }, when: [...little, cel('10:00', 37.4)], gives: [raise('10:00', 37.4, 600)] },
  { name: 'nobody writes down what is drunk', when: [cel('10:00', 39)], gives: [] },
  { name: 'nobody has for three days', from: '2026-02-20T06:00', when: [drink('2026-02-27T09:59:59.999'), cel('10:00', 39)], gives: [] },
  {
    name: 'and a little less',
    from: '2026-02-20T06:00',
    when: [drink('2026-02-27T10:00'), cel('10:00', 39)],
    gives: [raise('10:00', 39, 0)],
  },
  {
    name: 'watched for less than a day: it is not known what was drunk',
    from: '2026-03-01T10:00',
    when: [drink('08:10'), cel('09:50', 39)],
    until: '09:59:59.999',
    gives: [],
  },
  { name: 'and then', from: '2026-03-01T10:00', when: [drink('08:10'), cel('09:50', 39)], gives: [raise('10:00', 39, 200, '09:50')] },
  {
    name: 'measured again afterwards: a person ends it',
    when: [...little, cel('10:00', 38.5), cel('12:00', 36.8), drink('12:10', 900)],
    gives: [raise('10:00', 38.5, 600), '12:00 evidence: Temperature 36.8 °C at 12:00, entered by hand.'],
  },
  {
    name: 'closed by a person: a new fever begins anew',
    when: [...little, cel('10:00', 38.5), { at: '11:00', closed: true }, cel('15:00', 38.6)],
    gives: [raise('10:00', 38.5, 600), raise('15:00', 38.6, 600)],
  },
  {
    name: 'told twice',
    when: [...little, drink('08:10', 200, { told: '09:30' }), cel('10:00', 38), cel('10:00', 38, { told: '10:20' })],
    gives: [raise('10:00', 38, 600)],
  },
  {
    name: 'a drink told late counts when it was drunk',
    until: '15:59:59.999',
    when: [...little, drink('08:40', 400, { told: '09:50' }), cel('10:00', 38)],
    gives: [],
  },
  { name: 'a fever told late', when: [...little, cel('10:00', 38, { told: '15:00' })], gives: [raise('15:00', 38, 600, '10:00')] },
  { name: 'too late', params: { maxLateness: 'PT1H' }, when: [...little, cel('10:00', 38, { told: '15:00' })], gives: [] },
  { name: 'a kept reading sent again', when: [...little, cel('10:00', 38, { snapshot: true })], gives: [] },
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, when: [...little, cel('10:00', 38.5)], gives: [] },
  {
    name: 'home from hospital: a day must have been seen',
    when: [
      ...little,
      { at: '06:00', patient: { presence: { mode: 'hospital', untilAt: null } } },
      { at: '07:00', patient: { presence: { mode: 'home', untilAt: null } } },
      cel('10:00', 38.5),
    ],
    gives: [],
  },
  {
    name: 'a thermometer that several use',
    patient: { devices: kit, sharedHome: true },
    when: [...little, { at: '10:00', device: 'lounge', kind: 'body-temperature', value: 39 }],
    gives: [],
  },
  {
    name: 'mostly blind: not known, until enough was seen',
    blind: [['2026-03-01T20:00', '06:30']],
    when: [...little, cel('10:00', 38.5)],
    until: '23:59',
    gives: [],
  },
  { name: 'blind for four hours', blind: [['02:00', '06:00']], when: [...little, cel('10:00', 38.5)], gives: [raise('10:00', 38.5, 600)] },
  {
    name: 'blind for longer: once it lies far enough back',
    blind: [['2026-03-01T10:00', '2026-03-01T14:30']],
    when: [...little, cel('10:00', 38.5)],
    gives: [raise('11:00', 38.5, 600, '10:00')],
  },
];

describe('fever and little to drink', () => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    const when = given.when?.toSorted((a, b) => order(a) - order(b));
    expect(driveExplained(template, { from: since, ...given, when }).lines).toEqual(gives);
  });

  it('is explained', () => {
    const explained = (...when: Happening[]) => said(driveExplained(template, { from: since, until: '10:30', when }).conditions);
    expect(explained()).toEqual([
      'not met: None is known. What is usual is not known yet.',
      'unknown: 0 mL. Too little of the day was seen, or drinks are not written down.',
      'met: At home.',
    ]);
    expect(explained(...little, cel('10:00', 38.5))).toEqual([
      'met: 38.5 °C at 10:00. What is usual is not known yet.',
      'met: 600 mL.',
      'met: At home.',
    ]);
    expect(explained(...little, drink('09:00', 500), cel('10:00', 38.5))[1]).toBe('not met: 1100 mL.');
  });

  it("goes to the home's nurse first", () => {
    expect(template.defaultPlan(parseParams(template, {})).steps.map(({ level }) => level)).toEqual([
      'agency',
      'coordination',
      'rapid-response',
    ]);
  });

  it('refuses a fever that is none', () => {
    expect(paramsProblem(template, { feverFromCel: 36 })).toContain('feverFromCel');
  });
});

/** When it reaches us. */
function order(happening: Happening): number {
  const when = 'told' in happening && happening.told ? happening.told : happening.at;
  return Date.parse(`${when.includes('T') ? when : `2026-03-02T${when}`}Z`);
}
