import { describe, expect, it } from 'vitest';
import { parseOpenMhealth } from '../../gateway/adapters/open-mhealth.ts';
import { origin, receivedAt } from './patient-origin.ts';

const parse = (message: unknown) => parseOpenMhealth(Buffer.from(JSON.stringify(message)), origin);
const at = { effective_time_frame: { date_time: '2026-03-01T07:45:00Z' } };
const during = (start: string, end: string) => ({
  effective_time_frame: { time_interval: { start_date_time: start, end_date_time: end } },
});
const point = (name: string, body: object, header: object = {}) => ({
  header: {
    id: '5a1c',
    creation_date_time: '2026-03-01T07:45:30Z',
    schema_id: { namespace: 'omh', name, version: '4.0' },
    acquisition_provenance: { source_name: 'Steady', source_data_point_id: '77', modality: 'sensed' },
    ...header,
  },
  body,
});
const heartRate = (body: object, header?: object) => point('heart-rate', { heart_rate: { value: 72, unit: 'beats/min' }, ...body }, header);

describe('a data point of Open mHealth', () => {
  it('becomes an observation with the point’s id as key', () => {
    const { observations, unreadable, timeless } = parse(
      point('blood-pressure', {
        systolic_blood_pressure: { value: 128, unit: 'mmHg' },
        diastolic_blood_pressure: { value: 74, unit: 'mmHg' },
        ...at,
      }),
    );
    expect([unreadable, timeless]).toEqual([[], []]);
    expect(observations).toEqual([
      {
        source: 'steady-kathleen',
        key: '5a1c',
        kind: 'blood-pressure',
        value: { systolicMmHg: 128, diastolicMmHg: 74 },
        observedAt: Date.parse('2026-03-01T07:45:00Z'),
        receivedAt,
        provenance: 'app',
        snapshot: false,
      },
    ]);
  });

  it.each([
    ['heart_rate', 72, 'beats/min', 'heart-rate', 72, undefined],
    ['oxygen_saturation', 96, '%', 'oxygen-saturation', 96, undefined],
    ['respiratory_rate', 16, 'breaths/min', 'respiratory-rate', 16, undefined],
    ['body_temperature', 36.8, 'C', 'body-temperature', 36.8, undefined],
    ['body_temperature', 98.6, 'F', 'body-temperature', 37, { value: 98.6, unit: 'F' }],
    ['body_weight', 71.5, 'kg', 'body-weight', 71.5, undefined],
    ['body_weight', 150, 'lb', 'body-weight', 68.0389, { value: 150, unit: 'lb' }],
    ['blood_glucose', 5.4, 'mmol/L', 'glucose', 5.4, undefined],
    ['blood_glucose', 54, 'mg/dL', 'glucose', 2.9974, { value: 54, unit: 'mg/dL' }],
    ['step_count', 4_200, 'steps', 'steps', 4_200, undefined],
    ['base_movement_quantity', 4_200, 'steps', 'steps', 4_200, undefined],
  ])('%s: %d %s is %s %d', (field, value, unit, kind, expected, original) => {
    const { observations } = parse(point('any', { [field]: { value, unit }, ...at }));
    expect(observations).toMatchObject([{ kind, value: expected }]);
    expect(observations[0]?.detail?.original).toEqual(original);
  });

  it('may be of IEEE 1752, or of a first version with bare numbers', () => {
    const ieee = { uuid: 'ab-12', id: undefined, source_creation_date_time: '2026-03-01T07:45:30Z', modality: 'self-reported' };
    expect(parse(heartRate(at, ieee)).observations).toMatchObject([{ key: 'ab-12', provenance: 'manual' }]);
    expect(parse(point('step-count', { step_count: 900, ...at })).observations).toMatchObject([{ kind: 'steps', value: 900 }]);
    const noFrame = parse(heartRate({})).observations;
    expect(noFrame[0]?.observedAt).toBe(Date.parse('2026-03-01T07:45:30Z'));
  });
});

