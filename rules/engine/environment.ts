import type { Directory } from '../model/patient.ts';
import type { Interval } from '../model/time.ts';
import type { Catalogue } from './patient-state.ts';

/** What everybody is judged with. */
export interface PatientEnvironment {
  readonly directory: Directory;
  readonly catalogue: Catalogue;
  /** Outages of ours, in order, not overlapping. */
  readonly blind: readonly Interval[];
}
