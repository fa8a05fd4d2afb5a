import { addDays, type Instant, type LocalTime, localDate, minute, second, wallClockAt } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import type { Act } from '../devices/device.ts';
import { type Random, randomFor } from '../random.ts';
import type { HouseEvent, Incident, Person, SimHome } from './home.ts';
import { doseSlot, doses, meals, measuring } from './meals-and-medicine.ts';
import { careCalls, nightExit, outings, pressForHelp, type Stretch } from './out-and-about.ts';
import { bathroomVisits, movements, sleep } from './rest-and-movement.ts';
import { storyDay } from './story.ts';
import { told } from './told.ts';

/** One person's one day, as the routines see it. */
export interface PersonDay {
  /** With the chances and without the calls of this day's incident. */
  readonly person: Person;
  readonly date: string;
  readonly incident: Incident;
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
  if (home.script) return home.script.events.filter(({ at }) => localDate(home.zone, at) === date);
  return home.people.flatMap((person) => dayOfPerson(personDay(home, person, seed, date))).sort((a, b) => a.at - b.at);
}

export function personDay(home: SimHome, anyDay: Person, seed: number, date: string): PersonDay {
  const person = livingThen(anyDay, date);
  const at =
    (day: string) =>
    (time: LocalTime, minutesLater = 0) =>
      wallClockAt(home.zone, day, time) + Math.round(minutesLater * minute);
  const incident = person.incidents.find(({ day }) => day === storyDay(date)) ?? ordinary;
  return {
    person: onThatDay(person, incident),
    date,
    incident,
    time: at(date),
    nextDay: at(addDays(date, 1)),
    random: (routine) => randomFor(seed, home.id, person.index, date, routine),
    event: (eventAt, role, act, part) => {
      const deviceId = person.devices[role];
      return deviceId === undefined ? [] : [{ at: eventAt, deviceId, act, part }];
    },
  };
}

const ordinary: Incident = { day: 0 };

function livingThen(person: Person, date: string): Person {
  const { later, habits } = person;
  return later && date >= later.fromDate ? { ...person, habits: { ...habits, ...later.habits }, incidents: later.incidents } : person;
}

function onThatDay(person: Person, { chances = {}, without = [], outings }: Incident): Person {
  const { habits } = person;
  const careCalls = habits.careCalls.filter((time) => !without.includes(time));
  const measures = habits.bloodPressureAt !== null && !without.includes(habits.bloodPressureAt);
  const bloodPressureAt = measures ? habits.bloodPressureAt : null;
  const changed = { careCalls, bloodPressureAt, outings: outings ?? habits.outings, chances: { ...habits.chances, ...chances } };
  return { ...person, habits: { ...habits, ...changed } };
}

function happenings({ incident, date, time, nextDay, event }: PersonDay): readonly HouseEvent[] {
  return (incident.also ?? []).flatMap(({ at, role, act }) => {
    const wallClock = at < '04:00' ? nextDay : time;
    const seconds = Number(at.slice(6) || 0);
    const done: Act = 'due' in act ? { type: 'take-dose', slot: doseSlot(date, act.due) } : act;
    return event(wallClock(at.slice(0, 5)) + seconds * second, role, done);
  });
}

function dayOfPerson(day: PersonDay): readonly HouseEvent[] {
  if (day.incident.away) return happenings(day);
  const rest = sleep(day);
  const trips = outings(day);
  const exit = nightExit(day, rest.asleep);
  const out: readonly Stretch[] = [...trips.stretches, ...exit.stretches];
  return [
    ...rest.events,
    ...trips.events,
    ...exit.events,
    ...movements(day, rest.awake, out),
    ...bathroomVisits(day, rest.awake, out),
    ...meals(day, rest.awake, trips),
    ...doses(day),
    ...measuring(day),
    ...careCalls(day),
    ...pressForHelp(day),
    ...told(day),
    ...happenings(day),
  ];
}
