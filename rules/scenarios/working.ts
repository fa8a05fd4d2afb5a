import type { Observation, ObservationKind } from '../model/observation.ts';
import type { DeviceContext, PatientContext } from '../model/patient.ts';
import { day, type Instant } from '../model/time.ts';

/** Readings by which equipment says that it does not work, or works again. */
export const faultKinds: readonly ObservationKind[] = ['device-fault', 'availability'];

/** Daily life uses fridge, kitchen and dispenser more often than this; what is silent for longer is more likely broken than not used. */
const heardWithinMs = 7 * day;

/** What does not work now, as `<device> <kind of reading>`, in the order in which it was told. */
export type Broken = readonly string[];

/** The equipment after a reading of one of `faultKinds`. */
export function afterFault(broken: Broken, { source, kind, value }: Observation): Broken {
  const one = `${source} ${kind}`;
  const isBad = value === 'faulty' || value === 'offline';
  if (broken.includes(one) === isBad) return broken;
  return isBad ? [...broken, one] : broken.filter((other) => other !== one);
}

/** Whether readings of a device can be put down to this person, or are agreed to count for them all the same. */
export function tellsOf(device: DeviceContext, patient: PatientContext, sharedCounts: boolean): boolean {
  return device.patientId === patient.patientId || (device.patientId === null && (sharedCounts || !patient.sharedHome));
}

/** Whether nothing speaks against a device: it is neither out of order nor out of reach, nor paused. */
export function isInOrder({ id, pausedUntilAt = 0 }: DeviceContext, broken: Broken, at: Instant): boolean {
  return pausedUntilAt <= at && faultKinds.every((kind) => !broken.includes(`${id} ${kind}`));
}

/** Whether something that did not come from these devices, heard last at `heardAt`, is missing: if not, nothing can be known. */
export function isWorking(devices: readonly DeviceContext[], broken: Broken, heardAt: Instant | null, at: Instant): boolean {
  if (heardAt === null || at - heardAt > heardWithinMs) return false;
  return devices.some((device) => isInOrder(device, broken, at));
}
