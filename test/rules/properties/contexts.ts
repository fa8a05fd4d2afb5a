import type { ContactContext, DeviceContext, PatientContext, ScenarioContext } from '../../../rules/model/patient.ts';
import { hour, type Instant } from '../../../rules/model/time.ts';
import { templateDefaults } from '../../../rules/scenarios/registry.ts';
import { kit } from '../agreements.ts';
import type { Changes, Home } from './arbitraries.ts';

export const homeId = 'home';
/** The devices that belong to one person are the first one's. */
export const residents = ['kath', 'fred'] as const;
export const hubId = 'hub';
const speaks = ['speaker', 'fridge', 'dispenser', 'app'];

/** Whose a device of the kit is in these homes; null: everybody's. */
export function ownerOf(deviceId: string): string | null {
  return kit.find(({ id }) => id === deviceId)?.patientId ? residents[0] : null;
}

function devicesOf(home: Home, repair: Changes['repair'], at: Instant): DeviceContext[] {
  const there = kit.filter(({ id }) => home.devices.includes(id));
  const devices = there.map((one, i): DeviceContext => {
    const repaired = repair !== null && repair.device % there.length === i;
    return {
      ...one,
      patientId: ownerOf(one.id),
      heartbeatMs: home.heartbeats && i % 2 === 0 ? 6 * hour : null,
      prompts: speaks.includes(one.kind),
      enrolledAt: home.startAt,
      ...(home.hub && i % 2 === 1 ? { hubId } : {}),
      ...(repaired ? { pausedUntilAt: at + repair.hours * hour } : {}),
    };
  });
  const hub: DeviceContext = {
    id: hubId,
    kind: 'hub',
    name: 'hub',
    room: null,
    patientId: null,
    heartbeatMs: 2 * hour,
    prompts: false,
    enrolledAt: home.startAt,
  };
  return home.hub ? [...devices, hub] : devices;
}

function contactOf({ away, ...contact }: Changes['contacts'][number], at: Instant): ContactContext {
  if (away === null) return contact;
  const fromAt = at + away.inHours * hour;
  const period = { fromAt, untilAt: fromAt + away.hours * hour, reason: 'an operation', replacement: away.replacement };
  return { ...contact, unavailable: [period] };
}

/**
 * What is agreed with a person from `at` on. An agreement of the same template at the same place is the next version of it; one that
 * ended never comes back.
 */
export function contextOf(
  home: Home,
  who: number,
  { contacts, presence, scenarios, teamIds, repair }: Changes,
  version: number,
  known: PatientContext | undefined,
  at: Instant,
): PatientContext {
  const patientId = residents[who]!;
  const devices = devicesOf(home, repair, at);
  return {
    patientId,
    homeId,
    knownAs: patientId,
    zone: home.zone,
    sharedHome: home.residents.length > 1,
    presence: { mode: presence.mode, untilAt: presence.hours === null ? null : at + presence.hours * hour, sinceAt: at },
    devices: devices.filter((device) => device.patientId === null || device.patientId === patientId),
    contacts: contacts.map((one) => contactOf(one, at)),
    teamIds,
    scenarios: scenarios.map(({ template, params, plan, severity, pausedHours }, i): ScenarioContext => {
      const defaults = templateDefaults(template, params);
      const before = known?.scenarios[i];
      return {
        id: before?.template === template ? before.id : `${patientId}-${i}-${template}-${version}`,
        version,
        template,
        params,
        plan: plan ?? defaults.plan,
        severity: severity ?? defaults.severity,
        approvedBy: 'Dr Amin',
        activeFromAt: at,
        ...(pausedHours === null ? {} : { pausedUntilAt: at + pausedHours * hour }),
      };
    }),
  };
}

/** The same, with one agreement paused for some hours or, null, not any more. */
export function withPause(context: PatientContext, n: number, hours: number | null, at: Instant): PatientContext {
  const place = n % context.scenarios.length;
  const { pausedUntilAt: _, ...scenario } = context.scenarios[place]!;
  const paused = hours === null ? scenario : { ...scenario, pausedUntilAt: at + hours * hour };
  return { ...context, scenarios: context.scenarios.with(place, paused) };
}
