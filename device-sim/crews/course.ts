import type { CrewEvent, ResponseJobSummary } from '../../gateway/contract/response.ts';
import type { OutcomeCode } from '../../rules/model/alert.ts';
import type { WayIn } from '../../rules/model/response.ts';
import { type Instant, minute, second } from '../../rules/model/time.ts';
import { randomFor } from '../random.ts';

/** What a simulated crew will do with one offer, and how long it takes over each step. */
export interface Course {
  readonly answer: 'accept' | 'decline' | 'none';
  /** Why, where they decline. */
  readonly reason: string;
  readonly answersAfterMs: number;
  readonly setsOffAfterMs: number;
  readonly drivesMs: number;
  /** They ring in vain, tell the centre, and are let in later. */
  readonly ringsInVain: boolean;
  readonly getsInAfterMs: number;
  readonly wayIn: WayIn;
  readonly staysMs: number;
  readonly outcome: OutcomeCode;
  readonly note: string;
}

const reasons = ['The van will not start.', 'We are still with somebody.', 'The road is closed.'] as const;
const ends: readonly { readonly outcome: OutcomeCode; readonly note: string }[] = [
  { outcome: 'responder', note: 'On the floor, unhurt. Lifted with the cushion, well afterwards.' },
  { outcome: 'responder', note: 'Seen and settled. Had something to drink.' },
  { outcome: 'reassurance', note: 'Well. Sat with them for a while.' },
  { outcome: 'accidental', note: 'Pressed it by mistake.' },
];

/** One offer in eight is declined and one in eight is not answered; most crews are there in time. */
export function courseOf(seed: number, offer: { readonly unitId: string; readonly jobId: string; readonly offeredAt: string }): Course {
  const random = randomFor(seed, offer.unitId, offer.jobId, offer.offeredAt);
  const told = random.next();
  return {
    answer: told < 0.75 ? 'accept' : told < 0.875 ? 'decline' : 'none',
    reason: random.pick(reasons),
    answersAfterMs: random.whole(10 * second, 45 * second),
    setsOffAfterMs: random.whole(minute, 4 * minute),
    drivesMs: random.whole(8 * minute, 34 * minute),
    ringsInVain: random.chance(0.15),
    getsInAfterMs: random.whole(90 * second, 200 * second),
    wayIn: random.pick(['let-in', 'key-safe', 'key-holder'] as const),
    staysMs: random.whole(12 * minute, 40 * minute),
    ...random.pick(ends),
  };
}

/** How a visit stands for its crew: since its last word or the last change, and whether it has told that nobody opens. */
export interface Stand {
  readonly state: ResponseJobSummary['state'];
  readonly since: Instant;
  readonly hasRung: boolean;
}

type Said = CrewEvent extends infer E ? (E extends CrewEvent ? Omit<E, 'id' | 'at'> : never) : never;

/** What the crew says next of its visit, and when; null: nothing until it stands otherwise. */
export function nextWord({ state, since, hasRung }: Stand, course: Course): { readonly said: Said; readonly at: Instant } | null {
  switch (state) {
    case 'offered': {
      const at = since + course.answersAfterMs;
      if (course.answer === 'accept') return { said: { type: 'accept' }, at };
      return course.answer === 'none' ? null : { said: { type: 'decline', reason: course.reason }, at };
    }
    case 'accepted':
      return { said: { type: 'on-the-way' }, at: since + course.setsOffAfterMs };
    case 'on-the-way':
      return { said: { type: 'arrived' }, at: since + course.drivesMs };
    case 'arrived':
      if (course.ringsInVain && !hasRung)
        return { said: { type: 'no-access', text: 'Rang and knocked; nobody opens.' }, at: since + minute };
      return { said: { type: 'access-gained', how: course.wayIn }, at: since + course.getsInAfterMs };
    case 'access-gained':
      return {
        said: { type: 'complete', outcome: course.outcome, note: course.note, closesAlert: true },
        at: since + course.staysMs,
      };
    default:
      return null;
  }
}
