import type { DeviceCommand } from '../../gateway/contract/messages.ts';
import { type Instant, minute } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import { randomFor } from '../random.ts';
import type { PersonDay } from './day.ts';
import type { HouseEvent } from './home.ts';
import { doseSlot, hasBadDay, measurement, openFridge } from './meals-and-medicine.ts';
import { backToBed, passDoor } from './out-and-about.ts';

export interface Reaction {
  readonly events: readonly HouseEvent[];
  /** A part of the plan that this replaces. */
  readonly callsOff: string | null;
}

/** On a day like this hardly anything that a device says is heeded, so that somebody else has to be asked. */
const weakDayShare = 0.35;
const weakDayWillingness = 0.12;

function willingness(day: PersonDay): number {
  const { followsPrompt } = day.person.habits.chances;
  const isWeak = followsPrompt < 1 && day.random('weak day').chance(weakDayShare);
  return isWeak ? followsPrompt * weakDayWillingness : followsPrompt;
}

/**
 * What a person does when a device of theirs speaks, judged by the device alone, as people do: the fridge means food, the dispenser means
 * pills. `outOn`: the night exit they are on, if they are. Empty when they take no notice. Pure; the command's id is part of the seed.
 */
export function reactionTo(
  day: PersonDay,
  heard: { readonly role: DeviceRole; readonly command: DeviceCommand; readonly at: Instant; readonly outOn: string | null },
): Reaction {
  const { habits } = day.person;
  const random = randomFor(heard.command.id, day.person.index);
  const nothing: Reaction = { events: [], callsOff: null };
  if (day.incident.away || !random.chance(willingness(day))) return nothing;
  const at = Math.round(heard.at + random.between(1, 9) * minute);
  switch (heard.role) {
    case 'fridge':
      return { events: openFridge(day, at, random), callsOff: null };
    case 'dispenser': {
      const due = habits.doses.filter((time) => day.time(time) <= heard.at).at(-1);
      return due === undefined
        ? nothing
        : { events: day.event(at, 'dispenser', { type: 'take-dose', slot: doseSlot(day.date, due) }), callsOff: null };
    }
    case 'cuff': {
      if (heard.command.type !== 'request-measurement') return nothing;
      const high = hasBadDay(day) && random.chance(0.7);
      return { events: day.event(at, 'cuff', measurement(habits.usualPressure, high, random)), callsOff: null };
    }
    case 'speaker': {
      if (heard.outOn === null) return { events: day.event(at, 'speaker', { type: 'say-ok' }), callsOff: null };
      // They heard it at the door: home again within two minutes.
      const backAt = Math.round(heard.at + random.between(0.5, 2) * minute);
      return { events: [...passDoor(day, backAt, 'in'), ...backToBed(day, backAt)], callsOff: heard.outOn };
    }
    default:
      return nothing;
  }
}
