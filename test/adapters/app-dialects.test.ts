import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCuffCsv } from '../../gateway/adapters/csv-cuff.ts';
import type { ParsedReadings } from '../../gateway/adapters/elements.ts';
import { parseFhirBundle, parseFhirObservation } from '../../gateway/adapters/fhir.ts';
import { parseOpenMhealth } from '../../gateway/adapters/open-mhealth.ts';
import { observationKinds } from '../../rules/model/observation.ts';
import { origin, receivedAt } from './patient-origin.ts';

const bytes = (json: unknown) => Buffer.from(JSON.stringify(json) ?? '');
const instants = fc.oneof(
  fc
    .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom('2026-03-01', '9999-12-31', '2026-02-30', '0000-01-01', '2026-03-01T07:45:00Z', 'yesterday'),
);
const units = fc.constantFrom('steps', '{steps}', 'mg/dL', 'mmol/L', '/min', 'kg', '', '__proto__', 'toString', 'mg/dL{\u0000}');
const numbers = fc.oneof(fc.double(), fc.integer({ min: -10, max: 200_000 }));
const dataPoints = fc.record({
  header: fc.record({ id: fc.string({ unit: 'binary' }), schema_id: fc.record({ name: fc.string() }) }),
  body: fc.record({
    step_count: fc.record({ value: numbers, unit: units }),
    effective_time_frame: fc.oneof(
      fc.record({ date_time: instants }),
      fc.record({ time_interval: fc.record({ start_date_time: instants, end_date_time: instants }) }),
    ),
  }),
});
const resources = fc.record({
  resourceType: fc.constant('Observation'),
  id: fc.string({ unit: 'binary' }),
  status: fc.constantFrom('final', 'amended', 'unknown'),
  code: fc.constantFrom(...['41950-7', '8867-4', '85354-9', '?'].map((code) => ({ coding: [{ system: 'http://loinc.org', code }] }))),
  effectiveDateTime: instants,
  valueQuantity: fc.record({ value: numbers, code: units }),
});
const periods = resources.chain(({ effectiveDateTime: _, ...resource }) =>
  fc.record({ start: instants, end: instants }).map((effectivePeriod) => ({ ...resource, effectivePeriod })),
);
const field = fc.oneof(fc.constantFrom('2026-03-01', '31/12/9999', '01 Jan 0000', '07:45', '12:00 am', '132', '81', '"', ';'), fc.string());
const files = fc
  .array(fc.tuple(field, field, field, field), { minLength: 1, maxLength: 5 })
  .map((rows) => ['Date,Time,SYS,DIA', ...rows.map((row) => row.join(','))].join('\n'));

/** Whatever was sent: something became of it, and what became of it can be stored. */
function holds({ observations, unreadable }: ParsedReadings): void {
  expect(observations.length + unreadable.length).toBeGreaterThan(0);
  for (const { key, kind, value, observedAt } of observations) {
    expect(key.length).toBeLessThanOrEqual(64);
    expect(key.isWellFormed() && !key.includes('\0')).toBe(true);
    expect(observationKinds[kind].value.safeParse(value).success).toBe(true);
    expect(observedAt).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1) - 86_400_000);
    expect(observedAt).toBeLessThan(receivedAt + 3 * 86_400_000);
  }
  for (const { reason } of unreadable) expect(reason).not.toContain('\0');
}

describe('whatever an app sends', () => {
  it.each([
    ['Open mHealth', dataPoints, (sent: unknown) => parseOpenMhealth(bytes(sent), origin)],
    ['FHIR', fc.oneof(resources, periods), (sent: unknown) => parseFhirObservation(bytes(sent), origin)],
    ['JSON to Open mHealth', fc.jsonValue(), (sent: unknown) => parseOpenMhealth(bytes(sent), origin)],
    ['JSON to FHIR', fc.jsonValue(), (sent: unknown) => parseFhirBundle(bytes(sent), origin).parsed],
    [
      'CSV',
      fc.oneof(files, fc.string()),
      (sent: unknown) => parseCuffCsv(Buffer.from(String(sent)), origin, { dates: 'day-first', user: null }),
    ],
  ] as const)('is stored or kept with a reason: %s', (_, sent, parse) => {
    fc.assert(
      fc.property(sent as fc.Arbitrary<unknown>, (one) => holds(parse(one))),
      { numRuns: 300 },
    );
  });
});
