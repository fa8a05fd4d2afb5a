import type { z } from 'zod';
import type { answeringSkills, WatchView } from '../../../gateway/contract/watch.ts';

/** How the alarm was heard where somebody works. `missing`: on duty, and not tested in this turn; `not-due`: not on duty, and not tested. */
export type Listening =
  | { readonly state: 'heard' | 'not-heard'; readonly at: string }
  | { readonly state: 'missing' | 'not-due'; readonly at: null };

/** One of those who answer alerts. */
export interface StaffLine extends z.infer<typeof answeringSkills> {
  /** Until when they are on duty at the centre; null: they are, with no end within a day; undefined: they are not. */
  readonly onDutyUntilAt: string | null | undefined;
  readonly listening: Listening;
}

const urgency: readonly Listening['state'][] = ['missing', 'not-heard', 'heard', 'not-due'];

/** Everybody who answers alerts: on duty first, and of those first whoever may not hear the alarm; then by name. */
export function staffLines(skills: readonly z.infer<typeof answeringSkills>[], watch: Pick<WatchView, 'tests' | 'onDuty'>): StaffLine[] {
  return skills
    .map((one): StaffLine => {
      const turn = watch.onDuty.find(({ userId }) => userId === one.userId);
      const test = turn ? turn.test : watch.tests.find(({ userId }) => userId === one.userId);
      const listening: Listening = test
        ? { state: test.heard ? 'heard' : 'not-heard', at: test.at }
        : { state: turn ? 'missing' : 'not-due', at: null };
      return { ...one, onDutyUntilAt: turn?.untilAt, listening };
    })
    .sort(
      (a, b) =>
        Number(a.onDutyUntilAt === undefined) - Number(b.onDutyUntilAt === undefined) ||
        urgency.indexOf(a.listening.state) - urgency.indexOf(b.listening.state) ||
        a.name.localeCompare(b.name),
    );
}
