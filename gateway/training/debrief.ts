import type { AlertState, TimelineEntry } from '../../rules/model/alert.ts';
import { type Instant, minute, second } from '../../rules/model/time.ts';
import type { Exercise } from './exercises.ts';

export interface Finding {
  readonly text: string;
  /** null: not to be said yet. */
  readonly met: boolean | null;
}

export interface AnsweredAlert {
  /** What the person is called. */
  readonly who: string;
  readonly state: AlertState;
  readonly timeline: readonly TimelineEntry[];
}

/** Clinical.md, UK telecare practice: calls answered within 60 s, and every one over 3 minutes is looked into. */
const wanted = 60 * second;
const longest = 180 * second;
/** An alert of an exercise is raised within its first minutes. */
const raisedWithin = 6 * minute;

const spoken = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const inSeconds = (ms: number) => `${spoken.format(ms / second)} s`;

/**
 * How the alerts of an exercise were answered: raised, taken within 60 and 180 seconds, written down, closed with an outcome that fits. What is
 * not over yet is neither met nor missed.
 */
export function debrief(exercise: Exercise, startedAt: Instant, alerts: readonly AnsweredAlert[], now: Instant): Finding[] {
  const missing = exercise.alerts - alerts.length;
  const raised: Finding = {
    text: exercise.alerts === 1 ? 'The alert was raised' : `All ${exercise.alerts} alerts were raised`,
    met: missing <= 0 ? true : now - startedAt > raisedWithin ? false : null,
  };
  const named = (alert: AnsweredAlert, { text, met }: Finding) => ({ text: alerts.length === 1 ? text : `${alert.who}: ${text}`, met });
  return [raised, ...alerts.flatMap((alert) => findingsOf(exercise, alert, now).map((finding) => named(alert, finding)))];
}

function findingsOf({ outcomes }: Exercise, { state, timeline }: AnsweredAlert, now: Instant): Finding[] {
  const byStaff = timeline.filter(({ actor }) => actor?.tier === 'professional');
  const takenAt = byStaff.find(({ type }) => type === 'acknowledged')?.at ?? null;
  const waited = (takenAt ?? state.closedAt ?? now) - state.openedAt;
  const within = (limit: number) =>
    takenAt === null && state.closedAt === null && waited <= limit ? null : takenAt !== null && waited <= limit;
  const isClosed = state.status === 'closed';
  const took = takenAt === null ? '' : `, it took ${inSeconds(waited)}`;
  const wasNoted = byStaff.some(({ type }) => type === 'note');
  const code = state.outcome?.code;
  const fits = outcomes.some((one) => one === code);
  return [
    { text: `Somebody took it within 60 s${took}`, met: within(wanted) },
    { text: 'Somebody took it within 3 minutes', met: within(longest) },
    { text: 'What was said and done is written down', met: wasNoted ? true : isClosed ? false : null },
    {
      text: isClosed && !fits ? `Closed as “${code}”; what fits: ${outcomes.join(', ')}` : 'Closed with an outcome that fits',
      met: isClosed ? fits : null,
    },
  ];
}
