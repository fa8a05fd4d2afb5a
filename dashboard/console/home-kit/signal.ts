import type { FoundDevice } from '../../../gateway/contract/hubs.ts';

interface Signal {
  /** Of the property that says it. */
  readonly name: string;
  readonly scale: 'lqi' | 'dbm';
  readonly value: number;
}

/** How well a hub receives a device, on the scale of its dialect: Zigbee's link quality from 0 to 255, or dBm. null: it does not say. */
export function signalOf({ properties }: Pick<FoundDevice, 'properties'>): Signal | null {
  for (const { name, value } of properties) {
    if (typeof value !== 'number') continue;
    if (name === 'linkquality') return { name, scale: 'lqi', value };
    if (name === 'rssi') return { name, scale: 'dbm', value };
  }
  return null;
}
