import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levels, severities } from '../../../rules/model/alert.ts';
import type { ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import { parseParams, templateDefaults, templates } from '../../../rules/scenarios/registry.ts';
import { device, devices, drive, type Happening } from '../drive.ts';

/** What each template needs to be told at least, and a change of it. */
const agreements: Readonly<Record<string, readonly [Record<string, unknown>, Record<string, unknown>]>> = {
  fridge: [{}, { window: { from: '07:00', to: '09:15' }, sharedCounts: true }],
  'bed-not-left': [{}, { window: { from: '06:00', to: '08:30' } }],
  'bed-not-entered': [{}, { window: { from: '19:00', to: '23:30', days: ['sat', 'sun'] } }],
  'bed-left': [{}, { window: { from: '22:00', to: '07:00' }, backWithin: 'PT1H', maxLateness: 'PT2H' }],
  'no-return': [{}, { leaving: { from: '09:00', to: '11:00' }, returnBy: null, outFor: 'PT45M', sharedCounts: true }],
  'missed-visit': [
    {},
    {
      calls: [
        { from: '07:30', to: '08:00', name: 'a' },
        { from: '07:45', to: '08:00', name: 'b' },
        { from: '12:00', to: '13:30', name: 'c', days: ['sun'] },
      ],
      grace: 'PT10M',
      sharedCounts: true,
    },
  ],
  inactivity: [{}, { window: { from: '09:00', to: '20:00' }, noSignFor: 'PT1H', sharedCounts: true }],
  'no-meal-signs': [{}, { window: { from: '08:00', to: '11:30' }, atLeast: 1, sharedCounts: true }],
  pills: [
    {
      doses: [
        { time: '01:30', medicine: 'a' },
        { time: '08:00', medicine: 'b', critical: true },
      ],
    },
    {
      doses: [
        { time: '07:30', medicine: 'b' },
        { time: '08:10', medicine: 'c' },
      ],
      maxLateness: 'PT2H',
    },
  ],
  door: [{}, { window: { from: '21:30', to: '05:00' }, sharedCounts: true }],
  sos: [{}, { maxLateness: 'PT1M' }],
  'blood-pressure': [{}, { highSystolicMmHg: 150, repeatWithin: 'PT5M' }],
  trend: [{ kind: 'heart-rate', learnDays: 7, learnReadings: 5, lastReadings: 2, oncePer: 'PT1M', by: 5 }, { kind: 'steps' }],
  'check-in': [{ tellIfSilent: true }, { window: { from: '18:30', to: '20:00' }, painAtLeast: 4, painUpBy: 1, maxLateness: 'PT1H' }],
  glucose: [{}, { hypoBelowMmolL: 5, hyperAboveMmolL: 12, recheckWithin: 'PT5M', sharedCounts: true }],
  news2: [{}, { lowFrom: 1, setWithin: 'PT10M', askFor: 'PT1H', beginsWith: 1 }],
  'weight-gain': [{}, { gainKg: 1, days: 5, sharedCounts: true, maxLateness: 'PT1H' }],
  'vital-limit': [{}, { below: 90, warnBelow: 93, clearAfter: 1, repeatWithin: 'PT10M', sharedCounts: true }],
  'silent-device': [{}, { missedHeartbeats: 1, remindAfter: 'PT2H' }],
  'steps-goal': [{}, { stepsPerDay: 3000, optedIn: true, quietDays: 2, eveningAt: '18:00' }],
  'personal-goal': [
    { words: 'walk to church' },
    { words: 'walk to church', optedIn: true, quietWeeks: 1, weekEnds: 'mon', timesPerWeek: 1 },
  ],
  exercises: [{}, { listTo: 'the physio', weekEnds: 'mon', timesPerWeek: 1 }],
  'discharge-watch': [
    { dischargedOn: '2026-10-24' },
    { dischargedOn: '2026-10-20', kinds: ['blood-pressure', 'motion'], missedDays: 1, reviewAfterDays: [5, 6] },
  ],
  'reading-expected': [{}, { everyDays: 2, missedDays: 1, firstWithin: null, sharedCounts: true }],
  fall: [{}, { stillFor: 'PT2M', talkBack: 'PT1M' }],
  'no-plan': [{}, { assessWithin: 'PT5M' }],
  'repeated-calls': [{}, { calls: 2, within: 'PT2H', moderateCalls: 3, sharedCounts: true }],
  'home-hazard': [{}, { hazards: ['smoke', 'water-leak'], againAfter: 'PT1H' }],
  'cold-home': [{}, { coldFor: 'PT30M', rooms: ['bedroom'], remindAfter: 'PT3H' }],
  dispenser: [{}, { doses: [{ time: '08:00' }, { time: '12:00' }], carerCounts: true, sharedCounts: true, remindAfter: 'PT2H' }],
  'home-iv': [
    {},
    {
      infusions: [
        { from: '01:00', to: '02:30' },
        { from: '13:00', to: '14:00' },
      ],
      until: '2026-10-27',
    },
  ],
  'infection-signs': [{}, { usualCel: 36.5, feverFor: 'PT6H', minMlPerDay: 2_000 }],
  fluids: [{}, { days: 1, usualVisits: 2, moreBy: 1, askAt: '01:30', sharedCounts: true }],
};

const kit = [
  ...devices.map((one, i) => ({ ...one, heartbeatMs: i % 2 ? 600_000 : null })),
  device('kitchen', 'dispenser'),
  device('ours', 'cuff'),
  device('our-meter', 'glucose-meter'),
  device('meter', 'glucose-meter', { patientId: 'k' }),
  device('watch', 'wearable', { patientId: 'k' }),
  device('bathroom-scales', 'scales'),
  device('scales', 'scales', { patientId: 'k' }),
  device('oximeter', 'oximeter', { patientId: 'k' }),
  device('pendant', 'fall-detector', { patientId: 'k' }),
  device('smoke', 'smoke-alarm'),
  device('leak', 'water-sensor'),
  device('lounge', 'room-thermometer', { room: 'living-room' }),
  device('kettle', 'plug', { room: 'kitchen' }),
  device('bath', 'motion', { room: 'bathroom' }),
  device('tag', 'app'),
  device('cooking', 'motion', { room: 'kitchen' }),
  device('cup', 'cup', { patientId: 'k' }),
  device('pump', 'infusion-pump', { patientId: 'k' }),
];

const readings: readonly (readonly [string, ObservationKind, ObservationValue])[] = [
  ['fridge', 'contact', 'open'],
  ['fridge', 'contact', 'closed'],
  ['door', 'contact', 'open'],
  ['door', 'contact', 'closed'],
  ['pir', 'motion', true],
  ['bed', 'bed-occupancy', true],
  ['bed', 'bed-occupancy', false],
  ['dispenser', 'dose', 'dispensed'],
  ['dispenser', 'dose', 'jammed'],
  ['kitchen', 'dose', 'dispensed'],
  ['button', 'sos', true],
  ['cuff', 'blood-pressure', { systolicMmHg: 185, diastolicMmHg: 100 }],
  ['cuff', 'blood-pressure', { systolicMmHg: 135, diastolicMmHg: 80 }],
  ['ours', 'blood-pressure', { systolicMmHg: 225, diastolicMmHg: 120 }],
  ['cuff', 'battery', 50],
  ['watch', 'steps', 4_800],
  ['watch', 'steps', 1_200],
  ['person', 'pain', 8],
  ['person', 'pain', 5],
  ['person', 'pain', 2],
  ['person', 'wellbeing', 'unwell'],
  ['person', 'wellbeing', 'well'],
  ['our-meter', 'glucose', 7],
  ['our-meter', 'glucose', 3.4],
  ['meter', 'glucose', 16.4],
  ['meter', 'glucose', 6.1],
  ['meter', 'glucose', 3.6],
  ['meter', 'glucose', 2.8],
  ['person', 'body-temperature', 36.8],
  ['person', 'consciousness', 'confusion'],
  ['person', 'consciousness', 'alert'],
  ['person', 'inspired-oxygen', 'air'],
  ['oximeter', 'respiratory-rate', 26],
  ['oximeter', 'respiratory-rate', 18],
  ['watch', 'heart-rate', 118],
  ['watch', 'heart-rate', 72],
  ['bathroom-scales', 'body-weight', 82.4],
  ['scales', 'body-weight', 64],
  ['scales', 'body-weight', 83],
  ['scales', 'body-weight', 81.6],
  ['scales', 'body-weight', 80],
  ['oximeter', 'oxygen-saturation', 84],
  ['oximeter', 'oxygen-saturation', 90],
  ['oximeter', 'oxygen-saturation', 93],
  ['oximeter', 'oxygen-saturation', 96],
  ['ours', 'oxygen-saturation', 96],
  ['person', 'steps', 2_500],
  ['person', 'steps', 5_200],
  ['person', 'goal', 'walk to church'],
  ['person', 'exercise', 'done'],
  ['person', 'exercise', 'not-done'],
  ['person', 'pain', 6],
  ['person', 'meal', 'eaten'],
  ['person', 'visit', 'started'],
  ['tag', 'visit', 'started'],
  ['person', 'visit', 'ended'],
  ['person', 'dose', 'given-by-carer'],
  ['pendant', 'fall', 'suspected'],
  ['pendant', 'fall', 'fallen'],
  ['pendant', 'fall', 'recovered'],
  ['person', 'ok', true],
  ['smoke', 'smoke', 'alarm'],
  ['smoke', 'smoke', 'clear'],
  ['leak', 'water-leak', 'alarm'],
  ['leak', 'water-leak', 'clear'],
  ['lounge', 'room-temperature', 17],
  ['lounge', 'room-temperature', 11],
  ['lounge', 'room-temperature', 21],
  ['kettle', 'power', 2_200],
  ['kettle', 'power', 0],
  ['bath', 'motion', true],
  ['cooking', 'motion', true],
  ['fridge', 'device-fault', 'faulty'],
  ['fridge', 'device-fault', 'recovered'],
  ['dispenser', 'availability', 'offline'],
  ['dispenser', 'availability', 'online'],
  ['cup', 'fluid-intake', 200],
  ['person', 'body-temperature', 38.4],
  ['pump', 'infusion', 'started'],
  ['pump', 'infusion', 'interrupted'],
  ['pump', 'infusion', 'completed'],
  ['person', 'call', '111'],
  ['dispenser', 'dose-stock', 2],
  ['dispenser', 'dose-stock', 60],
];

/** The readings that reach a template: others would only thin out what is tried. */
const heardBy = (id: string) => readings.filter(([, kind]) => templates.get(id)!.kinds.includes(kind));

const firstAt = Date.parse('2026-10-24T20:00:00Z');
const minutes = (n: number) => new Date(firstAt + n * 60_000).toISOString();
const ago = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 900 }));
const event = (id: string) =>
  fc
    .record({ gap: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 180 })), ago, snapshot: fc.boolean() })
    .chain((when) =>
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...heardBy(id)).map(([source, kind, value]) => ({ ...when, source, kind, value })) },
        fc
          .constantFrom<Record<string, unknown>>(
            { closed: true },
            { params: agreements[id]![0] },
            { params: agreements[id]![1] },
            { patient: { presence: { mode: 'hospital', untilAt: null } } },
            { patient: { presence: { mode: 'home', untilAt: null } } },
            { patient: { presence: { mode: 'away', untilAt: firstAt + 13 * 3_600_000 } } },
            { patient: { devices: kit } },
            { patient: { devices: kit.slice(2, 6) } },
            { patient: { zone: 'America/New_York' } },
          )
          .map((change) => ({ ...when, change })),
      ),
    );

