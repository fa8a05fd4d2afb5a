import { describe, expect, it } from 'vitest';
import { parseTelemetry } from '../../gateway/adapters/thingsboard.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';

const receivedAt = Date.parse('2026-01-12T08:00:00Z');
const topic = 'v1/devices/me/telemetry';
const read = (payload: unknown, kind: DeviceKind = 'room-thermometer') => {
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const { observations, unreadable, timeless } = parseTelemetry(bytes, { source: 'd1', topic, receivedAt, provenance: 'device' }, kind);
  expect(timeless).toEqual([]);
  const readings = observations.map((one) => [one.kind, one.value, (receivedAt - one.observedAt) / 1_000]);
  return { readings, reasons: unreadable.map(({ reason }) => reason) };
};

describe('telemetry as ThingsBoard takes it', () => {
  it('is keys with values, by the time of arrival', () => {
    expect(read({ temperature: 20.5, battery: 88, rssi: -60 })).toEqual({
      readings: [
        ['room-temperature', 20.5, 0],
        ['battery', 88, 0],
      ],
      reasons: [],
    });
  });

  it('has a time of its own with ts, alone and in an array', () => {
    const timed = (ago: number, values: object) => ({ ts: receivedAt - ago * 1_000, values });
    expect(read(timed(60, { contact: false }), 'fridge').readings).toEqual([['contact', 'open', 60]]);
    expect(read([timed(60, { heartRate: 71 }), timed(30, { heart_rate: 72 }), { 'heart-rate': 73 }], 'wearable').readings).toEqual([
      ['heart-rate', 71, 60],
      ['heart-rate', 72, 30],
      ['heart-rate', 73, 0],
    ]);
  });

  it('is of a whole millisecond, as the database has them', () => {
    expect(read({ ts: receivedAt - 1_000.4, values: { temperature: 20 } }).readings).toEqual([['room-temperature', 20, 1]]);
  });

  it('has a blood pressure in two keys', () => {
    const bloodPressure = { systolicMmHg: 128, diastolicMmHg: 79 };
    expect(read({ systolic: 128, diastolic: 79, pulse: 66 }, 'cuff').readings).toEqual([
      ['heart-rate', 66, 0],
      ['blood-pressure', bloodPressure, 0],
    ]);
    expect(read({ systolic: 128 }, 'cuff').reasons).toEqual([expect.stringMatching(/^value\.blood_pressure: /)]);
  });

  it('of which nothing is read is a sign of life', () => {
    expect(read({ rssi: -60 }).readings).toEqual([['heartbeat', true, 0]]);
  });

  it.each([
    ['not json', 'payload: is not JSON'],
    ['7', 'payload: is no object of values'],
    ['[]', 'payload: an array must hold 1 to 1000 elements, this one holds 0'],
    ['[{"temperature":20},3]', '[1]: is no object of values'],
    ['{"ts":"now","values":{}}', 'ts: is not a number of milliseconds'],
    ['{"temperature":850}', 'value.temperature: Too big: expected number to be <=60, got 850'],
    ['[{"ts":12,"values":{"temperature":20}}]', '[0].ts: is before the year 2000'],
  ])('%s is kept with its reason', (payload, reason) => {
    expect(read(payload).reasons).toEqual([reason]);
  });
});
