import type { Instant, Interval } from '../../rules/model/time.ts';
import type { Templates } from '../agreements.ts';
import type { PatientDetail, PatientSummary } from '../contract/people.ts';
import type { ContactRow } from '../store/contacts.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import type { PatientRow } from '../store/patients.ts';
import type { ScenarioRow } from '../store/scenarios.ts';
import { toAgreementView } from './agreement.ts';
import { unavailableAt } from './contact.ts';
import { toDeviceView } from './device.ts';
import { isoOrNull } from './instant.ts';

/** A line of the list of patients as of `at`: an absence whose end has passed is over. */
export function toPatientSummary(patient: PatientRow, at: Instant): PatientSummary {
  const over = patient.presenceUntilAt !== null && at >= patient.presenceUntilAt;
  return {
    id: patient.id,
    knownAs: patient.knownAs,
    name: `${patient.givenName} ${patient.familyName}`,
    nhsNumber: patient.nhsNumber,
    birthDate: patient.birthDate,
    zone: patient.zone,
    localityName: patient.localityName,
    presence: over ? { mode: 'home', untilAt: null } : { mode: patient.presenceMode, untilAt: isoOrNull(patient.presenceUntilAt) },
    simulated: patient.simulated,
    openAlerts: patient.openAlerts,
    lastHeardAt: isoOrNull(patient.lastHeardAt),
  };
}

export interface PatientSurroundings {
  readonly contacts: readonly ContactRow[];
  readonly devices: readonly DeviceRow[];
  readonly scenarios: readonly ScenarioRow[];
  readonly templates: Templates;
  readonly isConnected: (deviceId: string) => boolean;
  /** Outages of ours. */
  readonly blind: readonly Interval[];
}

/** Everything about one patient that is not a reading or an alert. Addresses of contacts stay inside. */
export function toPatientDetail(patient: PatientRow, around: PatientSurroundings, at: Instant): PatientDetail {
  return {
    ...toPatientSummary(patient, at),
    homeId: patient.homeId,
    address: patient.address,
    keyAccess: patient.keyAccess,
    summary: patient.summary,
    contacts: around.contacts.map((contact) => ({
      id: contact.id,
      name: contact.name,
      relationship: contact.relationship,
      order: contact.order,
      mayBeTold: contact.mayBeTold,
      channelKinds: contact.channels.map((channel) => channel.kind),
      unavailable: unavailableAt(contact, at),
    })),
    devices: around.devices.map((device) => toDeviceView(device, { connected: around.isConnected(device.id), blind: around.blind, at })),
    scenarios: around.scenarios.map((scenario) => {
      const inForce = around.scenarios.filter((other) => other.status === 'active' && other.id !== scenario.id);
      return toAgreementView(scenario, inForce, around.templates, at);
    }),
  };
}
