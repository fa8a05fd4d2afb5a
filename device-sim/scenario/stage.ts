import type { Instant } from '../../rules/model/time.ts';
import { localDate } from '../../rules/model/time.ts';
import { catalogue } from '../devices/catalogue.ts';
import type { Act } from '../devices/device.ts';
import type { Outage } from '../faults.ts';
import { buildHome } from '../homes/build.ts';
import type { Habits, HouseEvent, SimHome } from '../homes/home.ts';
import { inDialects } from '../homes/in-dialects.ts';
import { doseSlot } from '../homes/meals-and-medicine.ts';
import type { Action } from './actions.ts';
import { givenName, type ScenarioFile, type Script } from './script.ts';
import { type Calendar, calendarFrom, instantOf } from './when.ts';

/** A script at its place and time: a home in which exactly what is written happens. */
export interface Staged {
  readonly home: SimHome;
  readonly calendar: Calendar;
  readonly endAt: Instant;
  /** Patient ids and given names. */
  readonly people: readonly { readonly patientId: string; readonly name: string }[];
  readonly nameOf: (deviceId: string) => string;
}

/** What was recorded, by devices that are enrolled for it and say nothing by themselves. */
function withRecorded(home: SimHome, { recorded }: ScenarioFile, now: Instant): SimHome {
  if (recorded === undefined) return home;
  const idOf = (name: string) => `${home.id}-${name}`;
  const enrolled = Object.entries(recorded.devices).map(([name, role]) => {
    const { kind, heartbeatSeconds } = catalogue[role];
    return { id: idOf(name), kind, name, heartbeatSeconds, room: null, patient: null, prompts: false };
  });
  const near = Date.parse(recorded.from);
  const messages = recorded.messages.map(({ afterMs, device, ...message }) => ({
    ...message,
    at: now + afterMs,
    deviceId: idOf(device),
    name: device,
  }));
  return {
    ...home,
    enrolment: { ...home.enrolment, devices: [...home.enrolment.devices, ...enrolled] },
    recorded: { shift: { byMs: now - near, near }, messages },
  };
}

/** Nobody lives by habits in a script. */
const noHabits: Habits = {
  wake: '07:00',
  breakfast: '08:00',
  lunch: '12:00',
  supper: '18:00',
  bedtime: '22:00',
  doses: [],
  bloodPressureAt: null,
  usualPressure: { systolicMmHg: 128, diastolicMmHg: 76 },
  outings: [],
  careCalls: [],
  chances: { skipsBreakfast: 0, breakfastOut: 0, missesDose: 0, nightExit: 0, sos: 0, highPressure: 0, followsPrompt: 0 },
};

const clinician = 'Dr Simulated';
const word = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** Puts a script on stage at a gateway whose time is `now`. `prefix` goes before every id, for playing it a second time. */
export function stage(script: Script, now: Instant, prefix: string): Staged {
  const { file } = script;
  const home = withRecorded(homeOf(file, `${prefix}${word(file.name)}`), file, now);
  const idOf = (name: string) => home.enrolment.devices.find((device) => device.name === name)!.id!;
  const calendar = calendarFrom([...script.timeline.map(({ when }) => when), script.until], home.zone, now);
  const timed = script.timeline.map(({ when, device, action }) => ({ at: instantOf(when, calendar), deviceId: idOf(device), action }));
  const events: readonly HouseEvent[] = timed.flatMap(({ at, deviceId, action }) =>
    action.type === 'offline' ? [] : [{ at, deviceId, act: actOf(action, localDate(home.zone, at)) }],
  );
  const outages: readonly (Outage & { readonly deviceId: string })[] = timed.flatMap(({ at, deviceId, action }) =>
    action.type === 'offline' ? [{ deviceId, fromAt: at, toAt: at + action.forMs, keeps: action.keeps }] : [],
  );
  const names = new Map(home.enrolment.devices.map(({ id, name }) => [id!, name]));
  return {
    home: { ...inDialects(home, file.dialects), people: [], script: { events: events.toSorted((a, b) => a.at - b.at), outages } },
    calendar,
    endAt: instantOf(script.until, calendar),
    people: home.enrolment.patients.map(({ id, givenName: name }) => ({ patientId: id!, name })),
    nameOf: (deviceId) => names.get(deviceId) ?? deviceId,
  };
}

function actOf(action: Exclude<Action, { type: 'offline' }>, date: string): Act {
  if (action.type === 'act') return action.act;
  return { type: action.isTaken ? 'take-dose' : 'lock-dose', slot: doseSlot(date, action.due) };
}

function homeOf({ people, devices }: ScenarioFile, id: string): SimHome {
  return buildHome({
    id,
    locality: 'Scenarios',
    address: '1 Scenario Street',
    keyAccess: '',
    shared: devices,
    residents: people.map((person) => ({
      patient: { givenName: givenName(person), familyName: person.name.slice(givenName(person).length + 1) },
      contacts: person.contacts.map((contact, i) => ({ mayBeTold: true, order: i + 1, ...contact })),
      scenarios: person.agreements.map((agreement) => ({ ...agreement, approvedBy: agreement.approvedBy ?? clinician })),
      habits: noHabits,
      own: person.devices,
    })),
  });
}
