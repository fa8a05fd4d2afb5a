import type { z } from 'zod';
import type { task } from '../../../dashboard/shared/api/shapes.ts';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { ObservationView } from '../../../gateway/contract/observations.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { aShownPlan } from './care-plan.ts';

const minute = 60_000;

/** The instant `minutes` after `now` (negative: before), as the wire has it. */
export function at(now: number, minutes: number): string {
  return new Date(now + minutes * minute).toISOString();
}

/** Joan's missed dose at the family's rung: an alert with everything in it. */
export function anAlert(now: number, changes: Partial<AlertDetail> = {}): AlertDetail {
  return {
    id: 'joan-pills-1',
    version: 5,
    patientId: 'joan',
    patientName: 'Joan Price',
    localityName: 'Wentworth North',
    localityId: 'wentworth-north',
    homeId: 'home-joan',
    queue: 'clinical',
    askedAt: null,
    joined: [],
    mergedInto: null,
    hubOutSince: null,
    scenarioId: 'joan-pills',
    template: 'pills',
    severity: 'moderate',
    status: 'open',
    level: 'family',
    reason: 'The morning dose that was due at 08:00 has not been dispensed.',
    openedAt: at(now, -47),
    clearedAt: null,
    owner: null,
    snoozes: [],
    nextAt: at(now, 12),
    nextText: 'The coordination centre is called.',
    allowed: ['acknowledge', 'hand-over', 'note', 'close'],
    scenarioVersion: 2,
    scenarioTitle: 'Medicine on time',
    agreement: 'If the 08:00 dose is not dispensed by 08:15, the dispenser reminds Joan; then her daughter is told.',
    approvedBy: 'Dr Amin',
    evidence: [
      { text: 'No dose dispensed since 20:02 yesterday.', at: at(now, -47), limit: 'due 08:00, allowed 15 min (version 2, Dr Amin)' },
      { text: 'The dispenser was last heard from at 08:40.', at: at(now, -7), limit: null },
    ],
    conditions: [
      {
        text: 'The 08:00 dose is due and not dispensed.',
        met: true,
        found: 'No dose dispensed since 20:02 yesterday.',
        limit: 'due 08:00, allowed 15 min (version 2, Dr Amin)',
      },
      { text: 'The dispenser works.', met: null, found: 'It was last heard from at 08:40.', limit: null },
    ],
    plan: [
      { level: 'patient', waitSeconds: 1_800, message: 'Joan, your tablets are ready.', state: 'done', who: ['Dispenser in the kitchen'] },
      { level: 'family', waitSeconds: 1_800, message: 'Please look in on {name}.', state: 'current', who: ['Mary Price'] },
      { level: 'coordination', waitSeconds: 600, message: 'Dose missed.', state: 'next', who: [] },
      { level: 'rapid-response', waitSeconds: 1_200, message: 'Please visit.', state: 'later', who: [] },
    ],
    previous: null,
    outcome: null,
    tried: ['Dispenser in the kitchen, by a spoken message at home: told, no answer so far', 'Mary Price: told, no answer so far'],
    carePlan: aShownPlan(now),
    notifications: [
      notification(now, 'n1', 'Dispenser in the kitchen', 'mqtt', 'prompt', 'delivered', -45),
      notification(now, 'n2', 'Mary Price', 'email', 'escalation', 'delivered', -15),
      notification(now, 'n3', 'Tom Price', 'webhook', 'escalation', 'failed', -14),
    ],
    timeline: [
      entry(now, 1, -47, 'opened', 'Opened: the morning dose was not dispensed.'),
      entry(now, 2, -45, 'notification', 'The dispenser spoke to Joan.'),
      { ...entry(now, 3, -15, 'step', 'Mary Price was told.'), lateMs: 95_000 },
    ],
    patient: {
      knownAs: 'Joan',
      address: '12 Clough Bank, Wentworth',
      keyAccess: 'Key safe by the side door; code with the duty coordinator',
      summary: 'Vascular dementia; hard of hearing, speak slowly. Warfarin in the morning dose.',
      contacts: [
        { id: 'mary', name: 'Mary Price', relationship: 'daughter', mayBeTold: true, unavailable: null },
        { id: 'tom', name: 'Tom Price', relationship: 'son', mayBeTold: false, unavailable: null },
      ],
    },
    ...changes,
  };
}

function entry(now: number, n: number, minutes: number, type: string, text: string): AlertDetail['timeline'][number] {
  return { n, at: at(now, minutes), type, text, actor: null, lateMs: null, hash: String(n).repeat(64) };
}

function notification(
  now: number,
  id: string,
  recipientName: string,
  channelKind: 'mqtt' | 'email' | 'webhook',
  purpose: string,
  status: 'delivered' | 'failed',
  minutes: number,
): AlertDetail['notifications'][number] {
  const detail = status === 'failed' ? 'connection refused' : '';
  const when = at(now, minutes);
  return { id, recipientName, recipientKind: 'contact', channelKind, purpose, status, detail, createdAt: when, updatedAt: when };
}

