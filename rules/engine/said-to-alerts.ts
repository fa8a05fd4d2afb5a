import type { AlertInput } from '../alerts/lifecycle.ts';
import type { Observation } from '../model/observation.ts';
import type { PatientContext } from '../model/patient.ts';
import type { Attribution } from '../model/scenario.ts';
import { type Instant, localTime } from '../model/time.ts';

/** What a reading says to every open alert of a person, besides to their agreements; null: nothing. */
export function saidToAlerts(
  { knownAs, zone }: PatientContext,
  { kind, observedAt, snapshot }: Observation,
  attribution: Attribution,
  at: Instant,
): AlertInput | null {
  // Nearly every reading: it must cost nothing.
  if ((kind !== 'sos' && kind !== 'ok') || snapshot) return null;
  const time = localTime(zone, observedAt);
  // From a home of several it may have been somebody else: nothing is cleared by that, but nobody rests either.
  if (kind === 'sos') return { type: 'called-for-help', at, text: `help was called for at ${time}.` };
  if (attribution === 'shared') return null;
  return { type: 'patient-ok', at, saidAt: observedAt, text: `${knownAs} said at ${time}: I'm OK.` };
}
