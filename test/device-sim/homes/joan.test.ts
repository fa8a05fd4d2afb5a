import { expect, it } from 'vitest';
import { expectedOfSixWeeks } from '../../../device-sim/expected/six-weeks.ts';
import { dayOf } from '../../../device-sim/homes/day.ts';
import type { HouseEvent } from '../../../device-sim/homes/home.ts';
import { joanInDecline } from '../../../device-sim/homes/joan.ts';
import { asWritten, storyBegins } from '../../../device-sim/homes/story.ts';
import { addDays } from '../../../rules/model/time.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { softDecline } from '../../../rules/scenarios/soft-decline.ts';
import { device, drive, type Happening } from '../../rules/drive.ts';

const home = asWritten(joanInDecline());
const dates = Array.from({ length: 43 }, (_, i) => addDays(storyBegins, i));

/** What of it the agreement listens to. */
function heard({ at, deviceId, act }: HouseEvent): Happening[] {
  const when = { at: new Date(at).toISOString() };
  if (act.type === 'open' && deviceId === 'joan-fridge') return [{ ...when, device: 'fridge', kind: 'contact', value: 'open' }];
  if (act.type === 'take-dose') return [{ ...when, device: 'dispenser', kind: 'dose', value: 'dispensed' }];
  if (act.type === 'read' && act.kind === 'appointment') return [{ ...when, person: 'appointment', value: act.value }];
  return [];
}

it('six weeks of Joan in decline give the one flag that was written down, on its day', () => {
  const when = dates
    .flatMap((date) => dayOf(home, 7, date))
    .sort((a, b) => a.at - b.at)
    .flatMap(heard);
  const devices = [device('fridge', 'fridge', { patientId: 'k' }), device('dispenser', 'dispenser', { patientId: 'k' })];
  const until = `${addDays(storyBegins, 43)}T00:00`;
  const lines = drive(templates.get(softDecline.id)!, { day: storyBegins, from: '00:00', until, when, patient: { devices } });
  const [expected] = expectedOfSixWeeks;
  expect(lines).toHaveLength(expectedOfSixWeeks.length);
  expect(lines[0]).toMatch(
    new RegExp(`^${addDays(storyBegins, expected!.day - 1)}T${expected!.at} raise: For a review: in the last 28 days`),
  );
  expect(lines[0]).toContain('(46 % fewer) and appointments missed: 3, before 0.');
});
