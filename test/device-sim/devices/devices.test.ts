import { describe, expect, it } from 'vitest';
import { catalogue, type DeviceRole } from '../../../device-sim/devices/catalogue.ts';
import type { Act, DeviceBody, Measured } from '../../../device-sim/devices/device.ts';
import { type ObservationKind, type ObservationValue, observationKinds } from '../../../rules/model/observation.ts';

const at = Date.parse('2026-03-01T08:00:00Z');
const create = (role: DeviceRole): DeviceBody => catalogue[role].create();
const open: Act = { type: 'open' };
const close: Act = { type: 'close' };
const measure: Act = { type: 'measure', bloodPressure: { systolicMmHg: 130, diastolicMmHg: 80 }, heartRatePerMinute: 70 };

const read = (kind: ObservationKind, value: ObservationValue): Act => ({ type: 'read', kind, value });
const reads = [
  read('fall', 'suspected'),
  read('smoke', 'alarm'),
  read('carbon-monoxide', 'clear'),
  read('water-leak', 'alarm'),
  read('room-temperature', 19.5),
  read('body-weight', 70),
  read('oxygen-saturation', 96),
  read('body-temperature', 36.8),
  read('glucose', 6.1),
  read('fluid-intake', 150),
  read('steps', 4_900),
  read('infusion', 'started'),
  read('wellbeing', 'well'),
  read('availability', 'online'),
];

describe('devices', () => {
  it.each(['fridge', 'front-door'] as const)('%s: says when it changes and never the same twice', (role) => {
    const body = create(role);
    const said = [close, open, open, close, close].map((act) => body.act(act, at));
    expect(said).toEqual([[], [{ kind: 'contact', value: 'open' }], [], [{ kind: 'contact', value: 'closed' }], []]);
    expect(body.snapshot()).toEqual([{ kind: 'contact', value: 'closed' }]);
  });

  it('motion: is occupied until 90 s after the last movement', () => {
    const body = create('motion');
    expect(body.act({ type: 'move' }, at)).toEqual([{ kind: 'motion', value: true }]);
    expect(body.act({ type: 'move' }, at + 60_000)).toEqual([]);
    expect(body.wakeAt).toBe(at + 150_000);
    body.act(open, at + 61_000);
    expect(body.wakeAt).toBe(at + 150_000);
    expect(body.wake(at + 150_000)).toEqual([{ kind: 'motion', value: false }]);
    expect(body.wakeAt).toBeNull();
    expect(body.act({ type: 'move' }, at + 200_000)).toEqual([{ kind: 'motion', value: true }]);
  });

  it('bed: reports what has lasted 20 s, and no turning over', () => {
    const body = create('bed');
    expect(body.act({ type: 'lie-down' }, at)).toEqual([]);
    expect(body.wakeAt).toBe(at + 20_000);
    expect(body.wake(at + 20_000)).toEqual([{ kind: 'bed-occupancy', value: true }]);
    body.act({ type: 'get-up' }, at + 60_000);
    body.act({ type: 'lie-down' }, at + 70_000);
    expect(body.wakeAt).toBeNull();
    expect(body.snapshot()).toEqual([{ kind: 'bed-occupancy', value: true }]);
  });

  it('kettle: reports changes of power beyond a few watts', () => {
    const body = create('kettle');
    const said = [2_200, 2_203, 0, 0].map((watts) => body.act({ type: 'switch', watts }, at));
    expect(said).toEqual([[{ kind: 'power', value: 2_200 }], [], [{ kind: 'power', value: 0 }], []]);
  });

  it('dispenser: gives each dose once, and locks away what was not collected', () => {
    const body = create('dispenser');
    const dose = (type: 'take-dose' | 'lock-dose', slot: string) => body.act({ type, slot }, at);
    expect(dose('take-dose', 'morning')).toEqual([{ kind: 'dose', value: 'dispensed' }]);
    expect(dose('take-dose', 'morning')).toEqual([]);
    expect(dose('lock-dose', 'morning')).toEqual([]);
    expect(dose('lock-dose', 'evening')).toEqual([{ kind: 'dose', value: 'missed' }]);
    expect(dose('take-dose', 'evening')).toEqual([]);
  });

  it('cuff: one go gives blood pressure and heart rate', () => {
    expect(create('cuff').act(measure, at)).toEqual([
      { kind: 'blood-pressure', value: { systolicMmHg: 130, diastolicMmHg: 80 } },
      { kind: 'heart-rate', value: 70 },
    ]);
  });

  it.each([
    ['sos-button', { type: 'press' }, [{ kind: 'sos' }]],
    ['speaker', { type: 'say-ok' }, [{ kind: 'ok' }]],
    ['visit-tag', { type: 'visit', value: 'started' }, [{ kind: 'visit', value: 'started' }]],
  ] as const)('%s: an event each time, and nothing to repeat on connecting', (role, act, said) => {
    const body = create(role);
    expect(body.act(act, at)).toEqual(said);
    expect(body.act(act, at)).toEqual(said);
    expect(body.snapshot()).toEqual([]);
  });

  it.each([
    ['scales', { type: 'read', kind: 'body-weight', value: 68 }, [{ kind: 'body-weight', value: 68 }]],
    ['smoke-alarm', { type: 'read', kind: 'smoke', value: 'alarm' }, [{ kind: 'smoke', value: 'alarm' }]],
    ['scales', { type: 'read', kind: 'glucose', value: 5 }, []],
    ['oximeter', { type: 'press' }, []],
  ] as const)('%s: tells its own kinds and nothing else', (role, act, said) => {
    expect(create(role).act(act, at)).toEqual(said);
  });

  it('measure only what the core understands, whatever is done to them', () => {
    const acts: Act[] = [
      open,
      { type: 'move' },
      { type: 'lie-down' },
      { type: 'switch', watts: 900 },
      { type: 'take-dose', slot: 's' },
      measure,
      { type: 'press' },
      { type: 'say-ok' },
      { type: 'visit', value: 'ended' },
      ...reads,
    ];
    for (const role of Object.keys(catalogue) as DeviceRole[]) {
      const body = create(role);
      const said: Measured[] = acts.flatMap((act) => [...body.act(act, at)]);
      if (body.wakeAt !== null) said.push(...body.wake(body.wakeAt));
      expect(said.length).toBeGreaterThan(0);
      for (const { kind, value } of [...said, ...body.snapshot()])
        if (value !== undefined) expect(observationKinds[kind].value.safeParse(value).success).toBe(true);
    }
  });
});
