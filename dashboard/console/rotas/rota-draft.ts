import type { z } from 'zod';
import type { rotaInput, rotaView } from '../../../gateway/contract/rotas.ts';
import { type DayOfWeek, daysOfWeek } from '../../../rules/model/calendar.ts';
import { readWays, type TypedWay } from '../contacts/ways.ts';

export type RotaView = z.infer<typeof rotaView>;
export type RotaInput = z.output<typeof rotaInput>;
export type DutyTime = RotaInput['cover'][number];

export interface DraftPerson {
  /** Of the user, if they sign in; empty: is made of the name. */
  readonly id: string;
  readonly name: string;
  readonly ways: readonly TypedWay[];
}

export interface DraftShift {
  /** Empty: is made of the name. */
  readonly id: string;
  readonly name: string;
  /** A named list of times; null: `windows`. */
  readonly patternId: string | null;
  readonly windows: readonly DutyTime[];
  /** Places in the list of people, in the order of their turns. */
  readonly people: readonly number[];
  readonly startsOn: string;
  /** As it is typed. */
  readonly turnDays: string;
}

/** A rota as it is typed. */
export interface RotaDraft {
  readonly zone: string;
  readonly cover: readonly DutyTime[];
  readonly people: readonly DraftPerson[];
  readonly shifts: readonly DraftShift[];
}

/** What keeps a draft from being a rota, and the `name` of the field that mends it. */
export interface Wrong {
  readonly says: 'person' | 'twice' | 'reach' | 'address' | 'shift' | 'times' | 'nobody' | 'startsOn' | 'turnDays' | 'cover';
  readonly field: string;
  /** Of the person, the shift or the stretch of time, from 1. */
  readonly n: number;
}

export const blankWindow: DutyTime = { from: '09:00', to: '17:00' };
export const blankPerson: DraftPerson = { id: '', name: '', ways: [{ kind: 'sms', address: '' }] };

/** A shift of everybody in turn, a week each, from `today` (local date) on. */
export function blankShift(today: string, people: number): DraftShift {
  const everybody = Array.from({ length: people }, (_, n) => n);
  return { id: '', name: '', patternId: null, windows: [blankWindow], people: everybody, startsOn: today, turnDays: '7' };
}

/** The rota of a team to be changed; null: a new one. */
export function draftOf(rota: RotaView | null, today: string): RotaDraft {
  if (!rota) return { zone: 'Europe/London', cover: [], people: [blankPerson], shifts: [blankShift(today, 1)] };
  const { zone, cover, people, shifts } = rota;
  return {
    zone,
    cover,
    people: people.map(({ id, name, channels }) => ({ id, name, ways: channels })),
    shifts: shifts.map(({ people: ids, turnDays, ...shift }) => ({
      ...shift,
      people: ids.map((id) => people.findIndex((one) => one.id === id)),
      turnDays: String(turnDays),
    })),
  };
}

/** The draft without a person: whose turns go with them. */
export function withoutPerson(draft: RotaDraft, place: number): RotaDraft {
  const shifts = draft.shifts.map((shift) => ({
    ...shift,
    people: shift.people.filter((one) => one !== place).map((one) => (one > place ? one - 1 : one)),
  }));
  return { ...draft, people: draft.people.toSpliced(place, 1), shifts };
}

/** The window on other days; all seven are said by none. */
export function onDays(window: DutyTime, chosen: readonly DayOfWeek[]): DutyTime {
  const { days: _, ...rest } = window;
  return chosen.length === daysOfWeek.length ? rest : { ...rest, days: daysOfWeek.filter((day) => chosen.includes(day)) };
}

/** What was typed as the gateway takes it, or the first thing that is wrong with it. */
export function readRota(draft: RotaDraft): { readonly rota: RotaInput } | { readonly wrong: Wrong } {
  const people: RotaInput['people'] = [];
  const personIds = new Set(draft.people.map(({ id }) => id));
  for (const [place, { id, name, ways }] of draft.people.entries()) {
    const wrong = (says: Wrong['says'], field = `person-${place}`) => ({ wrong: { says, field, n: place + 1 } });
    if (name.trim() === '') return wrong('person');
    if (id !== '' && people.some((one) => one.id === id)) return wrong('twice');
    const read = readWays(ways);
    if ('wrong' in read) return wrong('address', `person-${place}-way-${read.wrong}`);
    if (read.ways.length === 0) return wrong('reach');
    people.push({ id: id || idOf(name, personIds), name: name.trim(), channels: read.ways as RotaInput['people'][number]['channels'] });
  }
  const shifts: RotaInput['shifts'] = [];
  const shiftIds = new Set(draft.shifts.map(({ id }) => id));
  for (const [place, shift] of draft.shifts.entries()) {
    const wrong = (says: Wrong['says'], field: string) => ({ wrong: { says, field: `shift-${place}-${field}`, n: place + 1 } });
    const turnDays = Number(shift.turnDays);
    if (shift.name.trim() === '') return wrong('shift', 'name');
    if (shift.patternId === null && (shift.windows.length === 0 || !shift.windows.every(isWhole))) return wrong('times', 'pattern');
    if (shift.people.length === 0) return wrong('nobody', 'add');
    if (shift.startsOn === '') return wrong('startsOn', 'startsOn');
    if (!Number.isInteger(turnDays) || turnDays < 1 || turnDays > 366) return wrong('turnDays', 'turnDays');
    shifts.push({
      id: shift.id || idOf(shift.name, shiftIds),
      name: shift.name.trim(),
      patternId: shift.patternId,
      windows: shift.patternId === null ? [...shift.windows] : [],
      people: shift.people.map((one) => people[one]!.id),
      startsOn: shift.startsOn,
      turnDays,
    });
  }
  const open = draft.cover.findIndex((window) => !isWhole(window));
  if (open >= 0) return { wrong: { says: 'cover', field: 'cover', n: open + 1 } };
  return { rota: { zone: draft.zone, cover: [...draft.cover], people, shifts } };
}

/** Whether a beginning, an end and a day are said. */
export const isWhole = ({ from, to, days }: DutyTime) => from !== '' && to !== '' && days?.length !== 0;

/** A name as an id that is none of `taken`, and is one of them from then on. */
export function idOf(name: string, taken: Set<string>): string {
  const plain =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 50) || 'one';
  let id = plain;
  for (let n = 2; taken.has(id); n++) id = `${plain}-${n}`;
  taken.add(id);
  return id;
}
