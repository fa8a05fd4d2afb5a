import { centreSpoke, type ExpectedAlert, of } from './row.ts';

/** What must come of six weeks of Joan in decline, written before they are run. Days are counted on, from 1. */
export const expectedOfSixWeeks: readonly ExpectedAlert[] = of('Joan', [
  // The first two weeks are the time before; the weekly looks of days 22 to 36 know too little of it.
  {
    day: 43,
    at: '10:00',
    template: 'soft-decline',
    severity: 'low',
    ...centreSpoke,
    story: 'Four weeks of breakfast only, and three appointments missed: a flag for a review, and nothing else in all that time.',
  },
]);
