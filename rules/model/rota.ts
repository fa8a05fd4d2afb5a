import { dayNumber } from './calendar.ts';
import { holds, intersect, subtract, union } from './intervals.ts';
import type { Channel, TeamContext } from './patient.ts';
import { currentOrNextWindow, day, type Instant, type Interval, type LocalWindow, localDate, occurrencesBetween } from './time.ts';

export interface RotaPerson {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly Channel[];
}

/** A place to be filled again and again, by each of its people in turn. Two on duty at once are two shifts. */
export interface RotaShift {
  readonly id: string;
  readonly name: string;
  /** When it is, in the rota's zone. */
  readonly windows: readonly LocalWindow[];
  /** Ids, in the order of their turns. */
  readonly people: readonly string[];
  /** Local date from which turns are counted; nobody is on duty before it. */
  readonly startsOn: string;
  /** Days until the next takes their turn; 7: a week each. */
  readonly turnDays: number;
}

/** For some time one person for another. It moves only what was the duty of `outId`. */
export interface RotaOverride {
  readonly id: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** Leaves; null: nobody does, `inId` comes in addition. */
  readonly outId: string | null;
  /** Comes; null: nobody does. */
  readonly inId: string | null;
}

export interface Rota {
  readonly zone: string;
  /** When somebody must be on duty, in the rota's zone; none: always. */
  readonly cover: readonly LocalWindow[];
  readonly people: readonly RotaPerson[];
  readonly shifts: readonly RotaShift[];
  /** In the order in which they were made: a later one moves what an earlier one has moved. */
  readonly overrides: readonly RotaOverride[];
}

/** A stretch of time in which one person is on duty without a break. */
export interface Turn extends Interval {
  readonly personId: string;
}

export interface HandOver {
  readonly at: Instant;
  readonly leaving: readonly string[];
  readonly coming: readonly string[];
}

/** How far ahead the end of a turn is looked for: most end within a day or a week, and further ones cost more. */
const horizons = [day, 8 * day, 35 * day];

/** Whose turn it is that begins on a local date; null before the first. */
function whoseTurn(shift: RotaShift, date: string): string | null {
  const days = dayNumber(date) - dayNumber(shift.startsOn);
  if (days < 0) return null;
  return shift.people[Math.floor(days / shift.turnDays) % shift.people.length] ?? null;
}

/** Who is on duty at an instant, in the order of the shifts. */
export function rotaAt(rota: Rota, at: Instant): RotaPerson[] {
  const onDuty = new Set<string>();
  for (const shift of rota.shifts)
    for (const window of shift.windows) {
      const occurrence = currentOrNextWindow(rota.zone, at, window);
      const personId = holds(occurrence, at) ? whoseTurn(shift, localDate(rota.zone, occurrence.fromAt)) : null;
      if (personId !== null) onDuty.add(personId);
    }
  for (const { fromAt, untilAt, outId, inId } of rota.overrides) {
    if (at < fromAt || at >= untilAt || (outId !== null && !onDuty.delete(outId))) continue;
    if (inId !== null) onDuty.add(inId);
  }
  return [...onDuty].flatMap((id) => rota.people.find((person) => person.id === id) ?? []);
}

/** The turns of duty between two instants, cut there, in order of their start. */
export function turnsBetween(rota: Rota, fromAt: Instant, toAt: Instant): Turn[] {
  const span = { fromAt, toAt };
  const duty = new Map<string, Interval[]>(rota.people.map(({ id }) => [id, []]));
  for (const shift of rota.shifts)
    for (const window of shift.windows)
      for (const occurrence of occurrencesBetween(rota.zone, window, fromAt, toAt)) {
        const personId = whoseTurn(shift, occurrence.date);
        if (personId !== null) duty.get(personId)?.push(occurrence);
      }
  for (const { fromAt: sinceAt, untilAt, outId, inId } of rota.overrides) {
    const time = [{ fromAt: sinceAt, toAt: untilAt }];
    const moved = outId === null ? time : intersect(duty.get(outId) ?? [], time);
    if (outId !== null) duty.set(outId, subtract(duty.get(outId) ?? [], moved));
    if (inId !== null && duty.has(inId)) duty.set(inId, [...duty.get(inId)!, ...moved]);
  }
  return [...duty]
    .flatMap(([personId, stretches]) => intersect(union(stretches), [span]).map((stretch) => ({ personId, ...stretch })))
    .toSorted((a, b) => a.fromAt - b.fromAt || (a.personId < b.personId ? -1 : 1));
}

/** When people leave or come, later than `fromAt` and before `toAt`. */
export function handOversBetween(rota: Rota, fromAt: Instant, toAt: Instant): HandOver[] {
  const turns = turnsBetween(rota, fromAt, toAt);
  const instants = new Set(turns.flatMap((turn) => [turn.fromAt, turn.toAt]).filter((at) => fromAt < at && at < toAt));
  return [...instants]
    .toSorted((a, b) => a - b)
    .map((at) => ({
      at,
      leaving: turns.filter((turn) => turn.toAt === at).map(({ personId }) => personId),
      coming: turns.filter((turn) => turn.fromAt === at).map(({ personId }) => personId),
    }));
}

/** When the duty ends in which this person stands at `at`; null: they are not on duty, or no end is in sight. */
export function turnEndsAt(rota: Rota, personId: string, at: Instant): Instant | null {
  for (const ahead of horizons) {
    const turn = turnsBetween(rota, at, at + ahead).find((one) => one.personId === personId && one.fromAt === at);
    if (!turn) return null;
    if (turn.toAt < at + ahead) return turn.toAt;
  }
  return null;
}

/**
 * When nobody who can be reached is on duty though somebody must be. Asked of a team with a rota, and of one without a shared channel: a
 * team without a rota that has one is reached by it whoever is there. `reaches`: whether anybody is at the end of a way; of each unless told.
 */
export function gapsBetween(
  team: TeamContext,
  fromAt: Instant,
  toAt: Instant,
  reaches: (way: Channel) => boolean = () => true,
): Interval[] {
  const { rota, channels, onCall } = team;
  if (!rota && channels.some(reaches)) return [];
  const span = [{ fromAt, toAt }];
  const cover = rota && rota.cover.length > 0 ? rota.cover.flatMap((window) => occurrencesBetween(rota.zone, window, fromAt, toAt)) : span;
  const reachable = new Set(rota?.people.filter((person) => person.channels.some(reaches)).map(({ id }) => id));
  const onDuty: Interval[] = rota ? turnsBetween(rota, fromAt, toAt).filter(({ personId }) => reachable.has(personId)) : [];
  for (const person of onCall) if (person.channels.some(reaches)) onDuty.push({ fromAt: person.fromAt, toAt: person.untilAt ?? toAt });
  return subtract(intersect(cover, span), onDuty);
}
