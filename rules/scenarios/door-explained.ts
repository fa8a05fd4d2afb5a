import { onDays } from '../model/calendar-words.ts';
import type { Condition, ScenarioStepContext } from '../model/scenario.ts';
import { type Instant, isWithin, type LocalWindow } from '../model/time.ts';
import { notHeldAgainst } from './at-home.ts';
import { type DoorState, homecomingMs, type Passed } from './door-state.ts';
import { agreedIn, clockTime } from './words.ts';

type Context = ScenarioStepContext<{ readonly window: LocalWindow }>;

const why: Readonly<Record<Passed, string>> = {
  known: 'It belongs to what was known already.',
  day: 'It was not at night.',
  late: 'It became known too late.',
  visit: 'A care visit was going on.',
  away: 'At that time not at home, by agreement.',
  'in-bed': 'In bed since.',
  other: 'Perhaps it was the other one who lives there: the bed sensor does not say that this one was up.',
};

/** The conditions of an exit, of the one that people have been told of or else of the last opening. */
export function explainDoor(state: DoorState, { patient, params, scenario }: Context, at: Instant): Condition[] {
  const { exitAt, heldAt, settledToAt } = state;
  const openAt = exitAt ?? state.lastOpenAt;
  const isRaised = exitAt !== null;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const { from, to } = params.window;
  const passed = isRaised || openAt === null ? null : (state.passedBy ?? null);
  const isSeen = !isRaised && openAt !== null && settledToAt !== null && settledToAt >= openAt;
  const waits = !isRaised && heldAt !== null && heldAt === openAt && at < heldAt + homecomingMs;
  return [
    {
      text: 'The front door was opened at night.',
      met: isRaised || (openAt !== null && isWithin(patient.zone, openAt, params.window)),
      found: openAt === null ? 'No opening is known.' : `Opened at ${say(openAt)}.`,
      limit: `Night is ${from} to ${to}${onDays(params.window)} (${agreedIn(scenario, 'window')}).`,
    },
    {
      text: `It was ${patient.knownAs}, and nothing explains it.`,
      met: passed === null ? openAt !== null : passed === 'other' ? null : false,
      found: passed === null ? 'Nothing is known that would.' : why[passed] + (passed === 'away' ? notHeldAgainst(patient, at) : ''),
    },
    {
      text: `${patient.knownAs} has not come home.`,
      met: openAt !== null && !isSeen && !waits,
      found: isSeen
        ? `Seen indoors, or seen to, at ${say(settledToAt!)}.`
        : waits
          ? `It may be somebody coming home: waited for until ${say(heldAt + homecomingMs)}.`
          : 'Not seen indoors since.',
    },
  ];
}