/** Somebody acknowledged it just now. */
export function ownedBy(now: number, alert: AlertDetail, owner: { id: string; name: string }): AlertDetail {
  const actor = { kind: 'user', id: owner.id, name: owner.name, tier: 'professional' } as const;
  const n = alert.timeline.length + 1;
  return {
    ...alert,
    version: alert.version + 1,
    owner: { ...owner, tier: 'professional', untilAt: at(now, 30) },
    nextAt: at(now, 30),
    nextText: `The acknowledgement of ${owner.name} runs out and the ladder goes on.`,
    allowed: ['unacknowledge', 'hand-over', 'note', 'close'],
    timeline: [...alert.timeline, { ...entry(now, n, 0, 'acknowledged', `${owner.name} acknowledged the alert.`), actor }],
  };
}

const severityCycle = ['low', 'moderate', 'low', 'low', 'moderate', 'low', 'low', 'low', 'low', 'high'] as const;
/** Many alerts of many patients in every severity and queue; none of them came in the last ten minutes. */
export function manyAlerts(now: number, count: number): AlertDetail[] {
  return Array.from({ length: count }, (_, i) => {
    const alert = anAlert(now, {
      id: `many-${i}`,
      patientId: `p${i}`,
      homeId: `h${i}`,
      patientName: `Patient ${String(i).padStart(3, '0')}`,
      severity: severityCycle[i % severityCycle.length]!,
      level: (['coordination', 'family', 'patient', 'coordination'] as const)[i % 4]!,
      openedAt: at(now, -(i % 90) - 11),
      nextAt: at(now, (i * 7) % 120),
    });
    if (i % 9 === 0) return ownedBy(now, alert, { id: 'u2', name: 'Sam Okafor' });
    return i % 13 === 0 ? { ...alert, status: 'cleared', clearedAt: at(now, -1), allowed: ['note', 'close'] } : alert;
  });
}

/**
 * A storm of the last minutes: the hubs of twelve homes went out of reach together, two things happened in one home, six people in other homes
 * missed a dose, and somebody called for help.
 */
export function aStorm(now: number): AlertDetail[] {
  const one = (id: string, changes: Partial<AlertDetail>) =>
    anAlert(now, { id, level: 'coordination', openedAt: at(now, -3), askedAt: at(now, -0.5), ...changes });
  const outage = Array.from({ length: 12 }, (_, i) =>
    one(`hub-${i}`, {
      ...{ patientId: `hub-p${i}`, patientName: `Hub Person ${i}`, homeId: `hub-h${i}`, queue: 'technical', template: 'silent-device' },
      ...{ localityName: i < 8 ? 'Wentworth North' : 'Wentworth South', hubOutSince: at(now, -9 + i / 10) },
      reason: 'The hub has fallen silent: we do not know how things are there.',
    }),
  );
  const home = { patientId: 'may', patientName: 'May Dunn', homeId: 'home-may' };
  const doses = Array.from({ length: 6 }, (_, i) =>
    one(`dose-${i}`, { patientId: `dose-p${i}`, patientName: `Dose Person ${i}`, homeId: `dose-h${i}`, nextAt: at(now, 20 + i) }),
  );
  return [
    ...outage,
    one('may-door', { ...home, template: 'door', reason: 'The door has been open for an hour.' }),
    one('may-fridge', { ...home, template: 'fridge', reason: 'The fridge was not opened.', severity: 'low' }),
    ...doses,
    one('sos', { patientId: 'fred', patientName: 'Fred Barnes', homeId: 'home-fred', severity: 'high', template: 'sos', reason: 'Help.' }),
  ];
}

