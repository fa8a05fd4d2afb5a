import type { BloodPressure, ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';

/** What somebody does to a device. What it makes of that is its own affair. */
export type Act =
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  | { readonly type: 'move' }
  | { readonly type: 'lie-down' }
  | { readonly type: 'get-up' }
  | { readonly type: 'switch'; readonly watts: number }
  /** `slot` names the dose, for example `2026-03-01T08:00`: each can be taken out once. */
  | { readonly type: 'take-dose'; readonly slot: string }
  /** The time in which the dose may be taken out is over. */
  | { readonly type: 'lock-dose'; readonly slot: string }
  | { readonly type: 'measure'; readonly bloodPressure: BloodPressure; readonly heartRatePerMinute: number }
  /** A value is taken or told, of any kind that the device knows. */
  | { readonly type: 'read'; readonly kind: ObservationKind; readonly value: ObservationValue }
  | { readonly type: 'press' }
  | { readonly type: 'say-ok' }
  | { readonly type: 'visit'; readonly value: 'started' | 'ended' };

/** What a device says about the world; the client adds id and time. Plain events have no value. */
export interface Measured {
  readonly kind: ObservationKind;
  readonly value?: ObservationValue;
}

export interface DeviceStep<S> {
  readonly state: S;
  readonly measured: readonly Measured[];
  /** When the device's own timer runs out; null: none is running. */
  readonly wakeAt: Instant | null;
}

/** A kind of device as a pure little machine. An act that it does not know leaves it as it is. */
export interface DeviceDefinition<S> {
  readonly kind: DeviceKind;
  readonly heartbeatSeconds: number | null;
  /** Can speak or show a prompt. */
  readonly prompts: boolean;
  /** Readings it can be asked to take. */
  readonly measures: readonly ObservationKind[];
  /** How long a fresh battery lasts; null: mains. */
  readonly batteryDays: number | null;
  readonly initial: S;
  readonly act: (state: S, act: Act, at: Instant) => DeviceStep<S>;
  /** The device's own timer ran out. */
  readonly wake?: (state: S, at: Instant) => DeviceStep<S>;
  /** What it reports again when it connects; empty for devices that only know events. */
  readonly snapshot: (state: S) => readonly Measured[];
}

/** A device that exists: a definition with its state inside. */
export interface DeviceBody {
  act(act: Act, at: Instant): readonly Measured[];
  wake(at: Instant): readonly Measured[];
  readonly wakeAt: Instant | null;
  snapshot(): readonly Measured[];
}

export interface DeviceModel extends Omit<DeviceDefinition<unknown>, 'initial' | 'act' | 'wake' | 'snapshot'> {
  create(): DeviceBody;
}

/** Hides the state of a definition, so that devices of different kinds can stand in one list. */
export function deviceModel<S>(definition: DeviceDefinition<S>): DeviceModel {
  const { kind, heartbeatSeconds, prompts, measures, batteryDays } = definition;
  const create = (): DeviceBody => {
    let state = definition.initial;
    let wakeAt: Instant | null = null;
    const take = (step: DeviceStep<S>) => {
      state = step.state;
      wakeAt = step.wakeAt;
      return step.measured;
    };
    return {
      act: (act, at) => take(definition.act(state, act, at)),
      wake: (at) => (definition.wake ? take(definition.wake(state, at)) : []),
      get wakeAt() {
        return wakeAt;
      },
      snapshot: () => definition.snapshot(state),
    };
  };
  return { kind, heartbeatSeconds, prompts, measures, batteryDays, create };
}

/** Nothing happened. */
export function unchanged<S>(state: S): DeviceStep<S> {
  return { state, measured: [], wakeAt: null };
}

/** Social alarms report every 15 minutes and are missed after 45 (clinical.md, UK telecare practice); sensors here do the same. */
export const baseMessageSeconds = 15 * 60;
