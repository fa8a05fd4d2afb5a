import type { DeviceContext, PatientContext } from '../model/patient.ts';
import type { Attribution } from '../model/scenario.ts';
import { type Sources, sourceAt } from './sources.ts';

/** Source of what a person entered: this, and the patient's id. */
const byHandPrefix = 'person:';

/** What a reading is to a patient. */
export interface Attributed {
  /** The place of its device among the sources; -1: it was entered by hand, or its device is not known. */
  readonly source: number;
  readonly device: DeviceContext | null;
  readonly attribution: Attribution;
}

/** What a reading of a source is to this patient; null: it is somebody else's. */
export function attributed({ patientId, sharedHome, devices }: PatientContext, sources: Sources, id: string): Attributed | null {
  if (id.startsWith(byHandPrefix)) return id === byHandPrefix + patientId ? { source: -1, device: null, attribution: 'own' } : null;
  const source = sourceAt(sources, id);
  const device = devices[source] ?? null;
  if (device?.patientId && device.patientId !== patientId) return null;
  return { source, device, attribution: device?.patientId ? 'own' : sharedHome ? 'shared' : 'sole' };
}