export function aPatient(now: number, changes: Partial<PatientDetail> = {}): PatientDetail {
  return {
    id: 'joan',
    knownAs: 'Joan',
    name: 'Joan Price',
    nhsNumber: '9990000050',
    birthDate: '1944-05-17',
    zone: 'Europe/London',
    localityName: 'Wentworth North',
    presence: { mode: 'home', untilAt: null },
    simulated: true,
    openAlerts: 1,
    lastHeardAt: at(now, -4),
    homeId: 'home-joan',
    address: '12 Clough Bank, Wentworth',
    keyAccess: 'Key safe by the side door; code with the duty coordinator',
    summary: 'Vascular dementia; hard of hearing, speak slowly.',
    contacts: [
      { id: 'mary', name: 'Mary Price', relationship: 'daughter', order: 1, mayBeTold: true, channelKinds: ['email'], unavailable: null },
      { id: 'tom', name: 'Tom Price', relationship: 'son', order: 2, mayBeTold: false, channelKinds: [], unavailable: null },
    ],
    devices: [
      device('fridge', 'fridge', 'Fridge', 'live', at(now, -4)),
      device('door', 'front-door', 'Front door', 'late', at(now, -50)),
      device('dispenser', 'dispenser', 'Pill dispenser', 'silent', at(now, -600)),
      device('cuff', 'cuff', 'Cuff in the bedroom', 'unknown', null),
    ],
    scenarios: [
      {
        id: 'joan-pills',
        version: 2,
        template: 'pills',
        title: 'Medicine on time',
        agreement: 'If the 08:00 dose is not dispensed by 08:15, the dispenser reminds Joan; then her daughter is told.',
        severity: 'moderate',
        status: 'active',
        approvedBy: 'Dr Amin',
        activeFromAt: at(now, -100_000),
        pausedUntilAt: null,
        pauseReason: '',
        needsConsent: false,
        needsPatient: false,
        consent: null,
        patientAgreed: null,
        withdrawn: null,
        values: [
          {
            path: 'doses',
            label: 'Doses',
            value: '08:00 morning tablets',
            layer: 'patient',
            source: 'version 2, approved by Dr Amin on 3 May 2026',
          },
          { path: 'raiseAfter', label: 'Raise after', value: '15 minutes', layer: 'core', source: 'Core pack' },
        ],
        actions: ['pause', 'supersede', 'withdraw', 'retire'],
      },
    ],
    ...changes,
  };
}

function device(
  id: string,
  kind: PatientDetail['devices'][number]['kind'],
  name: string,
  state: PatientDetail['devices'][number]['state'],
  lastHeardAt: string | null,
): PatientDetail['devices'][number] {
  return {
    id,
    kind,
    name,
    room: null,
    patientId: null,
    hubId: null,
    make: '',
    model: '',
    heartbeatSeconds: state === 'unknown' ? null : 900,
    heartbeat: state === 'unknown' ? null : { seconds: 900, declaredSeconds: 900, learnedFrom: null, gaps: null },
    prompts: false,
    connected: state === 'live',
    lastHeardAt,
    state,
    stateSince: lastHeardAt,
    pausedUntil: null,
    behindHub: false,
    faults: [],
  };
}

export function aReading(
  now: number,
  minutes: number,
  changes: Partial<ObservationView> & Pick<ObservationView, 'kind' | 'value'>,
): ObservationView {
  const when = at(now, minutes);
  return {
    source: 'cuff',
    sourceName: 'Cuff in the bedroom',
    key: `k${minutes}`,
    label: 'Heart rate',
    unit: null,
    observedAt: when,
    receivedAt: when,
    provenance: 'device',
    snapshot: false,
    ...changes,
  };
}

/** A day at home: pressures, pulse, a kettle, a fridge, movement and a bed. */
export function aDay(now: number): ObservationView[] {
  const readings: ObservationView[] = [];
  for (let n = 0; n < 8; n++) {
    const minutes = -n * 170 - 10;
    const pressure = { systolicMmHg: 132 + ((n * 7) % 23), diastolicMmHg: 78 + ((n * 5) % 11) };
    readings.push(aReading(now, minutes, { kind: 'blood-pressure', label: 'Blood pressure', unit: 'mm[Hg]', value: pressure }));
    readings.push(aReading(now, minutes, { kind: 'heart-rate', unit: '/min', value: 64 + ((n * 11) % 19) }));
    const kettle = { kind: 'power', label: 'Power', unit: 'W', source: 'kettle', sourceName: 'Kettle' } as const;
    readings.push(aReading(now, minutes - 3, { ...kettle, value: 2_150 }), aReading(now, minutes, { ...kettle, value: 0 }));
    const fridge = { kind: 'contact', label: 'Door or lid', source: 'fridge', sourceName: 'Fridge' } as const;
    readings.push(aReading(now, minutes - 2, { ...fridge, value: 'open' }), aReading(now, minutes - 1, { ...fridge, value: 'closed' }));
    readings.push(aReading(now, minutes, { kind: 'motion', label: 'Movement', source: 'hall', sourceName: 'Hall', value: true }));
  }
  const bed = { kind: 'bed-occupancy', label: 'In bed', source: 'bed', sourceName: 'Bed' } as const;
  readings.push(aReading(now, -900, { ...bed, value: true }), aReading(now, -420, { ...bed, value: false }));
  return readings;
}

export function aTask(now: number, id: string, changes: Partial<z.infer<typeof task>> = {}): z.infer<typeof task> {
  return {
    id,
    kind: 'rota-gap',
    patientId: 'joan',
    patientName: 'Joan Price',
    teamName: null,
    alertId: 'joan-pills-1',
    text: 'Nobody is on the rota of Rapid response North from 22:00 to 06:00.',
    createdAt: at(now, -130),
    fromAt: null,
    untilAt: null,
    doneAt: null,
    queue: 'care',
    owner: null,
    ...changes,
  };
}
