import { describe, expect, it } from 'vitest';
import { templates } from '../../../rules/scenarios/registry.ts';
import { silentDevice } from '../../../rules/scenarios/silent-device.ts';
import { type Drive, device, drive, type Happening } from '../drive.ts';

const template = templates.get('silent-device')!;

const quarter = { heartbeatMs: 15 * 60_000 };
const hall = device('hall', 'motion', quarter);
const watch = device('watch', 'sos-button', { heartbeatMs: 60 * 60_000, patientId: 'k' });
const home = { devices: [hall, watch, device('cuff', 'cuff', { patientId: 'k' })] };
const onlyHall = { devices: [hall] };

const hears = (at: string, id = 'hall', more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  device: id,
  kind: 'heartbeat',
  value: true,
  ...more,
});
const silent = (at: string, evidence: string, what = 'hall', have = 'has') =>
  `${at} raise: ${what} at Kathleen's ${have} fallen silent: we do not know how things are there. [${evidence}]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const silence: Row[] = [
  { name: 'never heard, counted from enrolment', gives: [silent('06:45', 'hall: never heard since 06:00.')] },
  { name: 'one millisecond before the third heartbeat is missed', until: '06:44:59.999', gives: [] },
  { name: 'heard, then not', when: [hears('06:20')], until: '08:00', gives: [silent('07:05', 'hall: last heard at 06:20.')] },
  { name: 'heard in time, again and again', when: [hears('06:44:59.999'), hears('07:29:59.998')], until: '08:14:59.997', gives: [] },
  {
    name: 'any reading counts as being heard',
    when: [{ at: '06:40', device: 'hall', kind: 'motion', value: false }],
    until: '07:24',
    gives: [],
  },
  {
    name: 'a reading that is hours old counts by when it arrived',
    when: [hears('02:00', 'hall', { told: '06:40' })],
    until: '07:24',
    gives: [],
  },
  {
    name: 'retained state is not the device',
    when: [hears('06:40', 'hall', { snapshot: true })],
    until: '07:00',
    gives: [silent('06:45', 'hall: never heard since 06:00.')],
  },
  {
    name: 'somebody else is heard',
    when: [hears('06:40', 'other')],
    until: '07:00',
    gives: [silent('06:45', 'hall: never heard since 06:00.')],
  },
  { name: 'a device that speaks only when used', patient: { devices: [device('cuff', 'cuff')] }, gives: [] },
  { name: "the other one's device", patient: { devices: [{ ...hall, patientId: 'f' }] }, gives: [] },
  { name: 'no devices at all', patient: { devices: [] }, gives: [] },
  {
    name: 'five missed heartbeats agreed',
    params: { missedHeartbeats: 5 },
    until: '07:15',
    gives: [silent('07:15', 'hall: never heard since 06:00.')],
  },
  {
    name: 'in hospital: the kit at home is still unknown',
    patient: { ...onlyHall, presence: { mode: 'hospital', untilAt: null } },
    gives: [silent('06:45', 'hall: never heard since 06:00.')],
  },
];

const recovery: Row[] = [
  {
    name: 'heard again',
    when: [hears('07:00')],
    until: '07:44',
    gives: [silent('06:45', 'hall: never heard since 06:00.'), '07:00 clear: hall was heard again at 07:00.'],
  },
  {
    name: 'and silent again',
    when: [hears('07:00')],
    until: '08:00',
    gives: [
      silent('06:45', 'hall: never heard since 06:00.'),
      '07:00 clear: hall was heard again at 07:00.',
      silent('07:45', 'hall: last heard at 07:00.'),
    ],
  },
  {
    name: 'closed while still silent: asked again after a day',
    when: [{ at: '09:00', closed: true }],
    until: '2026-03-03T09:00',
    gives: [silent('06:45', 'hall: never heard since 06:00.'), silent('2026-03-03T09:00', 'hall: never heard since 06:00 on 2 March.')],
  },
  {
    name: 'closed, and heard before the day is over',
    when: [{ at: '09:00', closed: true }, hears('10:00')],
    until: '10:44',
    gives: [silent('06:45', 'hall: never heard since 06:00.')],
  },
  {
    name: 'the silent device is taken away',
    when: [{ at: '09:00', patient: { devices: [watch] } }],
    until: '09:01',
    patient: onlyHall,
    gives: [
      silent('06:45', 'hall: never heard since 06:00.'),
      "09:00 clear: Nothing that was silent or faulty at Kathleen's is in use any more.",
    ],
  },
];

const several: Row[] = [
  {
    name: 'a device never heard stays so when another comes',
    when: [{ at: '06:10', patient: { devices: [hall, watch] } }],
    until: '07:00',
    gives: [silent('06:45', 'hall: never heard since 06:00.')],
  },
  {
    name: 'each by its own heartbeat',
    patient: home,
    when: [hears('08:00')],
    until: '09:00',
    gives: [
      silent('06:45', 'hall: never heard since 06:00.'),
      '08:00 clear: hall was heard again at 08:00.',
      silent('08:45', 'hall: last heard at 08:00.'),
      silent('09:00', 'watch: never heard since 06:00.', 'watch'),
    ],
  },
  {
    name: 'two at once are one alert',
    patient: { devices: [hall, { ...watch, ...quarter }] },
    gives: [silent('06:45', 'hall: never heard since 06:00. watch: never heard since 06:00.', 'hall and watch', 'have')],
  },
  {
    name: 'one of two is heard: still open',
    patient: { devices: [hall, { ...watch, ...quarter }] },
    when: [hears('07:00'), hears('07:10', 'watch')],
    until: '07:20',
    gives: [
      silent('06:45', 'hall: never heard since 06:00. watch: never heard since 06:00.', 'hall and watch', 'have'),
      '07:00 evidence: hall was heard again at 07:00.',
      '07:10 clear: watch was heard again at 07:10.',
    ],
  },
  {
    name: 'one falls silent again while the other never came back',
    patient: { devices: [hall, { ...watch, ...quarter }] },
    when: [hears('07:00')],
    until: '07:45',
    gives: [
      silent('06:45', 'hall: never heard since 06:00. watch: never heard since 06:00.', 'hall and watch', 'have'),
      '07:00 evidence: hall was heard again at 07:00.',
      silent('07:45', 'hall: last heard at 07:00.'),
    ],
  },
  {
    name: 'a device that comes later is expected from then on; the others keep what is known of them',
    when: [hears('06:30'), { at: '06:40', patient: { devices: [{ ...watch, ...quarter }, hall] } }],
    until: '07:25',
    gives: [silent('07:15', 'hall: last heard at 06:30.'), silent('07:25', 'watch: never heard since 06:40.', 'watch')],
  },
  {
    name: 'a shorter heartbeat is agreed',
    when: [hears('06:10'), { at: '06:12', patient: { devices: [{ ...hall, heartbeatMs: 60_000 }] } }],
    until: '06:13',
    gives: [silent('06:13', 'hall: last heard at 06:10.')],
  },
];

const clocks: Row[] = [
  {
    name: 'London, spring: silence is real time',
    day: '2026-03-29',
    from: '00:30',
    until: '2026-03-29T01:15:00Z',
    gives: [silent('02:15', 'hall: never heard since 00:30.')],
  },
  {
    name: 'London, autumn: silence is real time',
    day: '2026-10-25',
    from: '2026-10-25T00:30:00Z',
    until: '2026-10-25T01:15:00Z',
    gives: [silent('01:15', 'hall: never heard since 01:30.')],
  },
];

describe.each([
  ['silence', silence],
  ['recovery', recovery],
  ['several devices', several],
  ['when the clocks change', clocks],
])('devices not heard: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { patient: onlyHall, ...given })).toEqual(gives);
  });
});

describe('the agreement about silent devices', () => {
  it('is moderate where the devices serve grave agreements, and low elsewhere', () => {
    expect(silentDevice.defaultSeverity(silentDevice.params.parse({}))).toBe('low');
    expect(silentDevice.defaultSeverity(silentDevice.params.parse({ serious: true }))).toBe('moderate');
  });

  it.each([[0], [1.5], ['3']])('refuses %j missed heartbeats', (missedHeartbeats) => {
    expect(silentDevice.params.safeParse({ missedHeartbeats }).error?.issues[0]?.path).toEqual(['missedHeartbeats']);
  });
});
