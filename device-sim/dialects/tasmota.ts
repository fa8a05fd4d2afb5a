import type { DeviceKind } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { BridgeDialect, BridgeMessage, Known, RadioDevice } from './bridge-dialect.ts';

const tree = 'tasmota';

/** Boxes with a switch input, to which anything can be wired; plugs; and what has a thermometer. */
const kinds: readonly DeviceKind[] = [
  'fridge',
  'front-door',
  'motion',
  'bed',
  'plug',
  'sos-button',
  'smoke-alarm',
  'carbon-monoxide-alarm',
  'water-sensor',
  'room-thermometer',
];
const withoutSwitch: readonly DeviceKind[] = ['plug', 'sos-button', 'room-thermometer'];

const onOff = (isOn: boolean) => (isOn ? 'ON' : 'OFF');

/** Its time has no zone (and is here always UTC); whoever reads it takes their own. */
const timeOf = (at: Instant | null) => new Date(at ?? 0).toISOString().slice(0, 19);

const message = (prefix: 'tele' | 'stat', { name }: RadioDevice, leaf: string, payload: unknown): BridgeMessage => ({
  topic: `${tree}/${prefix}/${name}/${leaf}`,
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  retain: leaf === 'LWT',
});

const sensor = ({ device, state, heardAt }: Known) => message('tele', device, 'SENSOR', { Time: timeOf(heardAt), ...state });
const alive = ({ device, heardAt }: Known) =>
  message('tele', device, 'STATE', { Time: timeOf(heardAt), Heap: 26, Wifi: { AP: 1, RSSI: 78, Signal: -61 } });

/** Tasmota: what happens is a RESULT, what is measured a SENSOR, that it is there a STATE. It knows no batteries and no falls. */
export const tasmota: BridgeDialect = {
  tree,
  kinds,
  nativeId: (name) => `${tree}/${name}`,
  // Each box has its own last will; what stands between them and us has none.
  will: null,
  joined: (device) => ({ device, state: withoutSwitch.includes(device.kind) ? {} : { Switch1: 'OFF' }, heardAt: null }),
  birth: () => [],
  heard: (before, { kind, value, observedAt }) => {
    const { device, state } = before;
    const known = (changed: object): Known => ({ device, state: { ...state, ...changed }, heardAt: Date.parse(observedAt!) });
    const measured = (changed: object) => ({ known: known(changed), messages: [sensor(known(changed))] });
    const switched = (word: 'ON' | 'OFF') => ({
      known: known({ Switch1: word }),
      messages: [message('stat', device, 'RESULT', { Switch1: { Action: word } })],
    });
    switch (kind) {
      case 'power':
        return measured({ ENERGY: { Total: 3.21, Power: value, Voltage: 231 } });
      case 'room-temperature':
        return measured({ DS18B20: { Id: '01131B4B2C4F', Temperature: value }, TempUnit: 'C' });
      case 'sos':
        return { known: known({}), messages: [message('stat', device, 'RESULT', { Button1: { Action: 'SINGLE' } })] };
      case 'contact':
        return switched(onOff(value === 'open'));
      case 'motion':
      case 'bed-occupancy':
        return switched(onOff(value === true));
      case 'smoke':
      case 'carbon-monoxide':
      case 'water-leak':
        return switched(onOff(value === 'alarm'));
      default:
        return { known: known({}), messages: [alive(known({}))] };
    }
  },
  cached: (known) => (Object.keys(known.state).length === 0 ? [alive(known)] : [sensor(known)]),
  availability: (device, state) => message('tele', device, 'LWT', state === 'online' ? 'Online' : 'Offline'),
};
