import type { EnrolmentInput } from '../../gateway/contract/people.ts';
import type { BloodPressure } from '../../rules/model/observation.ts';
import type { Instant, LocalTime } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import type { Act } from '../devices/device.ts';

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
  /** Care calls, half an hour each. */
  readonly careCalls: readonly LocalTime[];
  readonly chances: Chances;
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

export interface Person {
  /** Index in the enrolment's patients. */
  readonly index: number;
  readonly habits: Habits;
  /** The device that plays each part for this person; a shared one stands in both persons' lists. */
  readonly devices: Readonly<Partial<Record<DeviceRole, string>>>;
}

export interface SimDevice {
  readonly id: string;
  readonly role: DeviceRole;
}

/** A home: what the gateway is told of it, and who lives there. */
export interface SimHome {
  readonly id: string;
  readonly zone: string;
  readonly enrolment: EnrolmentInput;
  readonly people: readonly Person[];
  readonly devices: readonly SimDevice[];
}

/** Something that happens in a home. `part` binds together what is called off together, such as the way back from a walk. */
export interface HouseEvent {
  readonly at: Instant;
  readonly deviceId: string;
  readonly act: Act;
  readonly part?: string;
}
