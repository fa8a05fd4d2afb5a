import type { Reading } from '../../gateway/contract/messages.ts';
import type { BloodPressure, ObservationKind } from '../../rules/model/observation.ts';
import { localDate, wallClockAt } from '../../rules/model/time.ts';
import type { AppDialect } from './app-dialects.ts';

/** Schema, field and unit of each number (https://www.openmhealth.org/schemas). */
const numbers: Readonly<Partial<Record<ObservationKind, readonly [schema: string, field: string, unit: string]>>> = {
  'heart-rate': ['heart-rate', 'heart_rate', 'beats/min'],
  'oxygen-saturation': ['oxygen-saturation', 'oxygen_saturation', '%'],
  'respiratory-rate': ['respiratory-rate', 'respiratory_rate', 'breaths/min'],
  'body-temperature': ['body-temperature', 'body_temperature', 'C'],
  'body-weight': ['body-weight', 'body_weight', 'kg'],
  glucose: ['blood-glucose', 'blood_glucose', 'mmol/L'],
};

/** What was counted since midnight where the person lives. */
function sinceMidnight(at: string, zone: string): object {
  const midnight = wallClockAt(zone, localDate(zone, Date.parse(at)), '00:00');
  return { time_interval: { start_date_time: new Date(midnight).toISOString(), end_date_time: at } };
}

function body({ kind, value, observedAt }: Reading, zone: string): { readonly schema: string; readonly body: object } | null {
  const when = { effective_time_frame: { date_time: observedAt } };
  if (kind === 'blood-pressure') {
    const { systolicMmHg, diastolicMmHg } = value as BloodPressure;
    const pressure = (mmHg: number) => ({ value: mmHg, unit: 'mmHg' });
    const both = { systolic_blood_pressure: pressure(systolicMmHg), diastolic_blood_pressure: pressure(diastolicMmHg) };
    return { schema: 'blood-pressure', body: { ...both, ...when } };
  }
  if (kind === 'steps')
    return { schema: 'step-count', body: { step_count: { value, unit: 'steps' }, effective_time_frame: sinceMidnight(observedAt!, zone) } };
  const [schema, field, unit] = numbers[kind] ?? [];
  return schema && field ? { schema, body: { [field]: { value, unit }, ...when } } : null;
}

function dataPoint(reading: Reading, zone: string): readonly object[] {
  const said = body(reading, zone);
  if (said === null) return [];
  const header = {
    id: reading.id,
    creation_date_time: reading.observedAt,
    schema_id: { namespace: 'omh', name: said.schema, version: '2.0' },
    acquisition_provenance: { source_name: 'Simulated telephone', modality: 'sensed' },
  };
  return [{ header, body: said.body }];
}

/** Data points of Open mHealth. */
export const openMhealth: AppDialect = {
  path: '/api/ingest/open-mhealth',
  contentType: 'application/json',
  document: (readings, zone) => {
    const points = readings.flatMap((reading) => dataPoint(reading, zone));
    return points.length === 0 ? null : points;
  },
};
