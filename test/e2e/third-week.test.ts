import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectedOfFaults } from '../../device-sim/expected-faults.ts';
import { storyBegins } from '../../device-sim/homes/story.ts';
import { addDays, wallClockAt } from '../../rules/model/time.ts';
import { homesNamed, line, Weeks } from './weeks.ts';

const midnight = (day: number) => wallClockAt('Europe/London', addDays(storyBegins, day - 1), '00:00');
/** Everybody in `npm run test:weeks`; else Joan, whose kit fails in most ways. */
const homes = homesNamed(process.env.HEARTHLINE_WEEKS ?? 'joan');
const names = homes.flatMap((home) => home.enrolment.patients.map((patient) => patient.givenName));
const expected = expectedOfFaults.filter(({ who }) => names.includes(who));

let weeks: Weeks;
beforeAll(async () => {
  weeks = await Weeks.begin(midnight(15), homes, ['duplicate', 'late', 'out-of-order', 'clock-off', 'battery', 'flapping', 'hub-reboot']);
}, 120_000);
afterAll(() => weeks?.gateway.close());

it('a quiet week of faulty equipment gives no alert but those of the equipment', async () => {
  await weeks.until(midnight(22));
  expect((await weeks.alerts(expected)).toSorted()).toEqual(expected.map(line).toSorted());
}, 900_000);
