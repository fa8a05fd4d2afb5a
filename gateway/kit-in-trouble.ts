import type { PatientState } from '../rules/engine/patient-state.ts';
import { isSafetyKind } from '../rules/model/device-test.ts';
import type { Instant } from '../rules/model/time.ts';
import { inTrouble, type Kit } from '../rules/scenarios/kit.ts';

/** What the judge holds to be silent or faulty, of everybody whose kit is watched: ids of devices, each since when. */
export function kitInTrouble(patients: Iterable<PatientState>): ReadonlyMap<string, Instant> {
  const all = new Map<string, Instant>();
  for (const patient of patients) for (const [id, since] of troubleOf(patient)) all.set(id, Math.min(all.get(id) ?? since, since));
  return all;
}

/** Of that what must be tested before it is trusted again: safety devices, whatever is wrong with them but their clock. */
export function safetyKitInTrouble(patient: PatientState): ReadonlyMap<string, Instant> {
  const isSafety = (id: string) => patient.context.devices.some((device) => device.id === id && isSafetyKind(device.kind));
  return new Map([...troubleOf(patient, withoutClocks)].filter(([id]) => isSafety(id)));
}

const withoutClocks = (kit: Kit): Kit =>
  kit.trouble === null ? kit : { ...kit, trouble: { ...kit.trouble, faults: kit.trouble.faults.filter(([, cause]) => cause !== 'clock') } };

function troubleOf({ context, interest, states, params }: PatientState, seen = (kit: Kit) => kit): ReadonlyMap<string, Instant> {
  if (interest.watcher < 0) return new Map();
  const { missedHeartbeats } = params[interest.watcher] as { readonly missedHeartbeats: number };
  return inTrouble(seen(states[interest.watcher] as Kit), context, missedHeartbeats);
}
