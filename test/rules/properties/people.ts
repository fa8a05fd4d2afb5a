import fc from 'fast-check';
import { type Channel, type OnCallPerson, type TeamContext, teamKinds } from '../../../rules/model/patient.ts';
import type { Rota } from '../../../rules/model/rota.ts';
import { hour } from '../../../rules/model/time.ts';

/** When lives begin: on plain days, and within hours of a change of the clocks in each of the zones below. */
export const start = fc.constantFrom(
  ...['2026-03-02T08:00:00Z', '2026-03-28T22:00:00Z', '2026-10-24T22:30:00Z', '2026-07-01T00:00:00Z', '2026-12-31T20:00:00Z'].map((iso) =>
    Date.parse(iso),
  ),
);
export const zone = fc.constantFrom('Europe/London', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns');

const channel: fc.Arbitrary<Channel> = fc.record({
  kind: fc.constantFrom('email' as const, 'webhook' as const),
  address: fc.constantFrom('a', 'b', 'c'),
});
const channels = fc.array(channel, { maxLength: 3 });
const localTime = fc.constantFrom('00:00', '01:30', '07:00', '12:00', '18:30', '22:00');
const window = fc.record({ from: localTime, to: localTime });

const contactIds = ['mary', 'nell', 'omar'] as const;

const replacement = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('contact' as const), contactId: fc.constantFrom(...contactIds) }),
  fc.record({ kind: fc.constant('team' as const), teamKind: fc.constantFrom(...teamKinds), message: fc.constant('{name}, please.') }),
);

/** Contacts; the dates on which nothing reaches one of them are hours from when the agreement was made. */
export const contacts = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...contactIds),
    name: fc.constantFrom('Mary', 'Nell'),
    relationship: fc.constant('daughter'),
    order: fc.integer({ min: 1, max: 3 }),
    mayBeTold: fc.boolean(),
    channels,
    quietHours: fc.option(window),
    away: fc.option(fc.record({ inHours: fc.integer({ min: -5, max: 12 }), hours: fc.integer({ min: 1, max: 40 }), replacement })),
    work: fc.option(fc.record({ windows: fc.array(window, { minLength: 1, maxLength: 2 }), highGoesThrough: fc.boolean() })),
  }),
  { maxLength: 3, selector: (one) => one.id },
);

const onCallIds = ['cara', 'dev', 'ravi'] as const;

const onCall: fc.Arbitrary<OnCallPerson> = fc
  .record({
    id: fc.constantFrom(...onCallIds),
    channels,
    startAt: start,
    fromHours: fc.integer({ min: -4, max: 4 }),
    untilHours: fc.option(fc.integer({ min: 5, max: 20 })),
  })
  .map(({ id, channels, startAt, fromHours, untilHours }) => ({
    id,
    name: id,
    channels,
    fromAt: startAt + fromHours * hour,
    untilAt: untilHours === null ? null : startAt + untilHours * hour,
  }));

const override = fc
  .record({
    startAt: start,
    inHours: fc.integer({ min: -4, max: 12 }),
    hours: fc.integer({ min: 1, max: 20 }),
    outId: fc.option(fc.constantFrom(...onCallIds)),
    inId: fc.option(fc.constantFrom(...onCallIds)),
  })
  .map(({ startAt, inHours, hours, outId, inId }) => {
    const fromAt = startAt + inHours * hour;
    return { id: `${fromAt}`, fromAt, untilAt: fromAt + hours * hour, outId, inId };
  });

const rota: fc.Arbitrary<Rota> = fc.record({
  zone,
  cover: fc.constant([]),
  people: fc.tuple(...onCallIds.map((id) => fc.record({ id: fc.constant(id), name: fc.constant(id), channels }))),
  shifts: fc.array(
    fc.record({
      id: fc.constantFrom('early', 'late'),
      name: fc.constant('Shift'),
      windows: fc.array(window, { minLength: 1, maxLength: 2 }),
      people: fc.subarray([...onCallIds], { minLength: 1 }),
      startsOn: fc.constantFrom('2026-03-01', '2026-10-24'),
      turnDays: fc.constantFrom(1, 7),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  overrides: fc.array(override, { maxLength: 2 }),
});

export const teams: fc.Arbitrary<readonly TeamContext[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('t1', 't2', 't3', 't4'),
    kind: fc.constantFrom(...teamKinds),
    name: fc.constant('Team'),
    channels: fc.array(fc.oneof(channel, fc.constant({ kind: 'console', address: '' } as const)), { maxLength: 1 }),
    onCall: fc.array(onCall, { maxLength: 3 }),
    rota: fc.option(rota, { freq: 2 }),
  }),
  { maxLength: 4, selector: (one) => one.id },
);
