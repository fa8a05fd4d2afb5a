import type { Logger } from 'pino';
import { heardSaid, type Sanity, type SeenCause, sane, stillFaulty } from '../rules/model/faults.ts';
import { faultKey } from '../rules/model/stream.ts';
import type { Instant } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import type { Arrival, Intake, MachineRegistry } from './ports.ts';

/** A value that cannot be, as the adapter names it: `value: …`, `[3].value.systolicMmHg: …`. */
const impossibleValue = /^(\[\d+\]\.)?value\b/;

export interface FaultWatchOptions {
  readonly intake: Intake;
  readonly machines: Pick<MachineRegistry, 'device'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Faults that were found before this process began, and when. */
  readonly standing: ReadonlyMap<string, readonly (readonly [SeenCause, Instant])[]>;
}

/**
 * Sees what devices send on its way in, and says in the device's name that it cannot be believed, or can be again: a reading like any
 * other, so that the judge, the log and the pages know of it.
 */
export class FaultWatch implements Intake {
  readonly #o: FaultWatchOptions;
  readonly #known = new Map<string, Sanity>();

  constructor(options: FaultWatchOptions) {
    this.#o = options;
    for (const [id, found] of options.standing) this.#known.set(id, stillFaulty(found, options.clock.now()));
  }

  get waiting(): number {
    return this.#o.intake.waiting;
  }

  accept(arrival: Arrival, done: (error: Error | null) => void): void {
    this.#o.intake.accept(arrival, done);
    const { source, observations, unreadable } = arrival;
    const impossible = unreadable.filter(({ reason }) => impossibleValue.test(reason)).length;
    const before = this.#known.get(source) ?? sane;
    const after = heardSaid(before, { receivedAt: observations[0]?.receivedAt ?? this.#o.clock.now(), observations, impossible });
    if (after === before) return;
    this.#known.set(source, after);
    if (after.faults === before.faults) return;
    for (const cause of after.faults) if (!before.faults.includes(cause)) this.#say(source, cause, 'faulty');
    for (const cause of before.faults) if (!after.faults.includes(cause)) this.#say(source, cause, 'recovered');
  }

  #say(deviceId: string, cause: SeenCause, value: 'faulty' | 'recovered'): void {
    const device = this.#o.machines.device(deviceId);
    if (device === null) return;
    const at = this.#o.clock.now();
    const observation = {
      source: deviceId,
      key: faultKey(cause),
      kind: 'device-fault',
      value,
      observedAt: at,
      receivedAt: at,
      provenance: 'device',
      snapshot: false,
    } as const;
    const { homeId, patientId } = device;
    this.#o.log.warn({ device: deviceId, cause, state: value }, 'what a device sends shows a fault, or that it is over');
    this.#o.intake.accept(
      { source: deviceId, homeId, patientId, observations: [observation], unreadable: [], timeless: [] },
      () => undefined,
    );
  }
}
