import fc from 'fast-check';
import { type EscalationPlan, levels, outcomeCodes, severities } from '../../../rules/model/alert.ts';
import { type ObservationKind, observationKindNames } from '../../../rules/model/observation.ts';
import {
  type Channel,
  type ContactContext,
  deviceKinds,
  type OnCallPerson,
  type TeamContext,
  teamKinds,
} from '../../../rules/model/patient.ts';
import { day, hour, minute, second } from '../../../rules/model/time.ts';
import { templates } from '../../../rules/scenarios/registry.ts';

/** Values a device may send, by kind; others are quarantined at the edge and never reach the core. */
const values: Readonly<
  Partial<Record<ObservationKind, fc.Arbitrary<number | string | boolean | { systolicMmHg: number; diastolicMmHg: number }>>>
> = {
  contact: fc.constantFrom('open', 'closed'),
  motion: fc.boolean(),
  'bed-occupancy': fc.boolean(),
  dose: fc.constantFrom('dispensed', 'given-by-carer', 'missed', 'jammed', 'empty'),
  'blood-pressure': fc.record({ systolicMmHg: fc.integer({ min: 70, max: 240 }), diastolicMmHg: fc.integer({ min: 30, max: 69 }) }),
  sos: fc.constant(true),
  ok: fc.constant(true),
  meal: fc.constant('eaten'),
  visit: fc.constantFrom('started', 'ended'),
  heartbeat: fc.constant(true),
};

/** Agreements to choose from where a template needs more than its defaults, or has a second face worth living through. */
const parameters: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  fridge: [{}, { window: { from: '21:00', to: '00:30' }, sharedCounts: true }],
  door: [{}, { window: { from: '00:30', to: '02:30' } }],
  pills: [
    { doses: [{ time: '08:00', medicine: 'tablets', critical: true }] },
    {
      doses: [
        { time: '01:30', medicine: 'drops', critical: false },
        { time: '20:00', medicine: 'tablets', critical: false },
      ],
    },
  ],
};

const channel: fc.Arbitrary<Channel> = fc.record({
  kind: fc.constantFrom('email' as const, 'webhook' as const),
  address: fc.constantFrom('a', 'b', 'c'),
});
const localTime = fc.constantFrom('00:00', '01:30', '07:00', '12:00', '18:30', '22:00');

const contacts: fc.Arbitrary<readonly ContactContext[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('mary', 'nell', 'omar'),
    name: fc.constantFrom('Mary', 'Nell'),
    relationship: fc.constant('daughter'),
    order: fc.integer({ min: 1, max: 3 }),
    mayBeTold: fc.boolean(),
    channels: fc.array(channel, { maxLength: 3 }),
    quietHours: fc.option(fc.record({ from: localTime, to: localTime })),
  }),
  { maxLength: 3, selector: (one) => one.id },
);

const start = fc.constantFrom(
  ...['2026-03-02T08:00:00Z', '2026-03-28T22:00:00Z', '2026-10-24T22:30:00Z', '2026-07-01T00:00:00Z', '2026-12-31T20:00:00Z'].map((iso) =>
    Date.parse(iso),
  ),
);

const onCall: fc.Arbitrary<OnCallPerson> = fc
  .record({
    id: fc.constantFrom('cara', 'dev', 'ravi'),
    channels: fc.array(channel, { maxLength: 3 }),
    startAt: start,
    fromMs: fc.integer({ min: -4, max: 4 }),
    untilMs: fc.option(fc.integer({ min: 5, max: 20 })),
  })
  .map(({ id, channels, startAt, fromMs, untilMs }) => ({
    id,
    name: id,
    channels,
    fromAt: startAt + fromMs * hour,
    untilAt: untilMs === null ? null : startAt + untilMs * hour,
  }));
export const teams: fc.Arbitrary<readonly TeamContext[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('t1', 't2', 't3', 't4'),
    kind: fc.constantFrom(...teamKinds),
    name: fc.constant('Team'),
    channels: fc.array(fc.oneof(channel, fc.constant({ kind: 'console', address: '' } as const)), { maxLength: 1 }),
    onCall: fc.array(onCall, { maxLength: 3 }),
  }),
  { maxLength: 4, selector: (one) => one.id },
);

