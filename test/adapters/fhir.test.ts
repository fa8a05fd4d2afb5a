import { describe, expect, it } from 'vitest';
import { parseFhirBundle, parseFhirObservation } from '../../gateway/adapters/fhir.ts';
import { origin, receivedAt } from './patient-origin.ts';

const parse = (resource: unknown) => parseFhirObservation(Buffer.from(JSON.stringify(resource)), origin);
const ucum = 'http://unitsofmeasure.org';
const coded = (code: string, system = 'http://loinc.org') => ({ coding: [{ system, code }] });
const snomed = 'http://snomed.info/sct';
const quantity = (value: number, code: string) => ({ value, unit: code, system: ucum, code });
const resource = (code: object, more: object) => ({
  resourceType: 'Observation',
  id: 'o-1',
  status: 'final',
  category: [coded('vital-signs', 'http://terminology.hl7.org/CodeSystem/observation-category')],
  code,
  subject: { reference: 'Patient/kathleen' },
  effectiveDateTime: '2026-03-01T07:45:00Z',
  ...more,
});
const heartRate = (more: object = {}) => resource(coded('8867-4'), { valueQuantity: quantity(72, '/min'), ...more });
const half = (code: string, value: number, more: object = {}) => ({ code: coded(code), valueQuantity: quantity(value, 'mm[Hg]'), ...more });
const panel = (...component: object[]) => resource(coded('85354-9'), { component });

describe('a FHIR Observation', () => {
  it('becomes an observation with its id as key', () => {
    const { observations, unreadable } = parse(heartRate());
    expect(unreadable).toEqual([]);
    expect(observations).toEqual([
      {
        source: 'steady-kathleen',
        key: 'o-1',
        kind: 'heart-rate',
        value: 72,
        observedAt: Date.parse('2026-03-01T07:45:00Z'),
        receivedAt,
        provenance: 'app',
        snapshot: false,
      },
    ]);
  });

  it.each([
    ['8867-4', undefined, 72, '/min', 'heart-rate', 72],
    ['364075005', snomed, 72, '{beats}/min', 'heart-rate', 72],
    ['2708-6', undefined, 96, '%', 'oxygen-saturation', 96],
    ['59408-5', undefined, 96, '%', 'oxygen-saturation', 96],
    ['9279-1', undefined, 16, '/min', 'respiratory-rate', 16],
    ['8310-5', undefined, 98.6, '[degF]', 'body-temperature', 37],
    ['276885007', snomed, 36.8, 'Cel', 'body-temperature', 36.8],
    ['29463-7', undefined, 71.5, 'kg', 'body-weight', 71.5],
    ['14743-9', undefined, 5.4, 'mmol/L', 'glucose', 5.4],
    ['41653-7', undefined, 54, 'mg/dL', 'glucose', 2.9974],
    ['41950-7', undefined, 4_200, '{steps}/d', 'steps', 4_200],
  ])('%s: %s %d %s is %s %d', (code, system, value, unit, kind, expected) => {
    const { observations } = parse(resource(coded(code, system), { valueQuantity: quantity(value, unit) }));
    expect(observations).toMatchObject([{ kind, value: expected }]);
    expect(observations[0]?.detail?.original).toEqual(value === expected ? undefined : { value, unit });
  });

  it('may be of a sensor in the home', () => {
    const code = coded('8519690', 'urn:iso:std:iso:11073:10101');
    expect(parse(resource(code, { valueString: 'open' })).observations).toMatchObject([{ kind: 'contact', value: 'open' }]);
  });

  it('is a blood pressure by its components, and what else is measured among them', () => {
    const pulse = { code: coded('8867-4'), valueQuantity: quantity(64, '/min') };
    const { observations } = parse(panel(half('8480-6', 132), half('8462-4', 81), half('8478-0', 98), pulse));
    expect(observations.map(({ kind, key, value }) => [kind, key, value])).toEqual([
      ['blood-pressure', 'o-1', { systolicMmHg: 132, diastolicMmHg: 81 }],
      ['heart-rate', 'o-1/heart-rate', 64],
    ]);
    const british = [['72313002', 132] as const, ['1091811000000102', 81] as const].map(([code, value]) => ({
      ...half('', value),
      code: coded(code, snomed),
    }));
    const uk = resource(coded('75367002', snomed), { component: british });
    expect(parse(uk).observations).toMatchObject([{ value: { systolicMmHg: 132, diastolicMmHg: 81 } }]);
  });

  it('is judged at the end of the range where a meter shows LO or HI, and says so', () => {
    const { observations } = parse(resource(coded('14743-9'), { valueQuantity: { ...quantity(1.1, 'mmol/L'), comparator: '<' } }));
    expect(observations).toMatchObject([{ value: 1.1, detail: { original: { value: 1.1, unit: 'mmol/L', comparator: '<' } } }]);
  });

  it('is another reading once it was corrected, and the same one when it comes again', () => {
    const corrected = heartRate({ status: 'corrected', valueQuantity: quantity(82, '/min') });
    const keys = [heartRate(), corrected, corrected].map((one) => parse(one).observations[0]?.key);
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[1]).toBe(keys[2]);
  });
});

