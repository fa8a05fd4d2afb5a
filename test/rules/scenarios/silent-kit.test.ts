import { describe, expect, it } from 'vitest';
import { parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, drive, type Happening } from '../drive.ts';

const template = templates.get('silent-device')!;

const quarter = { heartbeatMs: 15 * 60_000 };
const hall = device('hall', 'motion', quarter);
const onlyHall = { devices: [hall] };

const hears = (at: string, id = 'hall'): Happening => ({ at, device: id, kind: 'heartbeat', value: true });
const silent = (at: string, evidence: string, what = 'hall') =>
  `${at} raise: ${what} at Kathleen's has fallen silent: we do not know how things are there. [${evidence}]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const hub = device('hub', 'hub', quarter);
const behind = { ...quarter, hubId: 'hub' };
const kitchen = device('kitchen', 'motion', behind);
const bed = device('bed', 'bed', { ...behind, patientId: 'k' });
const zigbee = { devices: [hub, kitchen, bed] };
const says = (at: string, value: 'online' | 'offline', id = 'hub', snapshot = false): Happening => ({
  at,
  device: id,
  kind: 'availability',
  value,
  snapshot,
});
const alive = (...times: string[]) => times.flatMap((at) => [hears(at, 'hub'), hears(at, 'kitchen'), hears(at, 'bed')]);
const lost = (at: string, heard: string, since: string, severity = ' moderate') =>
  silent(at, `hub: last heard at ${heard}; out of reach since ${since}. Behind it: kitchen and bed.`, 'hub').replace(
    'raise',
    `raise${severity}`,
  );

const hubs: Row[] = [
  {
    name: 'out of reach one millisecond less than agreed',
    patient: zigbee,
    when: [...alive('06:05'), says('06:10', 'offline')],
    until: '06:14:59.999',
    gives: [],
  },
  {
    name: 'out of reach: one alert, and what is behind it is not chased',
    patient: zigbee,
    when: [...alive('06:05'), says('06:10', 'offline')],
    gives: [lost('06:15', '06:05', '06:10')],
  },
  {
    name: 'started anew within minutes',
    patient: zigbee,
    when: [...alive('06:05'), says('06:10', 'offline'), says('06:14', 'online')],
    until: '06:30',
    gives: [],
  },
  {
    name: 'said twice',
    patient: zigbee,
    when: [...alive('06:05'), says('06:10', 'offline'), says('06:12', 'offline')],
    until: '12:00',
    gives: [lost('06:15', '06:05', '06:10')],
  },
  {
    name: 'back: what is behind it has the time of its outage and a heartbeat to be heard',
    patient: zigbee,
    when: [...alive('06:05'), says('06:10', 'offline'), says('07:10', 'online'), hears('07:24', 'kitchen')],
    until: '07:50',
    gives: [
      lost('06:15', '06:05', '06:10'),
      '07:10 clear: hub was heard again at 07:10.',
      silent('07:50', 'bed: last heard at 06:05.', 'bed'),
    ],
  },
  {
    name: 'a word from behind it shows that it is back',
    patient: zigbee,
    when: [...alive('06:05'), says('06:10', 'offline'), hears('06:40', 'bed')],
    until: '07:00',
    gives: [lost('06:15', '06:05', '06:10'), '06:40 clear: hub was heard again at 06:40.'],
  },
  {
    name: 'what is behind it keeps it alive',
    patient: zigbee,
    when: [hears('06:40', 'bed'), hears('06:40', 'kitchen')],
    until: '07:24',
    gives: [],
  },
  {
    name: 'the hub falls silent without a word: what is behind it is not listed',
    patient: zigbee,
    when: alive('06:05'),
    until: '12:00',
    gives: [silent('06:50', 'hub: last heard at 06:05. Behind it: kitchen and bed.', 'hub').replace('raise', 'raise moderate')],
  },
  {
    name: 'one device alone falls silent behind a hub that is there',
    patient: zigbee,
    when: [...alive('06:05'), ...['06:30', '06:50', '07:10'].flatMap((at) => [hears(at, 'kitchen')])],
    until: '07:00',
    gives: [silent('06:50', 'bed: last heard at 06:05.', 'bed')],
  },
  {
    name: 'a hub of which only its going is known',
    patient: { devices: [{ ...hub, heartbeatMs: null }, kitchen] },
    when: [hears('06:10', 'kitchen'), says('06:12', 'offline')],
    until: '09:00',
    gives: [
      silent('06:17', 'hub: last heard at 06:10; out of reach since 06:12. Behind it: kitchen.', 'hub').replace('raise', 'raise moderate'),
    ],
  },
  {
    name: 'never told to go, and without a heartbeat: nothing is known against it',
    patient: { devices: [{ ...hub, heartbeatMs: null }] },
    gives: [],
  },
  {
    name: "a device's own offline, as its hub believes, is no word from it",
    patient: zigbee,
    when: [...alive('06:05'), says('06:20', 'offline', 'bed'), hears('06:30', 'kitchen')],
    until: '06:50',
    gives: [silent('06:50', 'bed: last heard at 06:05.', 'bed')],
  },
  {
    name: 'taken out of use while it is out of reach and something else is silent: the alert speaks of it no more',
    patient: { devices: [...zigbee.devices, hall] },
    when: [...alive('06:05'), says('06:10', 'offline'), { at: '07:00', patient: { devices: [hall] } }, hears('07:10')],
    until: '07:30',
    gives: [
      lost('06:15', '06:05', '06:10'),
      silent('06:45', 'hall: never heard since 06:00.'),
      "07:00 evidence: A hub that was out of reach is not in use at Kathleen's any more.",
      '07:10 clear: hall was heard again at 07:10.',
    ],
  },
  {
    name: 'taken out of use while it alone is out of reach: over',
    patient: zigbee,
    when: [...alive('06:05'), says('06:10', 'offline'), { at: '06:20', patient: { devices: [] } }],
    gives: [lost('06:15', '06:05', '06:10'), "06:20 clear: Nothing that was silent or faulty at Kathleen's is in use any more."],
  },
  {
    name: 'where silence is serious the hub is no graver than agreed',
    patient: zigbee,
    params: { serious: true },
    when: [...alive('06:05'), says('06:10', 'offline')],
    until: '06:15',
    gives: [lost('06:15', '06:05', '06:10', '')],
  },
];

const fault = (at: string, value: 'faulty' | 'recovered', id = 'hall'): Happening => ({ at, device: id, kind: 'device-fault', value });
const faultyAt = (at: string, evidence: string, what = 'hall') =>
  `${at} raise: ${what} at Kathleen's is faulty: what is said cannot be relied on. [${evidence}]`;
