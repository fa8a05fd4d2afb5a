import { describe, Gathering, maxElements, type ParsedReadings, parseJson } from './elements.ts';
import { readObservation } from './fhir-observation.ts';
import { bundleResource } from './fhir-resource.ts';
import type { PatientOrigin } from './measured.ts';

/** What became of each entry of a Bundle, in its order: null, or why it cannot be read. */
export interface ParsedBundle {
  readonly parsed: ParsedReadings;
  readonly type: 'batch-response' | 'transaction-response';
  readonly entries: readonly (string | null)[];
}

/** Reads one FHIR R4 Observation. Never throws. */
export function parseFhirObservation(payload: unknown, origin: PatientOrigin): ParsedReadings {
  const into = new Gathering(origin, payload);
  const said = parseJson(payload);
  if ('fault' in said) into.refuse(said.fault);
  else into.take(payload, readObservation(said.json, 'Observation', origin));
  return into;
}

/**
 * Reads a Bundle of Observations to be created. Each entry stands alone, also in a transaction: a reading is never held back by what
 * is wrong with another. A Bundle that is none has no entries, and one reason.
 */
export function parseFhirBundle(payload: unknown, origin: PatientOrigin): ParsedBundle {
  const into = new Gathering(origin, payload);
  const refused = (reason: string): ParsedBundle => {
    into.refuse(reason);
    return { parsed: into, type: 'batch-response', entries: [] };
  };
  const said = parseJson(payload);
  if ('fault' in said) return refused(said.fault);
  const bundle = bundleResource.safeParse(said.json);
  if (!bundle.success) return refused(describe('Bundle', bundle.error.issues));
  const { type, entry } = bundle.data;
  if (type !== 'transaction' && type !== 'batch') return refused(`Bundle.type: "${type}" is not taken; there are transaction and batch`);
  if (entry.length > maxElements) return refused(`Bundle.entry: holds ${entry.length} entries; ${maxElements} are taken at once`);
  const entries = entry.map(({ resource, request }, n) => {
    const path = `Bundle.entry[${n}]`;
    const { method = 'POST', url = 'Observation' } = request ?? {};
    if (method !== 'POST' || url !== 'Observation') return into.take(resource, `${path}.request: only POST Observation is taken`);
    return into.take(resource, readObservation(resource, `${path}.resource`, origin));
  });
  return { parsed: into, type: `${type}-response`, entries };
}
