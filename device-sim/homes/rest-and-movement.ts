import { type Instant, minute, second } from '../../rules/model/time.ts';
import type { PersonDay } from './day.ts';
import type { HouseEvent } from './home.ts';
import { type Stretch, stretchAt } from './out-and-about.ts';

/** Getting up, going to bed and the way to the bathroom in between. */
export function sleep(day: PersonDay): { readonly events: readonly HouseEvent[]; readonly awake: Stretch; readonly asleep: Stretch } {
  const { habits } = day.person;
  const random = day.random('sleep');
  const upAt = day.time(habits.wake, random.around(0, 12));
  const toBedAt = day.time(habits.bedtime, random.around(0, 20));
  // Not later than the earliest that the next morning can begin.
  const nextUpAt = day.nextDay(habits.wake, -40);
  const events = [...day.event(upAt, 'bed', { type: 'get-up' }), ...day.event(toBedAt, 'bed', { type: 'lie-down' })];
  const nights = random.whole(0, 2);
  for (let visit = 1; visit <= nights; visit++) {
    const at = toBedAt + ((nextUpAt - toBedAt) * visit) / (nights + 1) + random.around(0, 10) * minute;
    const backAt = at + random.between(4, 9) * minute;
    events.push(
      ...day.event(Math.round(at), 'bed', { type: 'get-up' }),
      ...day.event(Math.round(at + 30 * second), 'motion', { type: 'move' }),
      ...day.event(Math.round(at + 60 * second), 'bathroom-motion', { type: 'move' }),
      ...day.event(Math.round(backAt), 'bed', { type: 'lie-down' }),
    );
  }
  return { events, awake: { fromAt: upAt, toAt: toBedAt }, asleep: { fromAt: toBedAt, toAt: nextUpAt } };
}

/** Walking about the house while awake and in. */
export function movements(day: PersonDay, awake: Stretch, out: readonly Stretch[]): readonly HouseEvent[] {
  const random = day.random('movement');
  const events: HouseEvent[] = [];
  let at: Instant = awake.fromAt + 40 * second;
  while (at < awake.toAt) {
    const away = stretchAt(out, at);
    if (away) at = away.toAt + 20 * second;
    else {
      events.push(...day.event(Math.round(at), 'motion', { type: 'move' }));
      at += random.between(4, 22) * minute;
    }
  }
  return events;
}

const visitsByDay = 5;

/** To the bathroom every few hours while awake and in. */
export function bathroomVisits(day: PersonDay, awake: Stretch, out: readonly Stretch[]): readonly HouseEvent[] {
  const random = day.random('bathroom');
  const apartMs = (awake.toAt - awake.fromAt) / visitsByDay;
  const visits = Array.from({ length: visitsByDay }, (_, i) => Math.round(awake.fromAt + (i + random.between(0.3, 0.7)) * apartMs));
  return visits.filter((at) => !stretchAt(out, at)).flatMap((at) => day.event(at, 'bathroom-motion', { type: 'move' }));
}