describe('an Observation over a stretch', () => {
  const effectivePeriod = { start: '2026-03-01T00:00:00Z', end: '2026-03-01T06:00:00Z' };
  it('counts at its end', () => {
    const { observations } = parse(heartRate({ effectiveDateTime: undefined, effectivePeriod }));
    expect(observations).toMatchObject([
      { observedAt: Date.parse(effectivePeriod.end), detail: { fromAt: Date.parse(effectivePeriod.start) } },
    ]);
    expect(observations[0]?.detail?.statistic).toBeUndefined();
  });

  it('that holds statistics is an aggregate for each of them', () => {
    const statistic = (code: string, value: number) => ({
      code: coded(code, 'http://terminology.hl7.org/CodeSystem/observation-statistics'),
      valueQuantity: quantity(value, '/min'),
    });
    const { observations } = parse(
      heartRate({
        valueQuantity: undefined,
        effectivePeriod,
        component: [statistic('average', 70), statistic('maximum', 120), statistic('std-dev', 20), statistic('count', 300)],
      }),
    );
    expect(observations.map(({ value, detail }) => [value, detail?.statistic])).toEqual([
      [70, 'average'],
      [120, 'maximum'],
      [20, 'other'],
    ]);
    expect(new Set(observations.map(({ key }) => key)).size).toBe(3);
  });

  it('may be a day, for steps', () => {
    const { observations } = parse(resource(coded('41950-7'), { effectiveDateTime: '2026-03-01', valueQuantity: quantity(4_200, '/d') }));
    expect(new Date(observations[0]?.observedAt ?? 0).toISOString()).toBe('2026-03-01T23:59:59.999Z');
    expect(observations[0]?.detail).toEqual({ fromAt: Date.parse('2026-03-01T00:00:00Z') });
    const today = parse(resource(coded('41950-7'), { effectiveDateTime: '2026-03-02', valueQuantity: quantity(700, '/d') }));
    expect(today.observations).toMatchObject([{ observedAt: receivedAt, detail: { fromAt: Date.parse('2026-03-02T00:00:00Z') } }]);
  });
});

const absent = {
  valueQuantity: undefined,
  dataAbsentReason: coded('not-performed', 'http://terminology.hl7.org/CodeSystem/data-absent-reason'),
};

