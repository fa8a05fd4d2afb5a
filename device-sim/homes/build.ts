import type { z } from 'zod';
import { type contactInput, enrolmentInput, type patientInput, type scenarioInput } from '../../gateway/contract/people.ts';
import { catalogue, type DeviceRole, roomOf } from '../devices/catalogue.ts';
import type { Habits, Incident, LaterLife, Person, SimDevice, SimHome } from './home.ts';
import { withPostcode } from './words.ts';

/** A person as a home file writes them down. */
export interface Resident {
  readonly patient: Omit<z.input<typeof patientInput>, 'homeId' | 'simulated'>;
  readonly contacts: readonly z.input<typeof contactInput>[];
  readonly scenarios: readonly z.input<typeof scenarioInput>[];
  readonly habits: Habits;
  readonly incidents?: readonly Incident[];
  readonly later?: LaterLife;
  /** Devices that are theirs alone, with the name people use for them. */
  readonly own: Readonly<Partial<Record<DeviceRole, string>>>;
}

export interface Household {
  readonly id: string;
  readonly locality: string;
  readonly address: string;
  readonly keyAccess: string;
  readonly residents: readonly Resident[];
  /** Devices of the home: they see everyone who lives there. */
  readonly shared: Readonly<Partial<Record<DeviceRole, string>>>;
}

/** The medicines of a patient as the agreement about them lists them. */
export function pillsAgreement(times: readonly string[], critical: boolean, approvedBy: string): z.input<typeof scenarioInput> {
  const doses = times.map((time) => ({ time, medicine: time < '12:00' ? 'morning tablets' : 'evening tablets', critical }));
  return { template: 'pills', params: { doses }, approvedBy };
}

const zone = 'Europe/London';

const entries = (devices: Readonly<Partial<Record<DeviceRole, string>>>) => Object.entries(devices) as [DeviceRole, string][];

/** Turns a household into a home to enrol and to live in. Throws ZodError when it does not meet the contract. */
export function buildHome({ id, locality, address, keyAccess, residents, shared }: Household): SimHome {
  // One resident: `k-fridge`; several: `fb-1-fridge` for what is the first one's own.
  const ownId = (index: number, role: DeviceRole) => (residents.length === 1 ? `${id}-${role}` : `${id}-${index + 1}-${role}`);
  const sharedId = (role: DeviceRole) => `${id}-${role}`;
  const unordered: (SimDevice & { readonly name: string; readonly patient: number | null })[] = [
    ...residents.flatMap(({ own }, index) => entries(own).map(([role, name]) => ({ id: ownId(index, role), role, name, patient: index }))),
    ...entries(shared).map(([role, name]) => ({ id: sharedId(role), role, name, patient: null })),
  ];
  // A device names its hub, which must be known by then.
  const devices = unordered.toSorted((a, b) => Number(b.role === 'hub') - Number(a.role === 'hub'));
  const people: readonly Person[] = residents.map(({ habits, incidents = [], later, own }, index) => ({
    index,
    habits,
    incidents,
    ...(later && { later }),
    devices: Object.fromEntries([
      ...entries(shared).map(([role]) => [role, sharedId(role)]),
      ...entries(own).map(([role]) => [role, ownId(index, role)]),
    ]),
  }));
  // A hub speaks for everything else in the home.
  const hubId = devices.find(({ role }) => role === 'hub')?.id ?? null;
  const enrolment = enrolmentInput.parse({
    locality: { kind: 'locality', name: locality },
    home: { id, address: withPostcode(address, locality), keyAccess },
    patients: residents.map(({ patient, contacts, scenarios }, index) => ({
      ...patient,
      id: `${id}-p${index + 1}`,
      zone,
      simulated: true,
      contacts: contacts.map((contact, i) => ({ ...contact, id: `${id}-p${index + 1}-c${i + 1}` })),
      scenarios: scenarios.map((scenario) => ({
        patientAgreed: { how: 'told' as const },
        ...scenario,
        id: `${id}-p${index + 1}-${scenario.template}`,
      })),
    })),
    devices: devices.map((device) => {
      const { kind, heartbeatSeconds, prompts } = catalogue[device.role];
      return {
        id: device.id,
        hubId: device.role === 'hub' ? null : hubId,
        kind,
        name: device.name,
        room: roomOf[device.role] ?? null,
        heartbeatSeconds,
        prompts,
        patient: device.patient,
      };
    }),
  });
  return { id, zone, enrolment, people, devices: devices.map(({ id: deviceId, role }) => ({ id: deviceId, role })) };
}
