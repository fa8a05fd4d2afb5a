/** How a dialect measures how well a device is heard by radio. */
export const signalScales = ['lqi', 'dbm', 'percent'] as const;
export type SignalScale = (typeof signalScales)[number];

export interface Signal {
  readonly scale: SignalScale;
  readonly value: number;
}

/**
 * Below it a signal is weak: a fifth of the range. LQI goes from 0 to 255 (IEEE 802.15.4); of Wi-Fi, ESPHome and Tasmota count
 * -100 dBm as nothing and -50 dBm as all, and the percent of Tasmota are `2 * (dBm + 100)`.
 */
const weakBelow: Readonly<Record<SignalScale, number>> = { lqi: 51, dbm: -90, percent: 20 };

/** What a radio of that scale can measure; anything else was measured by nobody. */
const range: Readonly<Record<SignalScale, readonly [min: number, max: number]>> = { lqi: [0, 255], dbm: [-130, 0], percent: [0, 100] };

export function isWeak({ scale, value }: Signal): boolean {
  return value < weakBelow[scale];
}

export function isSignal({ scale, value }: Signal): boolean {
  const [min, max] = range[scale];
  return value >= min && value <= max;
}
