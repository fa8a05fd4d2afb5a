import type { Reading } from '../../gateway/contract/messages.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';

/** One message of a bridge; the topic lies below its hub's. */
export interface BridgeMessage {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** A device on a bridge's radio. */
export interface RadioDevice {
  /** As people call it at the bridge. */
  readonly name: string;
  readonly kind: DeviceKind;
  readonly onBattery: boolean;
}

/** What is known of a device: its properties in the bridge's words. */
export interface Known {
  readonly device: RadioDevice;
  readonly state: Readonly<Record<string, unknown>>;
  /** When the device itself was heard; null: never. */
  readonly heardAt: Instant | null;
}

/** How a bridge says what devices tell it. Pure. */
export interface BridgeDialect {
  /** First level of its topics below the hub. */
  readonly tree: string;
  /** What kinds of devices there are for it. */
  readonly kinds: readonly DeviceKind[];
  /** What it calls a device for good, whatever its name. */
  readonly nativeId: (name: string) => string;
  /** What the broker says when the bridge is gone; null: nothing. */
  readonly will: BridgeMessage | null;
  /** What is known of a device that has joined and told nothing yet. */
  readonly joined: (device: RadioDevice) => Known;
  /** The bridge introduces itself and lists its devices. */
  readonly birth: (devices: readonly RadioDevice[]) => readonly BridgeMessage[];
  /** A device was heard at the time of the reading. What has no word in the dialect is a sign of life. */
  readonly heard: (known: Known, reading: Reading) => { readonly known: Known; readonly messages: readonly BridgeMessage[] };
  /** What is known is said again, as after a restart, though nothing has happened. */
  readonly cached: (known: Known) => readonly BridgeMessage[];
  readonly availability: (device: RadioDevice, state: 'online' | 'offline') => BridgeMessage;
}