/** Events one after the other, each with the time it happened and, later or at once, the time it was told. */
function happenings(events: readonly (Record<string, unknown> & { gap: number; ago: number; snapshot: boolean })[]): Happening[] {
  let now = 0;
  return events.map(({ gap, ago, snapshot, change, source, kind, value }) => {
    now += gap;
    if (change) return { at: minutes(now), ...change } as Happening;
    const told = { at: minutes(now - ago), told: minutes(now), snapshot, value };
    return (source === 'person' ? { ...told, person: kind } : { ...told, device: source, kind }) as Happening;
  });
}

describe.each([...templates.keys()])('%s', (id) => {
  const template = templates.get(id)!;
  const [raw, changed] = agreements[id]!;

  it.each([false, true])('keeps its promises whatever happens, shared home: %s', (sharedHome) => {
    fc.assert(
      fc.property(fc.array(event(id), { maxLength: 40 }), (events) => {
        const patient = { sharedHome, devices: kit };
        const when = happenings(events);
        const until = minutes(5 * 24 * 60);
        const lines = drive(template, { day: '2026-10-24', from: minutes(0), until, params: raw, patient, when });
        expect(drive(template, { day: '2026-10-24', from: minutes(0), until, params: raw, patient, when })).toEqual(lines);
      }),
      { numRuns: 60, seed: 20261025 },
    );
  });

  it('begins at any time of day', () => {
    for (let at = 0; at < 24 * 60; at += 37)
      drive(template, { day: '2026-10-25', from: minutes(at), until: minutes(at + 3 * 24 * 60), params: raw, patient: { devices: kit } });
  });

  it('says what is agreed, and what happens by default', () => {
    for (const params of [raw, changed]) {
      const { plan, severity } = templateDefaults(id, params);
      expect(severities).toContain(severity);
      expect(plan.steps.length).toBeGreaterThan(0);
      for (const step of plan.steps) {
        expect(levels).toContain(step.level);
        expect(step.waitMs).toBeGreaterThanOrEqual(60_000);
        expect(step.message).toContain('{name}');
      }
      expect(template.describe(parseParams(template, params))).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('refuses a parameter that it does not know', () => {
    expect(() => parseParams(template, { ...raw, colour: 'blue' })).toThrow('colour');
  });
});

it('an unknown template is refused with the names of those that exist', () => {
  expect(() => templateDefaults('fridges', {})).toThrow(
    `there is no scenario template "fridges"; there are ${[...templates.keys()].join(', ')}`,
  );
});
