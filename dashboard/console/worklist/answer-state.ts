/** 97.5 % of calls are answered within the first, 99 % within the second (clinical.md, UK telecare practice). */
export const answerWithinMs = 60_000;
export const answerAtLatestMs = 180_000;
/** The warning comes this long before the first. */
const warnMs = 15_000;

export type AnswerState = 'in-time' | 'soon' | 'late' | 'over';

/** How an alert stands for which the centre has been asked for `ms`. */
export function answerState(ms: number): AnswerState {
  if (ms > answerAtLatestMs) return 'over';
  if (ms > answerWithinMs) return 'late';
  return ms >= answerWithinMs - warnMs ? 'soon' : 'in-time';
}
