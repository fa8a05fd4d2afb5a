import type { Logger } from 'pino';
import { firstValueFrom, from, of, type SchedulerLike, timeout } from 'rxjs';
import type { DeviceIdentity, MachineRegistry } from '../ports.ts';

export interface UnitsOptions {
  /** Looks one number up, or with null all of them. */
  readonly lookUp: (number: string | null) => Promise<readonly { readonly number: string; readonly deviceId: string }[]>;
  readonly machines: Pick<MachineRegistry, 'device'>;
  /** Real time. */
  readonly scheduler: SchedulerLike;
  readonly log: Pick<Logger, 'warn'>;
}

/** Somebody may be on the floor: longer than this the database is not waited for. */
const patienceMs = 1_000;

/** Which device an alarm unit is, by its number. Those heard of before are known while the database is away. */
export class AlarmUnits {
  readonly #o: UnitsOptions;
  readonly #known = new Map<string, string>();

  private constructor(options: UnitsOptions) {
    this.#o = options;
  }

  static async load(options: UnitsOptions): Promise<AlarmUnits> {
    const units = new AlarmUnits(options);
    units.#learn(await options.lookUp(null));
    return units;
  }

  /** The device; null: not enrolled, revoked, or not known while the database cannot be asked. */
  async find(number: string): Promise<DeviceIdentity | null> {
    const known = this.#device(number);
    if (known !== null) return known;
    this.#known.delete(number);
    const asked$ = from(this.#o.lookUp(number)).pipe(timeout({ first: patienceMs, scheduler: this.#o.scheduler, with: () => of(null) }));
    const found = await firstValueFrom(asked$).catch(() => null);
    if (found === null) this.#o.log.warn('the number of an alarm unit could not be looked up: taken for unknown');
    else this.#learn(found);
    return this.#device(number);
  }

  #device(number: string): DeviceIdentity | null {
    const id = this.#known.get(number);
    return id === undefined ? null : this.#o.machines.device(id);
  }

  #learn(found: Awaited<ReturnType<UnitsOptions['lookUp']>>): void {
    for (const { number, deviceId } of found) this.#known.set(number, deviceId);
  }
}
