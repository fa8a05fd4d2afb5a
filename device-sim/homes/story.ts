import type { ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import { day } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import type { Chances, Happening, SimHome } from './home.ts';

/** A Monday; two weeks of incidents begin here, and the second Sunday is the one on which the clocks go forward. */
export const storyBegins = '2026-03-16';
/** Two weeks of incidents and a quiet one, over and over. */
const storyDays = 21;

/** Which day of the story a local date is, from 1. */
export function storyDay(date: string): number {
  const since = Math.round((Date.parse(date) - Date.parse(storyBegins)) / day);
  return (((since % storyDays) + storyDays) % storyDays) + 1;
}

const nothingByChance: Chances = {
  skipsBreakfast: 0,
  breakfastOut: 0,
  missesDose: 0,
  nightExit: 0,
  sos: 0,
  highPressure: 0,
  followsPrompt: 1,
};

/** The same home in which nothing out of the ordinary happens but what is written in its people's incidents. */
export function asWritten(home: SimHome): SimHome {
  return { ...home, people: home.people.map((person) => ({ ...person, habits: { ...person.habits, chances: nothingByChance } })) };
}

/** On this day the person takes no notice of what devices say. */
export const heedsNothing: Partial<Chances> = { followsPrompt: 0 };

export function eats(at: string): readonly Happening[] {
  return [
    { at: `${at}:00`, role: 'fridge', act: { type: 'open' } },
    { at: `${at}:00`, role: 'kitchen-motion', act: { type: 'move' } },
    { at: `${at}:25`, role: 'fridge', act: { type: 'close' } },
  ];
}

/** To the bathroom at each of these times. */
export function goesToBathroom(...times: readonly string[]): readonly Happening[] {
  return times.map((at) => ({ at, role: 'bathroom-motion', act: { type: 'move' } }));
}

/** The dose that was due at `due`. */
export function takesDose(at: string, due: string): Happening {
  return { at, role: 'dispenser', act: { type: 'take-dose', due } };
}

export function measures(at: string, systolicMmHg: number, diastolicMmHg: number): Happening {
  return { at, role: 'cuff', act: { type: 'measure', bloodPressure: { systolicMmHg, diastolicMmHg }, heartRatePerMinute: 82 } };
}

/** A value is taken or told. */
export function reads(at: string, role: DeviceRole, kind: ObservationKind, value: ObservationValue): Happening {
  return { at, role, act: { type: 'read', kind, value } };
}

/** Out of bed at `up`, through the door at `out` (a full minute), in again at `back`, and to bed at `toBed`, all `HH:MM:SS`. */
export function wandersOff(up: string, out: string, back: string, toBed: string): readonly Happening[] {
  return [
    { at: up, role: 'bed', act: { type: 'get-up' } },
    { at: out, role: 'front-door', act: { type: 'open' } },
    { at: `${out.slice(0, 6)}08`, role: 'front-door', act: { type: 'close' } },
    { at: back, role: 'front-door', act: { type: 'open' } },
    { at: back, role: 'front-door', act: { type: 'close' } },
    { at: back, role: 'motion', act: { type: 'move' } },
    { at: toBed, role: 'bed', act: { type: 'lie-down' } },
  ];
}
