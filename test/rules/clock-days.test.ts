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

/** Minutes of local time from midnight, and a reading by its place among those that the template hears. */
const script = (fromMinute: number, toMinute: number) =>
  fc.array(fc.record({ minute: fc.integer({ min: fromMinute, max: toMinute }), n: fc.nat({ max: 999 }) }), { maxLength: 20 });
type Script = readonly { readonly minute: number; readonly n: number }[];

const two = (n: number) => String(n).padStart(2, '0');

function happenings(id: string, day: string, written: Script): Happening[] {
  const heard = readings.filter(([, kind]) => templates.get(id)!.kinds.includes(kind));
  return written
    .toSorted((a, b) => a.minute - b.minute)
    .map(({ minute, n }) => {
      const [source, kind, value] = heard[n % heard.length]!;
      const date = addDays(day, Math.floor(minute / 1_440));
      const at = `${date}T${two(Math.floor((minute % 1_440) / 60))}:${two(minute % 60)}`;
      return (source === 'person' ? { at, person: kind, value } : { at, device: source, kind, value }) as Happening;
    });
}

/** What was done, and when on the wall clock: day, time, effect. It begins once the clocks have changed; waits over a night are rows of the templates. */
function done(id: string, variant: 0 | 1, zone: string, day: string, written: Script): string[] {
  const lines = drive(templates.get(id)!, {
    zone,
    day,
    from: '03:30',
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

describe.each([...templates.keys()])('%s', (id) => {
  it.each(clockChanges.map(({ zone, day }) => [zone, day] as const))('%s, %s: goes by the wall clock as on any other day', (zone, day) => {
    fc.assert(
      fc.property(script(4 * 60, 44 * 60), fc.constantFrom(0 as const, 1 as const), (written, variant) => {
        const plain = done(id, variant, zone, addDays(day, plainAfterDays), written);
        expect(done(id, variant, zone, day, written)).toEqual(plain);
      }),
      { numRuns: 8, seed: 20_261_025 },
    );
  });
});
