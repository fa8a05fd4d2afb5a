import { type Instant, minute, second } from '../../rules/model/time.ts';
import type { PersonDay } from './day.ts';
import type { HouseEvent } from './home.ts';

export interface Stretch {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Which of them goes on at an instant. */
export function stretchAt(stretches: readonly Stretch[], at: Instant): Stretch | undefined {
  return stretches.find(({ fromAt, toAt }) => at >= fromAt && at < toAt);
}

/** Events of someone passing the front door. Inside, the motion sensor sees them before they go and after they came. */
export function passDoor(day: PersonDay, at: Instant, direction: 'out' | 'in', part?: string): readonly HouseEvent[] {
  return [
    ...day.event(direction === 'out' ? at - 20 * second : at + 25 * second, 'motion', { type: 'move' }, part),
    ...day.event(at, 'front-door', { type: 'open' }, part),
    ...day.event(at + 8 * second, 'front-door', { type: 'close' }, part),
  ];
}

/** Walks, shopping, the lunch club; and now and then breakfast with somebody else. */
export function outings(day: PersonDay): {
  readonly events: readonly HouseEvent[];
  readonly stretches: readonly Stretch[];
  readonly missesBreakfast: boolean;
} {
  const { habits } = day.person;
  const random = day.random('outings');
  const missesBreakfast = day.person.devices['front-door'] !== undefined && random.chance(habits.chances.breakfastOut);
  const planned = missesBreakfast ? [{ at: habits.breakfast, minutes: 100, chance: 1 }, ...habits.outings] : habits.outings;
  const stretches: Stretch[] = [];
  for (const outing of planned) {
    const fromAt = Math.round(day.time(outing.at, random.around(0, 6)));
    const toAt = Math.round(fromAt + outing.minutes * random.between(0.8, 1.2) * minute);
    const free = stretches.every((other) => toAt < other.fromAt || fromAt > other.toAt + 10 * minute);
    if (random.chance(outing.chance) && free) stretches.push({ fromAt, toAt });
  }
  const events = stretches.flatMap(({ fromAt, toAt }) => [...passDoor(day, fromAt, 'out'), ...passDoor(day, toAt, 'in')]);
  return { events, stretches, missesBreakfast };
}

/** Leaves the bed and the home at night, and comes back after minutes or hours. All of it from the door on is one part, so that the way back can be called off. */
export function nightExit(
  day: PersonDay,
  asleep: Stretch,
): { readonly events: readonly HouseEvent[]; readonly stretches: readonly Stretch[] } {
  const random = day.random('night-exit');
  if (day.person.devices['front-door'] === undefined || !random.chance(day.person.habits.chances.nightExit))
    return { events: [], stretches: [] };
  const fromAt = Math.round(Math.max(day.nextDay('00:10', random.between(0, 230)), asleep.fromAt + 20 * minute));
  const toAt = Math.round(fromAt + (random.chance(0.4) ? random.between(2, 6) : random.between(12, 50)) * minute);
  const part = nightExitPart(day.person.index, day.date);
  const events = [
    ...day.event(fromAt - 3 * minute, 'bed', { type: 'get-up' }),
    ...passDoor(day, fromAt, 'out', part),
    ...passDoor(day, toAt, 'in', part),
    ...backToBed(day, toAt, part),
  ];
  return { events, stretches: [{ fromAt, toAt }] };
}

/** Through the hall and into bed again, after coming in at `at`. */
export function backToBed(day: PersonDay, at: Instant, part?: string): readonly HouseEvent[] {
  return [
    ...day.event(at + 150 * second, 'motion', { type: 'move' }, part),
    ...day.event(at + 4 * minute, 'bed', { type: 'lie-down' }, part),
  ];
}

/** The name under which a night exit is planned: the person is out while some of it has happened and some not. */
export function nightExitPart(person: number, date: string): string {
  return `night exit ${person} ${date}`;
}

/** Whether a part of the plan is a night exit of this person. */
export function isNightExitOf(person: number, part: string): boolean {
  return part.startsWith(nightExitPart(person, ''));
}

/** A carer lets themselves in, touches the tag, stays half an hour and leaves. */
export function careCalls(day: PersonDay): readonly HouseEvent[] {
  const random = day.random('care-calls');
  return day.person.habits.careCalls.flatMap((time) => {
    const comesAt = Math.round(day.time(time, random.around(4, 6)));
    const leavesAt = Math.round(comesAt + random.between(24, 33) * minute);
    return [
      ...passDoor(day, comesAt, 'in'),
      ...day.event(comesAt + 30 * second, 'visit-tag', { type: 'visit', value: 'started' }),
      ...day.event(leavesAt - 30 * second, 'visit-tag', { type: 'visit', value: 'ended' }),
      ...passDoor(day, leavesAt, 'out'),
    ];
  });
}

/** Presses the pendant. */
export function pressForHelp(day: PersonDay): readonly HouseEvent[] {
  const random = day.random('sos');
  if (!random.chance(day.person.habits.chances.sos)) return [];
  return day.event(Math.round(day.time('08:30', random.between(0, 13 * 60))), 'sos-button', { type: 'press' });
}
