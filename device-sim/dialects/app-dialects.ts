import type { Reading } from '../../gateway/contract/messages.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';
import { fhir } from './fhir.ts';
import { openMhealth } from './open-mhealth.ts';

/** How an app on a telephone says what it has measured. Pure. */
export interface AppDialect {
  readonly path: string;
  readonly contentType: string;
  /** One document with all readings that the dialect has words for; null: it has for none. Each keeps its id. `zone`: where the person lives. */
  readonly document: (readings: readonly Reading[], zone: string) => unknown;
}

export const appDialects = { 'open-mhealth': openMhealth, fhir } as const satisfies Readonly<Record<string, AppDialect>>;
export type AppDialectName = keyof typeof appDialects;

/** Meters that are made to be paired with a telephone. */
export const pairedKinds: readonly DeviceKind[] = ['cuff', 'scales', 'oximeter', 'thermometer', 'glucose-meter', 'wearable'];
