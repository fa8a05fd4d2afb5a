import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectedAlerts } from '../../device-sim/expected-alerts.ts';
import { deskRequests } from '../../device-sim/homes/desk.ts';
import { storyBegins } from '../../device-sim/homes/story.ts';
import { addDays, wallClockAt } from '../../rules/model/time.ts';
import { homesNamed, line, Weeks } from './weeks.ts';

const zone = 'Europe/London';
const midnight = (day: number) => wallClockAt(zone, addDays(storyBegins, day - 1), '00:00');
/** Everybody in `npm run test:weeks`; else those of the first design, so that the run takes about a minute on a quiet machine. */
const homes = homesNamed(process.env.HEARTHLINE_WEEKS);
const names = homes.flatMap((home) => home.enrolment.patients.map((patient) => patient.givenName));
const expected = expectedAlerts.filter(({ who }) => names.includes(who));

let weeks: Weeks;
beforeAll(async () => {
  weeks = await Weeks.begin(midnight(1), homes);
}, 120_000);
afterAll(() => weeks?.gateway.close());

it('two weeks of everybody give the alerts that were written down before, no more and no less', async () => {
  const began = performance.now();
  await weeks.until(midnight(15));
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`two weeks of ${names.length} people in ${seconds} s: ${weeks.report.acknowledged} messages acknowledged`);
  // In one instant, in no order of its own.
  expect((await weeks.alerts(expected)).toSorted()).toEqual(expected.map(line).toSorted());
  expect(weeks.report).toMatchObject({ refused: 0, problems: 0 });
}, 900_000);

const dates = Array.from({ length: 14 }, (_, i) => addDays(storyBegins, i));
const unavailable = homes
  .flatMap((home) => dates.flatMap((date) => deskRequests(home, date)))
  .flatMap(({ at, request: { path, body } }) => {
    const contactId = /contacts\/(.+)\/unavailable$/.exec(path)?.[1];
    return contactId && 'fromAt' in body ? [{ contactId, fromAt: at, untilAt: Date.parse(body.untilAt) }] : [];
  });

it.runIf(unavailable.length > 0)('nothing reaches family on the dates of an operation; before them they were told', async () => {
  for (const { contactId, fromAt, untilAt } of unavailable) {
    const told = await weeks.toldTo(contactId);
    expect(told.filter((at) => at < fromAt)).not.toEqual([]);
    expect(told.filter((at) => at >= fromAt && at < untilAt)).toEqual([]);
  }
});
