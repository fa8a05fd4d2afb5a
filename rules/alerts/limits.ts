import type { Severity } from '../model/alert.ts';
import { hour, minute, second } from '../model/time.ts';

/** An acknowledgement is a lease: how long a person holds an alert before it is called out again (design §5). */
export const leaseMs: Readonly<Record<Severity, number>> = { high: 10 * minute, moderate: 30 * minute, low: 4 * hour };

/** The longest rest that a person can give an alert, or themselves of it, at a time. */
export const snoozeMs: Readonly<Record<Severity, number>> = { high: 15 * minute, moderate: 4 * hour, low: 24 * hour };

/** Raised again this soon after it was closed as settled, an alert is shown as the same thing again. */
export const mergeWithinMs = 30 * minute;

/** Who has joined an alert is asked this long before the others when its lease has run out; never for a high one. */
export const joinedFirstMs = minute;

/** An acknowledgement can be taken back by the one who gave it. */
export const unacknowledgeMs = 30 * second;

/** A high alert waits this long for a human to confirm on one channel before it tries the next, and never longer than half the step. */
export const confirmMs = minute;

/** Nobody answered on any rung: the ladder starts again at the centre after at least this long. */
export const restartMs = 5 * minute;

/** A cleared condition that nobody has coded: how often someone is reminded. */
export const reviewMs = 4 * hour;

/** A deadline found this much after its time is marked late in the timeline. */
export const lateMs = 5 * second;

/** How long words to a device stay true when the step itself does not say. */
export const promptLifeMs = 10 * minute;

/** Facts kept in the alert itself: the first and the newest. Every one of them stands in the timeline. */
export const evidenceKept = 50;
