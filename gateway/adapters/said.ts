import type { Instant } from '../../rules/model/time.ts';

/** One thing that a device behind a hub tells of itself, in the words that all dialects are brought to (`properties.ts`). */
export interface Property {
  readonly name: string;
  readonly value: unknown;
  /** As the sender writes it; left out: the usual one of that property. */
  readonly unit?: string;
}

/** Where Home Assistant's discovery says that a property is to be found. */
export interface Entity {
  /** Its place below the discovery prefix: what is announced again, and taken back, under the same name. */
  readonly id: string;
  /** Topic below the hub. */
  readonly topic: string;
  /** Keys into the JSON of the payload; none: the payload is the value. */
  readonly path: readonly string[];
  /** Name of the property. */
  readonly property: string;
  readonly unit?: string;
  /** For what is on or off: the two words, and what `on` means for the property. */
  readonly words?: { readonly on: string; readonly off: string; readonly whenOn: boolean };
}

/** A device behind a hub, as its hub describes it. */
export interface ChildDescription {
  /** What the hub calls it for good; people may rename it, and it stays the same. */
  readonly id: string;
  /** As people call it there. */
  readonly name: string;
  readonly make: string;
  readonly model: string;
  readonly entities: readonly Entity[];
  /** Topic below the hub that says whether it can be reached, where discovery names one. */
  readonly availabilityTopic?: string;
}

/** A device behind a hub: what is known of it, and which device of ours it is. */
export interface HubChild extends ChildDescription {
  readonly dialect: string;
  /** null: found, and not yet mapped. */
  readonly deviceId: string | null;
  /** Somebody said that it is none of this home's: nothing that it says is kept. */
  readonly ignored: boolean;
}

/**
 * How far a report is news. `cache`: the whole known state, sent again with every change of a part. `telemetry`: measured anew, while states
 * in it are repeated. `event`: each is a reading of its own.
 */
export type ReportType = 'cache' | 'telemetry' | 'event';

/** What a message of a hub says. */
export type Said =
  | {
      readonly type: 'report';
      readonly childId: string;
      /** As people call it there. */
      readonly name: string;
      readonly as: ReportType;
      readonly properties: readonly Property[];
      /** When the device itself was heard, by the hub's clock; null: not said. */
      readonly at: Instant | null;
    }
  /** `childId` null: the hub's own radio, and so everything behind it. */
  | { readonly type: 'availability'; readonly childId: string | null; readonly state: 'online' | 'offline' }
  | { readonly type: 'described'; readonly child: ChildDescription }
  /** What is known will be sent again, though nothing has happened. */
  | { readonly type: 'resending'; readonly childId: string | null }
  | { readonly type: 'unreadable'; readonly childId: string | null; readonly reason: string };

/** One message in a hub's tree. */
export interface HubMessage {
  /** Topic below `hearthline/v1/<hubId>/`. */
  readonly topic: string;
  readonly payload: Buffer;
  readonly receivedAt: Instant;
}

/** What is described behind a hub, to be looked up by a dialect. */
export interface Described {
  readonly hubId: string;
  /** In the order in which they were found. */
  readonly children: readonly ChildDescription[];
}

/** A dialect: what a message means; null: it is none of this dialect's. Pure, and throws nothing. */
export type Dialect = (message: HubMessage, described: Described) => readonly Said[] | null;
