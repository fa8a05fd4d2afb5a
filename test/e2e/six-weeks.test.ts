import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectedOfSixWeeks } from '../../device-sim/expected/six-weeks.ts';
import { joanInDecline } from '../../device-sim/homes/joan.ts';
import { asWritten, storyBegins } from '../../device-sim/homes/story.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import { addDays, day, wallClockAt } from '../../rules/model/time.ts';
import { line, Weeks } from './weeks.ts';

const midnight = (n: number) => wallClockAt('Europe/London', addDays(storyBegins, n - 1), '00:00');
const countedOn = (date: string) => Math.round((Date.parse(date) - Date.parse(storyBegins)) / day) + 1;

let weeks: Weeks;
beforeAll(async () => {
  if (!process.env.HEARTHLINE_WEEKS) return;
  weeks = await Weeks.begin(midnight(1), [asWritten(joanInDecline())]);
}, 120_000);
afterAll(() => weeks?.gateway.close());

it.runIf(process.env.HEARTHLINE_WEEKS)(
  'six weeks of a slow decline give one flag for a review, and it says what has become less',
  async () => {
    await weeks.until(midnight(44));
    expect(await weeks.alerts(expectedOfSixWeeks, countedOn)).toEqual(expectedOfSixWeeks.map(line));
    const { rows } = await weeks.gateway.database.pool.query<{ state: AlertState }>('select state from alert');
    expect(rows[0]?.state.reason).toMatch(
      /^For a review: in the last 28 days Joan has openings of the fridge a day: \d\.\d, before \d\.\d \(\d\d % fewer\) and appointments missed: 3, before 0\.$/,
    );
    expect(rows[0]?.state.evidence.map(({ text }) => text)[0]).toMatch(/^Doses dispensed a day: 2\.0, before 2\.0/);
    expect(weeks.report).toMatchObject({ refused: 0, problems: 0 });
  },
  900_000,
);
