import type { z } from 'zod';
import type { foundDeviceMapping } from '../../gateway/contract/hubs.ts';
import type { EnrolmentInput } from '../../gateway/contract/people.ts';
import type { BloodPressure, ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { Instant, LocalTime } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import type { Act } from '../devices/device.ts';
import type { AppDialectName } from '../dialects/app-dialects.ts';
import type { BridgeDialectName } from '../dialects/bridge-dialects.ts';
import type { Outage } from '../faults.ts';
import type { Recorded } from '../record/playback.ts';
import type { Arranged } from './desk.ts';

/** How a person lives, in local time. The day is drawn around these times. */
export interface Habits {
  readonly wake: LocalTime;
  readonly breakfast: LocalTime;
  readonly lunch: LocalTime;
  readonly supper: LocalTime;
  readonly bedtime: LocalTime;
  readonly doses: readonly LocalTime[];
  readonly bloodPressureAt: LocalTime | null;
  readonly usualPressure: BloodPressure;
  readonly outings: readonly Outing[];
  /** Meals that are made at home; left out: all three. */
  readonly meals?: readonly ('breakfast' | 'lunch' | 'supper')[];
  /** Care calls, half an hour each. */
  readonly careCalls: readonly LocalTime[];
  /** What is measured or told every day besides. */
  readonly daily?: readonly Daily[];
  readonly chances: Chances;
}

/** Taken or told each day about this time: the same value, or one drawn around the usual, as a blood pressure always is. */
export interface Daily {
  readonly at: LocalTime;
  readonly role: DeviceRole;
  readonly kind: ObservationKind;
  readonly value: ObservationValue | { readonly usual: number; readonly spread: number; readonly decimals: number };
}

export interface Outing {
  readonly at: LocalTime;
  readonly minutes: number;
  readonly chance: number;
}

/** How likely something out of the ordinary is: on one day, unless said otherwise. */
export interface Chances {
  readonly skipsBreakfast: number;
  readonly breakfastOut: number;
  /** For each dose. */
  readonly missesDose: number;
  readonly nightExit: number;
  readonly sos: number;
  readonly highPressure: number;
  /** For each prompt: the person does what is asked; much less on some days, unless it is 1. */
  readonly followsPrompt: number;
}

/** What makes one day of somebody's story unlike the others. */
export interface Incident {
  /** Day of the story, from 1 (`story.ts`). */
  readonly day: number;
  readonly chances?: Partial<Chances>;
  /** Doses, measurements and care calls of these times do not happen. */
  readonly without?: readonly LocalTime[];
  /** What happens besides; nothing where the person has no such device. */
  readonly also?: readonly Happening[];
  /** Instead of the usual ones. */
  readonly outings?: readonly Outing[];
  /** Is elsewhere: of the usual day nothing happens, and nobody hears what devices say. */
  readonly away?: true;
  /** What others arrange about the person. */
  readonly desk?: readonly Arranged[];
}

/** One act at a time of the day; what is before four in the morning belongs to the night that follows. */
export interface Happening {
  /** Local time with seconds if need be: `02:30` or `02:30:08`. */
  readonly at: string;
  readonly role: DeviceRole;
  /** `due`: the dose of that time of this day. */
  readonly act: Act | { readonly type: 'take-dose'; readonly due: LocalTime };
}

/** How somebody lives from a local date on. */
export interface LaterLife {
  readonly fromDate: string;
  readonly habits: Partial<Habits>;
  readonly incidents: readonly Incident[];
}

export interface Person {
  /** Index in the enrolment's patients. */
  readonly index: number;
  readonly habits: Habits;
  readonly incidents: readonly Incident[];
  /** Left out: always the same. */
  readonly later?: LaterLife;
  /** The device that plays each part for this person; a shared one stands in both persons' lists. */
  readonly devices: Readonly<Partial<Record<DeviceRole, string>>>;
}

/** How a device speaks with the gateway when it does not do so by itself in Hearthline's own words. */
export type Way =
  /** Heard by a bridge of the hub. */
  | { readonly type: 'bridge'; readonly dialect: BridgeDialectName; readonly hubId: string }
  /** Its readings are sent by an app on the person's telephone. */
  | { readonly type: 'phone'; readonly dialect: AppDialectName; readonly phoneId: string }
  /** It is a social alarm unit that names itself by this number. */
  | { readonly type: 'alarm-unit'; readonly number: string };

export interface SimDevice {
  readonly id: string;
  readonly role: DeviceRole;
  /** Left out: by itself. */
  readonly way?: Way;
}

/** Says which device one is that a hub has found. */
export type FoundMapping = z.input<typeof foundDeviceMapping>;

/** A life that is written line by line, at instants of one play. */
export interface WrittenLife {
  /** In order of time. */
  readonly events: readonly HouseEvent[];
  readonly outages: readonly (Outage & { readonly deviceId: string })[];
}

/** A home: what the gateway is told of it, and who lives there. */
export interface SimHome {
  readonly id: string;
  readonly zone: string;
  readonly enrolment: EnrolmentInput;
  readonly people: readonly Person[];
  readonly devices: readonly SimDevice[];
  /** What is behind its hubs, and is enrolled by being mapped. */
  readonly mappings?: readonly FoundMapping[];
  /** What happens in place of what its people would do by themselves. */
  readonly script?: WrittenLife;
  /** What is said besides, as it was recorded elsewhere. */
  readonly recorded?: Recorded;
  /** Telephones with an app, each of one person. */
  readonly phones?: readonly { readonly id: string; readonly patientId: string }[];
}

/** Something that happens in a home. `part` binds together what is called off together, such as the way back from a walk. */
export interface HouseEvent {
  readonly at: Instant;
  readonly deviceId: string;
  readonly act: Act;
  readonly part?: string;
}