describe('what sums up several measurements', () => {
  it.each([
    ['average', 'average'],
    ['mean', 'average'],
    ['maximum', 'maximum'],
    ['1st quartile', 'other'],
    ['constructor', 'other'],
  ])('is marked: %s is %s', (said, statistic) => {
    const { observations } = parse(heartRate({ descriptive_statistic: said, ...during('2026-03-01T00:00:00Z', '2026-03-01T06:00:00Z') }));
    expect(observations[0]?.observedAt).toBe(Date.parse('2026-03-01T06:00:00Z'));
    expect(observations[0]?.detail).toEqual({ fromAt: Date.parse('2026-03-01T00:00:00Z'), statistic });
  });

  const steps = (start: string, end: string) => {
    const [one] = parse(point('step-count', { step_count: { value: 3_100, unit: 'steps' }, ...during(start, end) })).observations;
    return { statistic: one?.detail?.statistic, observedAt: new Date(one?.observedAt ?? 0).toISOString() };
  };
  it.each([
    ['the day so far is the day’s total', '2026-03-01T00:00:00Z', '2026-03-01T14:00:00Z', undefined, '2026-03-01T14:00:00.000Z'],
    ['a whole day belongs to that day', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z', undefined, '2026-02-28T23:59:59.999Z'],
    ['an hour is a sum', '2026-03-01T13:00:00Z', '2026-03-01T14:00:00Z', 'sum', '2026-03-01T14:00:00.000Z'],
    ['more than a day is a sum', '2026-02-27T00:00:00Z', '2026-03-01T14:00:00Z', 'sum', '2026-03-01T14:00:00.000Z'],
    ['a day of another zone is a sum', '2026-03-01T00:00:00+05:00', '2026-03-01T14:00:00+05:00', 'sum', '2026-03-01T09:00:00.000Z'],
  ])('steps: %s', (_, start, end, statistic, observedAt) => {
    expect(steps(start, end)).toEqual({ statistic, observedAt });
  });
});

describe('a data point that cannot be read', () => {
  const pressure = (systolic: unknown, diastolic: unknown) =>
    point('blood-pressure', { systolic_blood_pressure: systolic, diastolic_blood_pressure: diastolic, ...at });
  const mmHg = (value: number) => ({ value, unit: 'mmHg' });
  it.each([
    [
      'of a kind that is not known',
      point('sleep-duration', { sleep_duration: { value: 7, unit: 'h' }, ...at }),
      'header.schema_id.name: "sleep-duration" is no kind of reading that is known here',
    ],
    [
      'in a unit of something else',
      point('glucose', { blood_glucose: { value: 5, unit: 'kg' }, ...at }),
      'body.blood_glucose.unit: "kg" is not a unit of glucose, which is measured in mmol/L',
    ],
    [
      'in a unit that is a word of JavaScript',
      point('glucose', { blood_glucose: { value: 5, unit: 'constructor' }, ...at }),
      'body.blood_glucose.unit: "constructor" is not',
    ],
    ['with an impossible value', pressure(mmHg(900), mmHg(90)), 'body.systolic_blood_pressure.value: Too big'],
    ['with the parts exchanged', pressure(mmHg(70), mmHg(120)), 'body.systolic_blood_pressure.value: systolicMmHg must be above'],
    ['with half a pressure', pressure(mmHg(120), undefined), 'body.diastolic_blood_pressure: '],
    [
      'with a pressure in another unit',
      pressure(mmHg(120), { value: 70, unit: '%' }),
      'body.diastolic_blood_pressure.unit: blood pressure is measured in mmHg',
    ],
    ['without a time', heartRate({}, { creation_date_time: undefined }), 'body.effective_time_frame: is missing'],
    [
      'without an offset',
      heartRate({ effective_time_frame: { date_time: '2026-03-01T07:45:00' } }),
      'body.effective_time_frame: names neither',
    ],
    [
      'of a part of a day',
      heartRate({ effective_time_frame: { time_interval: { date: '2026-03-01', part_of_day: 'morning' } } }),
      'body.effective_time_frame: names neither',
    ],
    [
      'that ends before it begins',
      heartRate(during('2026-03-01T07:00:00Z', '2026-03-01T06:00:00Z')),
      'body.effective_time_frame: ends before',
    ],
    [
      'of next week',
      heartRate({ effective_time_frame: { date_time: '2026-03-09T07:45:00Z' } }),
      'body.effective_time_frame: is more than 2 days ahead',
    ],
    ['without a header', { body: at }, 'header: '],
    ['that is a number', 7, 'Invalid input'],
  ])('%s names what is wrong and where', (_, message, reason) => {
    const { observations, unreadable } = parse(message);
    expect(observations).toEqual([]);
    expect(unreadable).toEqual([
      { topic: '/api/ingest', payload: Buffer.from(JSON.stringify(message)), reason: expect.stringContaining(reason) },
    ]);
    expect(unreadable[0]?.reason.startsWith(reason)).toBe(true);
  });

  it('does not hold back its neighbours', () => {
    const { observations, unreadable } = parse([heartRate(at), point('mood', {}), heartRate(at, { id: 'b' })]);
    expect(observations.map(({ key }) => key)).toEqual(['5a1c', 'b']);
    expect(unreadable.map(({ reason }) => reason.split(':')[0])).toEqual(['[1].header.schema_id.name']);
  });
});
