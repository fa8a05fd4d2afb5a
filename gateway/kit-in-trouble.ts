import type { PatientState } from '../rules/engine/patient-state.ts';
import type { Instant } from '../rules/model/time.ts';
import { inTrouble, type Kit } from '../rules/scenarios/kit.ts';

/** What the judge holds to be silent or faulty, of everybody whose kit is watched: ids of devices, each since when. */
export function kitInTrouble(patients: Iterable<PatientState>): ReadonlyMap<string, Instant> {
  const all = new Map<string, Instant>();
  for (const { context, interest, states, params } of patients) {
    if (interest.watcher < 0) continue;
    const { missedHeartbeats } = params[interest.watcher] as { readonly missedHeartbeats: number };
    for (const [id, since] of inTrouble(states[interest.watcher] as Kit, context, missedHeartbeats))
      all.set(id, Math.min(all.get(id) ?? since, since));
  }
  return all;
}
