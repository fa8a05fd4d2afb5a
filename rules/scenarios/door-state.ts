import { hour, type Instant, minute } from '../model/time.ts';
import { type Stirring, still } from './stirring.ts';

/** Why an opening of the door is no exit: of an outing known already, by day, told too late, or because of somebody else. */
export type Passed = 'known' | 'day' | 'late' | 'visit' | 'away' | 'in-bed' | 'other';

/** What is remembered of the front door. */
export interface DoorState {
  readonly lastOpenAt: Instant | null;
  /** The last opening that was no bounce of the contact. */
  readonly againAt: Instant | null;
  /** What kept the last opening from being an exit; null: nothing. */
  readonly passedBy: Passed | null;
  readonly shutAt: Instant | null;
  /** The door was opened then and nobody has moved indoors since. */
  readonly outAt: Instant | null;
  /** Openings up to then are settled: she was seen indoors later, or a person closed the alert. */
  readonly settledToAt: Instant | null;
  /** The exit that an alert was raised for. */
  readonly exitAt: Instant | null;
  /** Movement indoors after that exit, not enough by itself to say that she is back. */
  readonly movedAt: Instant | null;
  /** Sensors that have told of movement without a pause since that exit. */
  readonly moving: Stirring;
  /** An opening that looks like coming home; an exit unless somebody moves indoors soon. */
  readonly heldAt: Instant | null;
  /** An opening that may have been the other one's, until the bed sensor has said otherwise. */
  readonly doubtAt: Instant | null;
  readonly bedIn: boolean | null;
  readonly bedAt: Instant | null;
  readonly visitFromAt: Instant | null;
  readonly visitToAt: Instant | null;
}

export const noDoor: DoorState = {
  lastOpenAt: null,
  againAt: null,
  passedBy: null,
  shutAt: null,
  outAt: null,
  settledToAt: null,
  exitAt: null,
  movedAt: null,
  moving: still,
  heldAt: null,
  doubtAt: null,
  bedIn: null,
  bedAt: null,
  visitFromAt: null,
  visitToAt: null,
};

/** Who comes home is seen indoors within this time. */
export const homecomingMs = 2 * minute;
/** A carer opens the door before noting the visit's start and after noting its end. */
const visitMarginMs = 5 * minute;
/** A visit whose end is never noted ends by itself. */
const visitCapMs = 2 * hour;

export const later = (a: Instant | null, b: Instant): Instant => (a === null ? b : Math.max(a, b));

/** Whether a care visit explains an opening of the door at `at`. */
export function inVisit({ visitFromAt, visitToAt }: DoorState, at: Instant | null): boolean {
  if (visitFromAt === null || at === null || at < visitFromAt - visitMarginMs) return false;
  return at <= (visitToAt !== null && visitToAt >= visitFromAt ? visitToAt + visitMarginMs : visitFromAt + visitCapMs);
}
