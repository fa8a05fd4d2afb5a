import { addDays, type Instant, type LocalTime, minute, wallClockAt } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import type { Act } from '../devices/device.ts';
import { type Random, randomFor } from '../random.ts';
import type { HouseEvent, Person, SimHome } from './home.ts';
import { doses, meals, measuring } from './meals-and-medicine.ts';
import { careCalls, nightExit, outings, pressForHelp, type Stretch } from './out-and-about.ts';
import { movements, sleep } from './rest-and-movement.ts';

/** One person's one day, as the routines see it. */
export interface PersonDay {
  readonly person: Person;
  readonly date: string;
  /** Wall clock of the day in the home's zone; `minutesLater` moves on the time line. */
  readonly time: (time: LocalTime, minutesLater?: number) => Instant;
  /** The same wall clock on the next calendar day. */
  readonly nextDay: (time: LocalTime, minutesLater?: number) => Instant;
  /** Randomness of its own for each routine. */
  readonly random: (routine: string) => Random;
  /** One event, or none where this person has no such device. */
  readonly event: (at: Instant, role: DeviceRole, act: Act, part?: string) => readonly HouseEvent[];
}

/**
 * What happens in a home from waking on a local date until waking on the next: a pure function, in order of time.
 * The same seed, home and date give the same day.
 */
export function dayOf(home: SimHome, seed: number, date: string): readonly HouseEvent[] {
  return home.people.flatMap((person) => dayOfPerson(personDay(home, person, seed, date))).sort((a, b) => a.at - b.at);
}

export function personDay(home: SimHome, person: Person, seed: number, date: string): PersonDay {
  const at =
    (day: string) =>
    (time: LocalTime, minutesLater = 0) =>
      wallClockAt(home.zone, day, time) + Math.round(minutesLater * minute);
  return {
    person,
    date,
    time: at(date),
    nextDay: at(addDays(date, 1)),
    random: (routine) => randomFor(seed, home.id, person.index, date, routine),
    event: (eventAt, role, act, part) => {
      const deviceId = person.devices[role];
      return deviceId === undefined ? [] : [{ at: eventAt, deviceId, act, part }];
    },
  };
}

function dayOfPerson(day: PersonDay): readonly HouseEvent[] {
  const rest = sleep(day);
  const trips = outings(day);
  const exit = nightExit(day, rest.asleep);
  const out: readonly Stretch[] = [...trips.stretches, ...exit.stretches];
  return [
    ...rest.events,
    ...trips.events,
    ...exit.events,
    ...movements(day, rest.awake, out),
    ...meals(day, rest.awake, trips.missesBreakfast),
    ...doses(day),
    ...measuring(day),
    ...careCalls(day),
    ...pressForHelp(day),
  ];
}
