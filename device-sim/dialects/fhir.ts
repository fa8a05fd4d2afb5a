import type { Reading } from '../../gateway/contract/messages.ts';
import { type BloodPressure, observationKinds } from '../../rules/model/observation.ts';
import type { AppDialect } from './app-dialects.ts';

const ucum = 'http://unitsofmeasure.org';
const loinc = 'http://loinc.org';
const quantity = (value: unknown, code: string) => ({ valueQuantity: { value, system: ucum, code } });
const coded = (code: string) => ({ code: { coding: [{ system: loinc, code }] } });

/** Where the readings of this app have their ids from. */
const system = 'https://telephone.example.org/readings';

function observation({ id, kind, value, observedAt }: Reading): readonly object[] {
  const { code, unit } = observationKinds[kind];
  if (code === null || code.system !== loinc || unit === null) return [];
  const common = {
    resourceType: 'Observation',
    identifier: [{ system, value: id }],
    status: 'final',
    ...coded(code.code),
    effectiveDateTime: observedAt,
  };
  if (kind !== 'blood-pressure') return [{ ...common, ...quantity(value, unit) }];
  const { systolicMmHg, diastolicMmHg } = value as BloodPressure;
  const component = [
    { ...coded('8480-6'), ...quantity(systolicMmHg, unit) },
    { ...coded('8462-4'), ...quantity(diastolicMmHg, unit) },
  ];
  return [{ ...common, component }];
}

/** A Bundle of FHIR R4 Observations, each on its own. */
export const fhir: AppDialect = {
  path: '/api/fhir',
  contentType: 'application/fhir+json',
  document: (readings) => {
    const entry = readings.flatMap(observation).map((resource) => ({ resource, request: { method: 'POST', url: 'Observation' } }));
    return entry.length === 0 ? null : { resourceType: 'Bundle', type: 'batch', entry };
  },
};
