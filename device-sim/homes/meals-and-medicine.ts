import type { BloodPressure } from '../../rules/model/observation.ts';
import { type Instant, minute, second } from '../../rules/model/time.ts';
import type { Act } from '../devices/device.ts';
import type { Random } from '../random.ts';
import type { PersonDay } from './day.ts';
import type { HouseEvent } from './home.ts';
import { type Stretch, stretchAt } from './out-and-about.ts';

/** A domestic kettle. */
const kettleWatts = 2_200;

/** Opens the fridge for some seconds; whoever does is in the kitchen. */
export function openFridge(day: PersonDay, at: Instant, random: Random): readonly HouseEvent[] {
  const closedAt = at + random.whole(6, 45) * second;
  return [
    ...day.event(at, 'fridge', { type: 'open' }),
    ...day.event(at, 'kitchen-motion', { type: 'move' }),
    ...day.event(closedAt, 'fridge', { type: 'close' }),
  ];
}

/** Tea, three meals and a snack, while in. A skipped breakfast leaves the fridge shut until lunch. */
export function meals(
  day: PersonDay,
  awake: Stretch,
  trips: { readonly stretches: readonly Stretch[]; readonly missesBreakfast: boolean },
): readonly HouseEvent[] {
  const { habits } = day.person;
  const random = day.random('meals');
  const skips = random.chance(habits.chances.skipsBreakfast) || trips.missesBreakfast;
  const isIn = (at: Instant) => !stretchAt(trips.stretches, at);
  const events: HouseEvent[] = [];
  const at = (time: string) => Math.round(day.time(time, random.around(0, 10)));
  const { meals: made = ['breakfast', 'lunch', 'supper'] } = habits;
  for (const [meal, mealAt] of [
    ['breakfast', at(habits.breakfast)],
    ['lunch', at(habits.lunch)],
    ['supper', at(habits.supper)],
  ] as const) {
    if (!made.includes(meal)) continue;
    if (skips && mealAt < day.time(habits.lunch, -45)) continue;
    const again = Math.round(mealAt + random.between(6, 25) * minute);
    const eaten = [...openFridge(day, mealAt, random), ...openFridge(day, again, random)];
    if (isIn(mealAt - 2 * minute) && isIn(again)) events.push(...boilKettle(day, mealAt - 2 * minute), ...eaten);
  }
  const cups = random.whole(2, 4);
  for (let cup = 0; cup < cups; cup++) {
    const from = day.time(habits.lunch, 60);
    const cupAt = Math.round(random.between(from, Math.max(from, awake.toAt - 60 * minute)));
    const milk = random.chance(0.6) ? openFridge(day, cupAt + 4 * minute, random) : [];
    if (isIn(cupAt) && isIn(cupAt + 4 * minute)) events.push(...boilKettle(day, cupAt), ...milk);
  }
  return events;
}

function boilKettle(day: PersonDay, at: Instant): readonly HouseEvent[] {
  return [
    ...day.event(at, 'kettle', { type: 'switch', watts: kettleWatts }),
    ...day.event(at, 'kitchen-motion', { type: 'move' }),
    ...day.event(at + 170 * second, 'kettle', { type: 'switch', watts: 0 }),
  ];
}

/** Name of the dose that is due at a local time of a date. */
export function doseSlot(date: string, time: string): string {
  return `${date}T${time}`;
}

/** How long after it is due the dispenser still gives a dose. */
const doseOpenMinutes = 4 * 60;

/** Takes each dose out of the dispenser some minutes after it is due, or does not. */
export function doses(day: PersonDay): readonly HouseEvent[] {
  const { habits } = day.person;
  return habits.doses.flatMap((time) => {
    const random = day.random(`dose ${time}`);
    const slot = doseSlot(day.date, time);
    const takenAt = Math.round(day.time(time, random.between(0.5, 13)));
    const misses = random.chance(habits.chances.missesDose) || day.incident.without?.includes(time);
    const taken = misses ? [] : day.event(takenAt, 'dispenser', { type: 'take-dose', slot });
    return [...taken, ...day.event(day.time(time, doseOpenMinutes), 'dispenser', { type: 'lock-dose', slot })];
  });
}

/** Blood pressure once a day; on a bad day far above the usual. */
export function measuring(day: PersonDay): readonly HouseEvent[] {
  const { habits } = day.person;
  if (habits.bloodPressureAt === null) return [];
  const random = day.random('blood pressure');
  const act = measurement(habits.usualPressure, hasBadDay(day), random);
  return day.event(Math.round(day.time(habits.bloodPressureAt, random.around(0, 10))), 'cuff', act);
}

/** Whether this is a day of high blood pressure; what is measured again on request is then mostly high too. */
export function hasBadDay(day: PersonDay): boolean {
  return day.random('bad day').chance(day.person.habits.chances.highPressure);
}

/** One go with the cuff. `high` lies above 170/115 mmHg, the limit for being seen the same day (NICE NG136). */
export function measurement(usual: BloodPressure, high: boolean, random: Random): Act {
  const systolicMmHg = Math.round(high ? random.between(174, 192) : usual.systolicMmHg + random.around(0, 6));
  const diastolicMmHg = Math.round(high ? random.between(116, 122) : usual.diastolicMmHg + random.around(0, 4));
  return {
    type: 'measure',
    bloodPressure: { systolicMmHg, diastolicMmHg },
    heartRatePerMinute: Math.round(random.around(high ? 88 : 74, 6)),
  };
}
