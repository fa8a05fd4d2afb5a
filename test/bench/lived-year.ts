import type { Observation } from '../../rules/model/observation.ts';
import type { PatientContext } from '../../rules/model/patient.ts';
import { addDays, day, hour, type Instant, localDate, minute, wallClockAt } from '../../rules/model/time.ts';
import { benchPatient } from './population.ts';

export const readingsADay = 200;
export const yearDays = 365;

const zone = 'Europe/London';
const kit = [
  { kind: 'fridge', name: 'Fridge', heartbeatMs: 10 * minute, prompts: true },
  { kind: 'front-door', name: 'Front door', heartbeatMs: null, prompts: false },
  { kind: 'motion', name: 'Hall', heartbeatMs: null, prompts: false },
  { kind: 'dispenser', name: 'Dispenser', heartbeatMs: null, prompts: true },
  { kind: 'cuff', name: 'Cuff', heartbeatMs: null, prompts: false },
] as const;
const contact = {
  id: 'daughter',
  name: 'Daughter',
  relationship: 'daughter',
  order: 1,
  mayBeTold: true,
  channels: [{ kind: 'email', address: 'daughter@example.org' }],
  quietHours: { from: '22:00', to: '07:00' },
} as const;

/** Patient `i` with five devices, a daughter and every team. */
export function patientOfYear(i: number, at: Instant): PatientContext {
  const patient = benchPatient(i, at, kit);
  return { ...patient, contacts: [contact], teamIds: ['coordination', 'rapid-response', 'agency'] };
}

/** Numbers from 0 to 1 that are the same for the same seed (a linear congruence is random enough for days). */
function chances(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state = (Math.imul(state | 0, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A year of 200 readings a day in wall-clock time, in the order in which they came: three meals and seldom two, tablets, a walk, blood
 * pressure, movement, and a fridge that is heard from every ten minutes.
 */
export function livedYear(i: number, startAt: Instant): Observation[] {
  const chance = chances(i);
  const readings: Observation[] = [];
  const say = (n: number, kind: Observation['kind'], value: Observation['value'], at: Instant) =>
    readings.push({
      source: `d${i}-${n}`,
      key: `${kind}=${JSON.stringify(value)}`,
      kind,
      value,
      observedAt: at,
      receivedAt: at,
      provenance: 'device',
      snapshot: false,
    });
  for (let date = localDate(zone, startAt), n = 0; n < yearDays; n++, date = addDays(date, 1)) {
    const first = readings.length;
    const at = (time: string) => wallClockAt(zone, date, time) + Math.floor(chance() * 20 * minute);
    for (const meal of ['08:00', '12:45', '18:00'])
      if (chance() < 0.97) {
        const openedAt = at(meal);
        say(0, 'contact', 'open', openedAt);
        say(0, 'contact', 'closed', openedAt + 9_000);
      }
    if (chance() < 0.98) say(3, 'dose', 'dispensed', wallClockAt(zone, date, '08:00') + Math.floor(chance() * 12 * minute));
    const leavesAt = at('10:30');
    say(1, 'contact', 'open', leavesAt);
    say(1, 'contact', 'closed', leavesAt + 8_000);
    say(1, 'contact', 'open', leavesAt + hour);
    say(2, 'motion', true, leavesAt + hour + minute);
    say(4, 'blood-pressure', { systolicMmHg: 118 + Math.floor(chance() * 24), diastolicMmHg: 72 + Math.floor(chance() * 12) }, at('09:00'));
    const midnight = startAt + n * day;
    for (let beat = 0; beat < 144; beat++) say(0, 'heartbeat', true, midnight + beat * 10 * minute);
    while (readings.length - first < readingsADay) say(2, 'motion', chance() < 0.5, midnight + 7 * hour + Math.floor(chance() * 15 * hour));
  }
  return readings.sort((a, b) => a.receivedAt - b.receivedAt);
}
