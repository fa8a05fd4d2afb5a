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
    const [, patientId, contactId] = /patients\/(.+)\/contacts\/(.+)\/unavailable$/.exec(path) ?? [];
    if (!patientId || !contactId || !('replacement' in body) || body.replacement?.kind !== 'team') return [];
    const asked = body.replacement.message.slice('{name}'.length);
    return [{ patientId, contactId, fromAt: at, untilAt: Date.parse(body.untilAt), asked }];
  });

it.runIf(unavailable.length > 0)('family is told before the dates of an operation; on them somebody else is asked instead', async () => {
  for (const { patientId, contactId, fromAt, untilAt, asked } of unavailable) {
    const messages = await weeks.messages(patientId);
    const during = messages.filter(({ at }) => at >= fromAt && at < untilAt);
    expect(messages.filter(({ at, to }) => at < fromAt && to === contactId)).not.toEqual([]);
    expect(during.filter(({ to }) => to === contactId)).toEqual([]);
    expect(during.filter(({ words }) => words.includes(asked))).not.toEqual([]);
  }
});
