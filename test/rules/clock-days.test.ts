import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { RawParams } from '../../rules/model/layers.ts';
import { addDays } from '../../rules/model/time.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { agreements, kit, readings } from './agreements.ts';
import { drive, type Happening } from './drive.ts';
import { clockChanges } from './scenarios/clock-changes.ts';

/** The agreements that name dates were written for this day. */
const writtenFor = '2026-10-25';
/** An ordinary day of the same weekday, so that weeks end on it as they would. */
const plainAfterDays = 14;

const daysBetween = (from: string, to: string) => Temporal.PlainDate.from(from).until(to).days;

function moved(params: Record<string, unknown>, day: string): RawParams {
  const text = JSON.stringify(params);
  return JSON.parse(text.replaceAll(/\d{4}-\d\d-\d\d/g, (date) => addDays(date, daysBetween(writtenFor, day))));
}

/** Minutes of local time from midnight of the day, and a reading by its place among those that the template hears. */
type Script = readonly { readonly minute: number; readonly n: number }[];
const script = (...spans: readonly (readonly [fromHour: number, toHour: number])[]): fc.Arbitrary<Script> => {
  const minute = fc.oneof(...spans.map(([from, to]) => fc.integer({ min: from * 60, max: to * 60 })));
  return fc.array(fc.record({ minute, n: fc.nat({ max: 999 }) }), { maxLength: 20 });
};

/** It begins once the clocks have changed; or the day before, and the night of the change lies in every wait. */
const begins = {
  'on the day': { daysBefore: 0, time: '03:30', written: script([4, 44]) },
  'over the night': { daysBefore: 1, time: '12:00', written: script([-12, -2], [6, 44]) },
} as const;
type Begins = keyof typeof begins;

/** Agreed as lengths of time, which are as long in that night as in any other. */
const byLength = ['reading-expected', 'infection-signs'];

interface Skipped {
  readonly id: string;
  readonly variant: 0 | 1;
  readonly zone: string;
  readonly day: string;
  readonly written: Script;
  readonly plain: readonly string[];
  readonly instead: readonly string[];
}
const london = { zone: 'Europe/London', day: '2026-03-29' };
/** The second reading of the bed: nobody is in it. */
const up: Script = [{ minute: -120, n: 1 }];

/** Something is agreed for a time of day that the clock skips: it takes place when the gap ends, and so does what follows from it. */
const skipped: readonly Skipped[] = [
  { id: 'bed-not-entered', variant: 0, ...london, written: up, plain: ['01:00 raise'], instead: ['02:00 raise'] },
  { id: 'pills', variant: 0, ...london, written: [], plain: ['01:30 prompt', '01:45 raise'], instead: ['02:00 prompt', '02:15 raise'] },
  { id: 'home-iv', variant: 1, zone: 'America/New_York', day: '2026-03-08', written: [], plain: ['03:00 raise'], instead: ['03:30 raise'] },
];

const two = (n: number) => String(n).padStart(2, '0');

function happenings(id: string, day: string, written: Script): Happening[] {
  const heard = readings.filter(([, kind]) => templates.get(id)!.kinds.includes(kind));
  return written
    .toSorted((a, b) => a.minute - b.minute)
    .map(({ minute, n }) => {
      const [source, kind, value] = heard[n % heard.length]!;
      const date = addDays(day, Math.floor(minute / 1_440));
      const ofDay = ((minute % 1_440) + 1_440) % 1_440;
      const at = `${date}T${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
      return (source === 'person' ? { at, person: kind, value } : { at, device: source, kind, value }) as Happening;
    });
}

/** What was done, and when on the wall clock: day, time, effect. */
function done(id: string, variant: 0 | 1, zone: string, day: string, since: Begins, written: Script): string[] {
  const { daysBefore, time } = begins[since];
  const lines = drive(templates.get(id)!, {
    zone,
    day,
    from: `${addDays(day, -daysBefore)}T${time}`,
    until: `${addDays(day, 2)}T12:00`,
    params: moved(agreements[id]![variant], day),
    patient: { devices: kit },
    when: happenings(id, day, written),
  });
  return lines.map((line) => {
    const [when = '', what = ''] = line.split(' ');
    const [date, time] = when.includes('T') ? when.split('T') : [day, when];
    return `${daysBetween(day, date!)} ${time} ${what.replace(':', '')}`;
  });
}

const days = clockChanges.flatMap(({ zone, day }) => (Object.keys(begins) as Begins[]).map((since) => [zone, day, since] as const));

describe.each([...templates.keys()])('%s', (id) => {
  const isOfTheWallClock = ([zone, day, since]: (typeof days)[number]) =>
    since === 'on the day' || !(byLength.includes(id) || skipped.some((row) => row.id === id && row.zone === zone && row.day === day));

  it.each(days.filter(isOfTheWallClock))('%s, %s, %s: goes by the wall clock as on any other day', (zone, day, since) => {
    fc.assert(
      fc.property(begins[since].written, fc.constantFrom(0 as const, 1 as const), (written, variant) => {
        const plain = done(id, variant, zone, addDays(day, plainAfterDays), since, written);
        expect(done(id, variant, zone, day, since, written)).toEqual(plain);
      }),
      { numRuns: 6, seed: 20_261_025 },
    );
  });
});

it.each(skipped)(
  '$id in $zone on $day: what the clock skips comes when the gap ends',
  ({ id, variant, zone, day, written, plain, instead }) => {
    const inTheNight = (date: string) =>
      done(id, variant, zone, date, 'over the night', written).flatMap((line) => (/^0 0[0-3]:/.test(line) ? [line.slice(2)] : []));
    expect(inTheNight(addDays(day, plainAfterDays))).toEqual(plain);
    expect(inTheNight(day)).toEqual(instead);
  },
);
