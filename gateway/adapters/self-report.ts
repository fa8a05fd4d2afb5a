import { isSignal, type Signal } from '../../rules/model/signal.ts';
import type { Property } from './said.ts';

/** What a report of a device behind a hub says of the device itself. */
export interface SelfReport {
  readonly percent: number | null;
  readonly millivolts: number | null;
  readonly low: boolean | null;
  readonly signal: Signal | null;
}

/** Names of signals, each with its scale: Zigbee2MQTT's; those of ESPHome, Home Assistant and Bluetooth bridges; Tasmota's. */
const scales = new Map<string, Signal['scale']>([
  ['linkquality', 'lqi'],
  ['rssi', 'dbm'],
  ['signal_strength', 'dbm'],
  ['wifi_signal', 'dbm'],
  ['wifi_quality', 'percent'],
]);

/** Battery devices tell millivolts; what runs on the mains tells volts under the same name. */
const cells = { leastMv: 1_000, mostMv: 20_000 };

function millivolts({ value, unit }: Property): number | null {
  if (typeof value !== 'number') return null;
  const inMv = unit === 'V' ? value * 1_000 : value;
  return inMv >= cells.leastMv && inMv <= cells.mostMv ? Math.round(inMv) : null;
}

/** What the properties of a report say of battery and signal; null: nothing. A value that cannot be is no word. */
export function selfReportOf(properties: readonly Property[]): SelfReport | null {
  const report: { -readonly [K in keyof SelfReport]: SelfReport[K] } = { percent: null, millivolts: null, low: null, signal: null };
  for (const property of properties) {
    const { value } = property;
    const name = property.name.toLowerCase();
    const scale = scales.get(name);
    if (name === 'battery' && typeof value === 'number' && value >= 0 && value <= 100) report.percent = value;
    else if (name === 'battery_low' && typeof value === 'boolean') report.low = value;
    else if (name === 'voltage') report.millivolts = millivolts(property);
    else if (scale !== undefined && typeof value === 'number' && isSignal({ scale, value })) report.signal = { scale, value };
  }
  return Object.values(report).some((told) => told !== null) ? report : null;
}
