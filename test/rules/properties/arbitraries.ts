import fc from 'fast-check';
import { z } from 'zod';
import { type EscalationPlan, levels, outcomeCodes, severities } from '../../../rules/model/alert.ts';
import { type ObservationKind, type ObservationValue, observationKindNames, observationKinds } from '../../../rules/model/observation.ts';
import { presenceModes } from '../../../rules/model/patient.ts';
import { day, hour, minute, second } from '../../../rules/model/time.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { agreements, kit } from '../agreements.ts';
import { contacts, start, teams, zone } from './people.ts';

const anything: readonly ObservationValue[] = [
  ...[true, false, 'eaten', 'walk to church', 0, 1, 3.4, 5, 8, 12, 18, 36.5, 39, 64, 83, 97, 118, 185, 2_500],
  { systolicMmHg: 190, diastolicMmHg: 110 },
  { systolicMmHg: 118, diastolicMmHg: 65 },
];

/** Values that the edge lets through, by kind; others are quarantined there and never reach the core. */
const values = new Map<ObservationKind, readonly ObservationValue[]>(
  observationKindNames.map((kind) => {
    const { value } = observationKinds[kind];
    return [kind, value instanceof z.ZodEnum ? value.options : anything.filter((one) => value.safeParse(one).success)];
  }),
);

const plan: fc.Arbitrary<EscalationPlan> = fc.record({
  steps: fc.array(
    fc.record({
      level: fc.constantFrom(...levels),
      waitMs: fc.constantFrom(0, second, second + 1, minute, 5 * minute, 30 * minute, 3 * hour, day),
      contactOrder: fc.constantFrom(null, null, 1, 2),
      message: fc.constant('{name}, please.'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  familyHolds: fc.boolean(),
  okClears: fc.boolean(),
});

const pauseHours = fc.integer({ min: 1, max: 30 });

const scenario = fc
  .record({
    template: fc.constantFrom(...Object.keys(agreements).filter((id) => templates.has(id))),
    variant: fc.constantFrom(0, 1),
    severity: fc.option(fc.constantFrom(...severities)),
    plan: fc.option(plan),
    pausedHours: fc.oneof({ arbitrary: fc.constant(null), weight: 5 }, pauseHours),
  })
  .map(({ variant, ...more }) => ({ ...more, params: agreements[more.template]![variant]! }));

/** What may differ between two contexts of the same patient. Hours count from when it was agreed. */
export const changes = fc.record({
  contacts,
  presence: fc.oneof(
    { arbitrary: fc.constant({ mode: 'home', hours: null } as const), weight: 3 },
    fc.record({ mode: fc.constantFrom(...presenceModes), hours: fc.option(fc.integer({ min: 1, max: 30 })) }),
  ),
  scenarios: fc.array(scenario, { minLength: 1, maxLength: 5 }),
  teamIds: fc.subarray(['t1', 't2', 't3', 't4']),
  /** A device under repair, counted among those of the home. */
  repair: fc.option(fc.record({ device: fc.nat({ max: 20 }), hours: pauseHours })),
});
export type Changes = typeof changes extends fc.Arbitrary<infer T> ? T : never;

export const home = fc.record({
  startAt: start,
  zone,
  devices: fc.subarray(kit.map(({ id }) => id)),
  heartbeats: fc.boolean(),
  /** Every other device is behind a hub. */
  hub: fc.boolean(),
  residents: fc.array(changes, { minLength: 1, maxLength: 2 }),
  teams,
});
export type Home = typeof home extends fc.Arbitrary<infer T> ? T : never;

/** How long before it came a reading was taken; below zero: the device's clock runs ahead. */
const lateMs = fc.constantFrom(0, 0, 0, 0, second, 3 * minute, 2 * hour, 30 * hour, -minute, -10 * minute, -26 * hour);

/** A reading that some agreement listens to, by its place among those that the home can send. */
const telling = fc.record({ do: fc.constant('telling' as const), n: fc.nat({ max: 999 }), lateMs, snapshot: fc.boolean() });

/** Any reading of any device, also of one that does not send such a thing. */
const odd = fc.constantFrom(...observationKindNames).chain((kind) =>
  fc.record({
    do: fc.constant('odd' as const),
    device: fc.nat({ max: 30 }),
    kind: fc.constant(kind),
    value: fc.constantFrom(...values.get(kind)!),
    lateMs,
    snapshot: fc.boolean(),
  }),
);

const commands = [
  ...(['acknowledge', 'acknowledge', 'acknowledge', 'unacknowledge', 'hand-over', 'decline'] as const),
  ...([
    'snooze',
    'snooze',
    'unsnooze',
    'note',
    'close',
    'close',
    'join',
    'join',
    'join',
    'leave',
    'merge',
    'merge',
    'unmerge',
    'visit',
  ] as const),
];

const event = fc.oneof(
  { arbitrary: telling, weight: 9 },
  { arbitrary: odd, weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('again' as const), n: fc.nat() }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      alert: fc.nat({ max: 9 }),
      type: fc.constantFrom(...commands),
      actor: fc.nat({ max: 9 }),
      to: fc.nat({ max: 12 }),
      outcome: fc.constantFrom(...outcomeCodes),
      /** For a snooze; more than a day is refused. */
      restMs: fc.constantFrom(0, minute, 15 * minute, 4 * hour, day, day + 1),
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
  /** One agreement is paused and nothing else is changed; no hours: the pause is taken back. */
  {
    arbitrary: fc.record({
      do: fc.constant('pause' as const),
      who: fc.nat({ max: 1 }),
      n: fc.nat({ max: 4 }),
      hours: fc.option(pauseHours, { freq: 3 }),
    }),
    weight: 2,
  },
  /** We learn that we could not see into any home. */
  { arbitrary: fc.record({ do: fc.constant('blind' as const), ms: fc.integer({ min: minute, max: 8 * hour }) }), weight: 1 },
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
    /** Judged once; or the database refuses the first try, which is taken back; or the same input comes again at the same instant. */
    tries: fc.constantFrom('once', 'once', 'once', 'once', 'refused', 'twice'),
    event,
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
);
export type Moment = typeof moments extends fc.Arbitrary<(infer T)[]> ? T : never;
