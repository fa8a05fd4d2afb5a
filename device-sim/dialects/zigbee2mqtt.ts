import type { Reading } from '../../gateway/contract/messages.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';
import { randomFor } from '../random.ts';
import type { BridgeDialect, BridgeMessage, Known, RadioDevice } from './bridge-dialect.ts';

const tree = 'zigbee2mqtt';

type Properties = Readonly<Record<string, unknown>>;

/** What there is for each kind: a model that is sold, and what it is known to be before anything happens to it. */
const models: Readonly<Partial<Record<DeviceKind, { readonly make: string; readonly model: string; readonly atRest: Properties }>>> = {
  fridge: { make: 'Aqara', model: 'MCCGQ11LM', atRest: { contact: true } },
  'front-door': { make: 'Aqara', model: 'MCCGQ11LM', atRest: { contact: true } },
  motion: { make: 'Aqara', model: 'RTCGQ11LM', atRest: { occupancy: false } },
  bed: { make: 'Linptech', model: 'PS1BB', atRest: { occupancy: false } },
  plug: { make: 'Innr', model: 'SP 240', atRest: { state: 'OFF', power: 0, voltage: 231, energy: 3.21 } },
  'sos-button': { make: 'HEIMAN', model: 'HS2SS', atRest: {} },
  'fall-detector': { make: 'Tuya', model: 'TS0601_fall', atRest: { fall_down_status: 'none' } },
  'smoke-alarm': { make: 'HEIMAN', model: 'HS1SA', atRest: { smoke: false } },
  'carbon-monoxide-alarm': { make: 'HEIMAN', model: 'HS1CA', atRest: { carbon_monoxide: false } },
  'water-sensor': { make: 'Aqara', model: 'SJCGQ11LM', atRest: { water_leak: false } },
  'room-thermometer': { make: 'SONOFF', model: 'SNZB-02', atRest: {} },
};

const fallWords: Readonly<Record<string, string>> = { suspected: 'maybe_fall', fallen: 'fall', recovered: 'none' };

/** What a reading changes in the state. */
function lasting({ kind, value, battery }: Reading): Properties {
  const changed = { ...(battery === undefined ? {} : { battery }) };
  switch (kind) {
    case 'contact':
      return { ...changed, contact: value === 'closed' };
    case 'motion':
    case 'bed-occupancy':
      return { ...changed, occupancy: value };
    case 'power':
      return { ...changed, state: Number(value) > 0 ? 'ON' : 'OFF', power: value };
    case 'fall':
      return { ...changed, fall_down_status: fallWords[String(value)] };
    case 'smoke':
      return { ...changed, smoke: value === 'alarm' };
    case 'carbon-monoxide':
      return { ...changed, carbon_monoxide: value === 'alarm' };
    case 'water-leak':
      return { ...changed, water_leak: value === 'alarm' };
    case 'room-temperature':
      return { ...changed, temperature: value };
    default:
      return changed;
  }
}

const message = (topic: string, payload: unknown, retain: boolean): BridgeMessage => ({
  topic: `${tree}/${topic}`,
  payload: JSON.stringify(payload),
  retain,
});

/** The whole state as it is known, and when the device was heard (`advanced.last_seen: ISO_8601`). */
function stateMessage({ device, state, heardAt }: Known, momentary: Properties): BridgeMessage {
  const lastSeen = heardAt === null ? {} : { last_seen: new Date(heardAt).toISOString() };
  return message(device.name, { ...state, ...momentary, linkquality: 120, ...lastSeen }, false);
}

function nativeId(name: string): string {
  const random = randomFor(name, 'ieee address');
  const digits = () => random.whole(0, 0xffffff).toString(16).padStart(6, '0');
  return `0x00${digits()}${digits()}00`.slice(0, 18);
}

function listed(device: RadioDevice): unknown {
  const { make: vendor, model } = models[device.kind]!;
  return {
    ieee_address: nativeId(device.name),
    type: device.onBattery ? 'EndDevice' : 'Router',
    friendly_name: device.name,
    power_source: device.onBattery ? 'Battery' : 'Mains (single phase)',
    definition: { model, vendor },
  };
}

const coordinator = { ieee_address: '0x00124b0000000001', type: 'Coordinator', friendly_name: 'Coordinator', definition: null };

/** Zigbee2MQTT 2 as docs/devices.md has it set up: whole states, never retained; presses said once and not remembered. */
export const zigbee2mqtt: BridgeDialect = {
  tree,
  kinds: Object.keys(models) as DeviceKind[],
  nativeId,
  will: message('bridge/state', { state: 'offline' }, true),
  joined: (device) => ({ device, state: models[device.kind]!.atRest, heardAt: null }),
  birth: (devices) => [
    message('bridge/state', { state: 'online' }, true),
    message('bridge/devices', [coordinator, ...devices.map(listed)], true),
  ],
  heard: ({ device, state }, reading) => {
    const known = { device, state: { ...state, ...lasting(reading) }, heardAt: Date.parse(reading.observedAt!) };
    return { known, messages: [stateMessage(known, reading.kind === 'sos' ? { action: 'emergency' } : {})] };
  },
  cached: (known) => (Object.keys(known.state).length === 0 ? [] : [stateMessage(known, {})]),
  availability: ({ name }, state) => message(`${name}/availability`, { state }, true),
};