const faults: Row[] = [
  {
    name: 'says that it is faulty',
    when: [fault('06:20', 'faulty')],
    until: '06:30',
    gives: [faultyAt('06:20', 'hall: reports a fault since 06:20.')],
  },
  {
    name: 'and that it is in order again',
    patient: { devices: [{ ...hall, heartbeatMs: null }] },
    when: [fault('06:20', 'faulty'), fault('06:40', 'recovered')],
    gives: [faultyAt('06:20', 'hall: reports a fault since 06:20.'), '07:40 clear: hall is in order again since 06:40.'],
  },
  { name: 'in order again, and never was otherwise', when: [fault('06:20', 'recovered')], until: '07:00', gives: [] },
  {
    name: 'said again and again',
    when: [fault('06:20', 'faulty'), fault('06:30', 'faulty'), fault('06:40', 'faulty')],
    until: '07:00',
    gives: [faultyAt('06:20', 'hall: reports a fault since 06:20.')],
  },
  {
    name: 'a device that speaks only when used',
    patient: { devices: [device('cuff', 'cuff')] },
    when: [fault('06:20', 'faulty', 'cuff')],
    gives: [faultyAt('06:20', 'cuff: reports a fault since 06:20.', 'cuff')],
  },
  {
    name: 'faulty, then silent as well',
    when: [fault('06:20', 'faulty')],
    until: '07:05',
    gives: [faultyAt('06:20', 'hall: reports a fault since 06:20.'), silent('07:05', 'hall: last heard at 06:20.')],
  },
  {
    name: 'under repair: asked about when the repair should be over',
    patient: { devices: [{ ...hall, pausedUntilAt: Date.parse('2026-03-02T12:00:00Z') }] },
    when: [fault('06:20', 'faulty')],
    until: '12:00',
    gives: [faultyAt('12:00', 'hall: reports a fault since 06:20.')],
  },
  {
    name: 'in order again before the repair is over: nobody is told',
    patient: { devices: [{ ...hall, heartbeatMs: null, pausedUntilAt: Date.parse('2026-03-02T07:00:00Z') }] },
    when: [fault('06:20', 'faulty'), fault('06:40', 'recovered')],
    gives: [],
  },
  {
    name: 'closed while still faulty: asked again after a day',
    when: [fault('06:20', 'faulty'), { at: '06:30', closed: true }, ...['06:50', '07:30'].map((at) => hears(at))],
    params: { remindAfter: 'PT1H' },
    until: '07:40',
    gives: [faultyAt('06:20', 'hall: reports a fault since 06:20.'), faultyAt('07:30', 'hall: reports a fault since 06:20.')],
  },
];

