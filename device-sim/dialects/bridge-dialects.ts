import type { BridgeDialect } from './bridge-dialect.ts';
import { tasmota } from './tasmota.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** The bridges that a simulated hub can carry. */
export const bridgeDialects = { zigbee2mqtt, tasmota } as const satisfies Readonly<Record<string, BridgeDialect>>;
export type BridgeDialectName = keyof typeof bridgeDialects;