const plan: fc.Arbitrary<EscalationPlan> = fc.record({
  steps: fc.array(
    fc.record({
      level: fc.constantFrom(...levels),
      waitMs: fc.constantFrom(second, second + 1, minute, 5 * minute, 30 * minute, 3 * hour, day),
      contactOrder: fc.constantFrom(null, null, 1, 2),
      message: fc.constant('{name}, please.'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  familyHolds: fc.boolean(),
  okClears: fc.boolean(),
});

const scenario = fc
  .record({
    template: fc.constantFrom(...templates.keys()),
    variant: fc.nat({ max: 1 }),
    severity: fc.option(fc.constantFrom(...severities)),
    plan: fc.option(plan),
  })
  .map(({ variant, ...more }) => {
    const choice = parameters[more.template] ?? [{}];
    return { ...more, params: choice[variant % choice.length]! };
  });

/** What may differ between two contexts of the same patient. */
export const changes = fc.record({
  contacts,
  presence: fc.oneof(
    { arbitrary: fc.constant({ mode: 'home', hours: null } as const), weight: 3 },
    fc.record({ mode: fc.constantFrom('hospital' as const, 'away' as const), hours: fc.option(fc.integer({ min: 1, max: 30 })) }),
  ),
  scenarios: fc.array(scenario, { minLength: 1, maxLength: 5 }),
  teamIds: fc.subarray(['t1', 't2', 't3', 't4']),
});
export type Changes = typeof changes extends fc.Arbitrary<infer T> ? T : never;

export const home = fc.record({
  startAt: start,
  zone: fc.constantFrom('Europe/London', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'),
  devices: fc.subarray([...deviceKinds]),
  heartbeats: fc.boolean(),
  residents: fc.array(changes, { minLength: 1, maxLength: 2 }),
  teams,
});
export type Home = typeof home extends fc.Arbitrary<infer T> ? T : never;

const reading = fc.constantFrom(...observationKindNames).chain((kind) =>
  fc.record({
    do: fc.constant('reading' as const),
    device: fc.nat({ max: 20 }),
    kind: fc.constant(kind),
    value: values[kind] ?? fc.integer({ min: 40, max: 100 }),
    /** How long before it came it was taken; below zero: the device's clock runs ahead. */
    lateMs: fc.constantFrom(0, 0, 0, 0, second, 3 * minute, 2 * hour, 30 * hour, -minute, -10 * minute, -26 * hour),
    snapshot: fc.boolean().map((b) => b && kind !== 'sos'),
  }),
);
/** The kinds that move agreements most, more often than chance. */
const telling = reading.filter(({ kind }) => ['contact', 'motion', 'dose', 'sos', 'ok', 'blood-pressure'].includes(kind));

const event = fc.oneof(
  { arbitrary: telling, weight: 8 },
  { arbitrary: reading, weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('again' as const), n: fc.nat() }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      alert: fc.nat({ max: 9 }),
      type: fc.constantFrom('acknowledge', 'acknowledge', 'unacknowledge', 'hand-over', 'decline', 'note', 'close'),
      actor: fc.nat({ max: 9 }),
      to: fc.nat({ max: 12 }),
      outcome: fc.constantFrom(...outcomeCodes),
    }),
    weight: 8,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('fate' as const),
      /** Counted from the newest. */
      n: fc.nat({ max: 12 }),
      fate: fc.constantFrom('sent' as const, 'delivered' as const, 'confirmed' as const, 'failed' as const, 'failed' as const),
    }),
    weight: 8,
  },
  { arbitrary: fc.record({ do: fc.constant('context' as const), who: fc.nat({ max: 1 }), changes }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('directory' as const), teams }), weight: 1 },
  { arbitrary: fc.constant({ do: 'restart' as const }), weight: 1 },
);

/** What happens, how long after what happened before, and whether our own process was away in between. */
export const moments = fc.array(
  fc.record({
    afterMs: fc.oneof(
      fc.constantFrom(0, 1, second, 29_999, 30_001, minute, 10 * minute, 4 * hour),
      fc.integer({ min: 0, max: 90 * minute }),
      fc.integer({ min: 0, max: 20 * hour }),
    ),
    outage: fc.boolean(),
    /** The database refuses the first try: it is taken back and judged again. */
    refused: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    event,
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
);
export type Moment = typeof moments extends fc.Arbitrary<(infer T)[]> ? T : never;
