import { catalogue } from '../devices/catalogue.ts';
import { type AppDialectName, appDialects, pairedKinds } from '../dialects/app-dialects.ts';
import { type BridgeDialectName, bridgeDialects } from '../dialects/bridge-dialects.ts';
import { randomFor } from '../random.ts';
import type { FoundMapping, SimDevice, SimHome, Way } from './home.ts';

/** What devices of a home can speak besides Hearthline's own words. */
export const dialectNames = ['zigbee2mqtt', 'tasmota', 'open-mhealth', 'fhir', 'scaip'] as const;
export type DialectName = (typeof dialectNames)[number];

type EnrolledDevice = SimHome['enrolment']['devices'][number];

const isBridge = (name: DialectName): name is BridgeDialectName => name in bridgeDialects;
const isApp = (name: DialectName): name is AppDialectName => name in appDialects;

/** Reads `native`, one dialect, or a comma list; throws RangeError naming what is none. */
export function parseDialects(text: string): readonly DialectName[] {
  if (text === 'native') return [];
  return text.split(',').map((word) => {
    const name = dialectNames.find((known) => known === word.trim());
    if (!name) throw new RangeError(`"${word.trim()}" is not a dialect; known are native, ${dialectNames.join(', ')}`);
    return name;
  });
}

/**
 * The same home, in which each device speaks the first of these dialects that there is for its kind; the others go on speaking for
 * themselves. What a bridge hears is behind the home's hub (one is added where there is none) and is enrolled by being mapped, without a
 * voice; meters send through the telephone of whose they are; the help button is an alarm unit.
 */
export function inDialects(home: SimHome, dialects: readonly DialectName[]): SimHome {
  if (dialects.length === 0) return home;
  const { patients } = home.enrolment;
  const hub = home.devices.find(({ role }) => role === 'hub');
  const hubId = hub?.id ?? `${home.id}-hub`;
  const phoneOf = (patient: number) => `${patients[patient]!.id}-phone`;

  const wayOf = ({ id, kind, patient }: EnrolledDevice): Way | undefined => {
    const owner = patient ?? (patients.length === 1 ? 0 : null);
    for (const dialect of dialects) {
      if (isBridge(dialect) && bridgeDialects[dialect].kinds.includes(kind)) return { type: 'bridge', dialect, hubId };
      if (isApp(dialect) && pairedKinds.includes(kind) && owner !== null) return { type: 'phone', dialect, phoneId: phoneOf(owner) };
      if (dialect === 'scaip' && kind === 'sos-button') return { type: 'alarm-unit', number: unitNumberOf(id) };
    }
    return undefined;
  };

  const ways = new Map(home.enrolment.devices.map((device) => [device.id, wayOf(device)]));
  const devices: readonly SimDevice[] = home.devices.map((device) => {
    const way = ways.get(device.id);
    return way ? { ...device, way } : device;
  });
  const onRadio = home.enrolment.devices.filter(({ id }) => ways.get(id!)?.type === 'bridge');
  const onPhone = devices.flatMap(({ way }) => (way?.type === 'phone' ? [way.phoneId] : []));
  const needsHub = onRadio.length > 0 && hub === undefined;
  const enrolled = home.enrolment.devices.flatMap((device): EnrolledDevice[] => {
    const way = ways.get(device.id);
    // What speaks for itself is heard whether or not the hub is.
    if (way === undefined) return [onRadio.length > 0 ? { ...device, hubId: null } : device];
    return way.type === 'alarm-unit' ? [{ ...device, kind: 'alarm-unit', alarmUnitNumber: way.number, hubId: null }] : [];
  });
  return {
    ...home,
    enrolment: { ...home.enrolment, devices: [...enrolled, ...(needsHub ? [hubToEnrol(hubId)] : [])] },
    devices: [...devices, ...(needsHub ? [{ id: hubId, role: 'hub' } as const] : [])],
    mappings: onRadio.map((device) => mappingOf(device, ways.get(device.id) as Extract<Way, { type: 'bridge' }>, home)),
    phones: patients.map(({ id }, i) => ({ id: phoneOf(i), patientId: id! })).filter(({ id }) => onPhone.includes(id)),
  };
}

/** A number for a unit, the same each time. */
const unitNumberOf = (deviceId: string | undefined): string =>
  String(randomFor(deviceId ?? '', 'alarm unit').whole(10_000_000, 99_999_999));

function hubToEnrol(id: string): EnrolledDevice {
  const { kind, heartbeatSeconds, prompts } = catalogue.hub;
  return { id, kind, heartbeatSeconds, prompts, name: 'Hub', room: null, patient: null };
}

function mappingOf(
  { id, kind, name, room, heartbeatSeconds, patient }: EnrolledDevice,
  way: Extract<Way, { type: 'bridge' }>,
  home: SimHome,
): FoundMapping {
  const nativeId = bridgeDialects[way.dialect].nativeId(id!);
  const patientId = patient === null ? null : (home.enrolment.patients[patient]?.id ?? null);
  return { hubId: way.hubId, nativeId, id: id!, kind, name, room, heartbeatSeconds, patientId };
}