describe('an Observation that cannot be read', () => {
  it.each([
    [
      'of a code that is not known',
      resource(coded('718-7'), { valueQuantity: quantity(14, 'g/dL') }),
      'Observation.code: http://loinc.org 718-7 is no kind of reading',
    ],
    [
      'with half a code',
      resource(coded('8480-6'), { valueQuantity: quantity(132, 'mm[Hg]') }),
      'Observation.code: is a part of a blood pressure',
    ],
    ['without a code', resource({}, {}), 'Observation.code: (no coding) is no kind'],
    [
      'in a unit of something else',
      heartRate({ valueQuantity: quantity(72, 'kg') }),
      'Observation.valueQuantity.code: "kg" is not a unit of heart-rate',
    ],
    ['without a unit', heartRate({ valueQuantity: { value: 72 } }), 'Observation.valueQuantity.unit: "" is not a unit of heart-rate'],
    ['with an impossible value', heartRate({ valueQuantity: quantity(720, '/min') }), 'Observation.valueQuantity.value: Too big'],
    [
      'with a limit',
      heartRate({ valueQuantity: { ...quantity(40, '/min'), comparator: '<' } }),
      'Observation.valueQuantity.comparator: a limit',
    ],
    ['without a value', heartRate({ valueQuantity: undefined }), 'Observation.value[x]: is missing'],
    ['that says why there is none', heartRate(absent), 'Observation.dataAbsentReason: says that there is no value'],
    [
      'with half of it absent',
      panel(half('8480-6', 132), half('8462-4', 81, absent)),
      'Observation.component[1].dataAbsentReason: half a blood pressure',
    ],
    ['with one half', panel(half('8480-6', 132)), 'Observation.component: has no diastolic (8462-4) pressure'],
    ['with an impossible half', panel(half('8480-6', 132), half('8462-4', 481)), 'Observation.component[1].valueQuantity.value: Too big'],
    ['that was an error', heartRate({ status: 'entered-in-error' }), 'Observation.status: "entered-in-error" is no reading'],
    ['of another patient', heartRate({ subject: { reference: 'Patient/rose' } }), 'Observation.subject.reference: names another patient'],
    [
      'of another NHS number',
      heartRate({ subject: { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' } } }),
      'Observation.subject.identifier: names another patient',
    ],
    ['without a time', heartRate({ effectiveDateTime: undefined }), 'Observation.effectiveDateTime: is missing'],
    ['of a day', heartRate({ effectiveDateTime: '2026-03-01' }), 'Observation.effectiveDateTime: names no time of day'],
    [
      'without an end',
      heartRate({ effectivePeriod: { start: '2026-03-01T00:00:00Z' } }),
      'Observation.effectivePeriod: needs a start and an end',
    ],
    [
      'that ends before it begins',
      heartRate({ effectivePeriod: { start: '2026-03-01T02:00:00Z', end: '2026-03-01T01:00:00Z' } }),
      'Observation.effectivePeriod: ends before',
    ],
    ['of next week', heartRate({ effectiveDateTime: '2026-03-09T07:45:00Z' }), 'Observation.effectiveDateTime: is more than 2 days ahead'],
    ['that is a Patient', { resourceType: 'Patient' }, 'Observation.resourceType: Invalid input'],
  ])('%s names what is wrong and where', (_, one, reason) => {
    const { observations, unreadable } = parse(one);
    expect(observations).toEqual([]);
    expect(unreadable).toMatchObject([{ payload: Buffer.from(JSON.stringify(one)) }]);
    expect(unreadable[0]?.reason.slice(0, reason.length)).toBe(reason);
  });

  it.each([
    ['a patient named inside the message', { reference: 'urn:uuid:1f0c' }],
    ['the right NHS number, with spaces', { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '999 000 0050' } }],
    ['a number of somebody else’s system', { identifier: { system: 'https://steady.example/people', value: '7' } }],
  ])('is not one with %s', (_, subject) => {
    expect(parse(heartRate({ subject })).observations).toHaveLength(1);
  });
});

describe('a Bundle', () => {
  const bundle = (type: string, ...resources: unknown[]) =>
    parseFhirBundle(
      Buffer.from(
        JSON.stringify({
          resourceType: 'Bundle',
          type,
          entry: resources.map((one) => ({ resource: one, request: { method: 'POST', url: 'Observation' } })),
        }),
      ),
      origin,
    );

  it.each(['transaction', 'batch'])('of type %s: each entry stands alone', (type) => {
    const { parsed, entries, type: answer } = bundle(type, heartRate(), resource(coded('718-7'), {}), heartRate({ id: 'o-2' }));
    expect(answer).toBe(`${type}-response`);
    expect(entries).toEqual([null, expect.stringMatching(/^Bundle\.entry\[1\]\.resource\.code: /), null]);
    expect(parsed.observations.map(({ key }) => key)).toEqual(['o-1', 'o-2']);
    expect(parsed.unreadable).toHaveLength(1);
  });

  it('takes nothing but new Observations', () => {
    const entry = [
      { resource: heartRate(), request: { method: 'DELETE', url: 'Observation/o-1' } },
      { resource: { resourceType: 'Patient' } },
      {},
    ];
    const { parsed, entries } = parseFhirBundle({ resourceType: 'Bundle', type: 'batch', entry }, origin);
    expect(parsed.observations).toEqual([]);
    expect(entries.map((one) => one?.split(':')[0])).toEqual([
      'Bundle.entry[0].request',
      'Bundle.entry[1].resource.resourceType',
      'Bundle.entry[2].resource',
    ]);
  });

  it.each([
    ['of another type', { resourceType: 'Bundle', type: 'document', entry: [{}] }, 'Bundle.type: "document" is not taken'],
    ['that is empty', { resourceType: 'Bundle', type: 'batch', entry: [] }, 'Bundle.entry: '],
    ['that is too large', { resourceType: 'Bundle', type: 'batch', entry: Array(1_001).fill({}) }, 'Bundle.entry: holds 1001 entries'],
    ['that is none', heartRate(), 'Bundle.resourceType: '],
  ])('%s is refused whole', (_, one, reason) => {
    const { parsed, entries } = parseFhirBundle(Buffer.from(JSON.stringify(one)), origin);
    expect([entries, parsed.observations]).toEqual([[], []]);
    expect(parsed.unreadable.map((bad) => bad.reason.slice(0, reason.length))).toEqual([reason]);
  });

  it('that is no JSON is refused whole', () => {
    expect(parseFhirBundle(Buffer.from('{'), origin).parsed.unreadable).toMatchObject([{ reason: 'payload: is not JSON' }]);
  });
});