const until = (time: string) => ({ pausedUntilAt: Date.parse(`2026-03-02T${time}:00Z`) });
const pauses: Row[] = [
  { name: 'paused: not expected until then', patient: { devices: [{ ...hall, ...until('12:00') }] }, until: '12:44:59.999', gives: [] },
  {
    name: 'and from then on as ever',
    patient: { devices: [{ ...hall, ...until('12:00') }] },
    until: '12:45',
    gives: [silent('12:45', 'hall: never heard since 06:00.')],
  },
  {
    name: 'paused after it fell silent: the alert stays with people',
    when: [{ at: '07:00', patient: { devices: [{ ...hall, ...until('12:00') }] } }, hears('13:00')],
    until: '13:30',
    gives: [silent('06:45', 'hall: never heard since 06:00.'), '13:00 clear: hall was heard again at 13:00.'],
  },
  {
    name: 'away until the evening: not chased before',
    patient: { ...onlyHall, presence: { mode: 'away', untilAt: Date.parse('2026-03-02T18:00:00Z') } },
    until: '18:45',
    gives: [silent('18:45', 'hall: never heard since 06:00.')],
  },
  {
    name: 'in a shared home the kit of the home goes on being watched',
    patient: { ...onlyHall, sharedHome: true, presence: { mode: 'away', untilAt: Date.parse('2026-03-02T18:00:00Z') } },
    until: '06:45',
    gives: [silent('06:45', 'hall: never heard since 06:00.')],
  },
];

const outages: Row[] = [
  {
    name: 'the time in which we were blind is taken out',
    blind: [['06:10', '10:10']],
    blindUntil: '10:10',
    until: '10:44:59.999',
    gives: [],
  },
  {
    name: 'and then it is silent',
    blind: [['06:10', '10:10']],
    blindUntil: '10:10',
    until: '10:45',
    gives: [silent('10:45', 'hall: never heard since 06:00.')],
  },
  { name: 'heard after the outage', blind: [['06:10', '10:10']], blindUntil: '10:10', when: [hears('10:12')], until: '10:50', gives: [] },
  {
    name: 'silent before the outage stays so',
    blind: [['06:50', '10:10']],
    until: '12:00',
    gives: [silent('06:45', 'hall: never heard since 06:00.')],
  },
];

describe.each([
  ['hubs', hubs],
  ['faults', faults],
  ['pauses', pauses],
  ['outages of ours', outages],
])('devices not heard: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { patient: onlyHall, ...given })).toEqual(gives);
  });
});

describe('why, and why not', () => {
  const at = (time: string) => Date.parse(`2026-03-02T${time}:00Z`);
  const patient = {
    patientId: 'k',
    homeId: 'home',
    knownAs: 'Kathleen',
    zone: 'Europe/London',
    sharedHome: false,
    presence: { mode: 'home' as const, untilAt: null },
    devices: [hall, hub, kitchen, { ...bed, pausedUntilAt: at('09:00') }],
    contacts: [],
    teamIds: [],
    scenarios: [],
  };
  const scenario = {
    id: 's',
    version: 1,
    template: 'silent-device',
    params: {},
    plan: { steps: [], familyHolds: false, okClears: false },
    severity: 'low' as const,
    approvedBy: 'Dr Amin',
    activeFromAt: at('06:00'),
  };
  const context = { patient, scenario, params: parseParams(template, {}), blind: [] };
  const begun = template.step(template.initial, { type: 'context', at: at('06:00') }, context);

  it.each([
    ['06:10', false, 'hall late, never heard; hub late, never heard; kitchen late, never heard; bed paused until 09:00, never heard.'],
    [
      '06:45',
      true,
      'hall silent, never heard; hub silent, never heard; kitchen behind its hub, never heard; bed paused until 09:00, never heard.',
    ],
  ])('at %s says how every device stands', (time, met, found) => {
    const { state } = template.step(begun.state, { type: 'deadline', at: at(time), dueAt: at('06:45') }, context);
    expect(template.explain(state, context, at(time))).toMatchObject([
      { met, found },
      { met: true, found: 'Nothing was closed.' },
    ]);
  });

  it('what we see ourselves has been in order for its time: over at once; what a device says of itself not yet', () => {
    const says = (value: 'faulty' | 'recovered', key: string, time: string): Parameters<typeof template.step>[1] => ({
      type: 'observation',
      at: at(time),
      device: hall,
      attribution: 'sole',
      observation: {
        source: 'hall',
        key,
        kind: 'device-fault',
        value,
        observedAt: at(time),
        receivedAt: at(time),
        provenance: 'device',
        snapshot: false,
      },
    });
    const mended = (key: string) => {
      const { state } = template.step(begun.state, says('faulty', key, '06:10'), context);
      return template.step(state, says('recovered', key, '06:20'), context);
    };
    expect(mended('gateway:stuck').effects).toEqual([{ type: 'clear-condition', reason: 'hall is in order again since 06:20.' }]);
    const own = mended('own');
    expect(own.effects).toEqual([]);
    const [stands] = template.explain(own.state, context, at('06:30'));
    expect(stands?.found).toMatch(/^hall faulty, in order again by its own word since 06:20, last heard at 06:20; /);
  });

  it('says when somebody is asked again about what was closed', () => {
    const { state: raised } = template.step(begun.state, { type: 'deadline', at: at('06:45'), dueAt: at('06:45') }, context);
    const { state } = template.step(raised, { type: 'alert-closed', at: at('07:00') }, context);
    const [, closed] = template.explain(state, context, at('08:00'));
    expect(closed).toMatchObject({ met: false, found: 'Closed; asked about again at 07:00 on 3 March.' });
  });
});
