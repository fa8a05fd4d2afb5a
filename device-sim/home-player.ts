import type { DeviceCommand } from '../gateway/contract/messages.ts';
import { addDays, type Instant, localDate, minute, wallClockAt } from '../rules/model/time.ts';
import { DevicePlayer, type DevicePlayerOptions } from './device-player.ts';
import type { DeviceCredential } from './devices/client.ts';
import type { BridgeDialectName } from './dialects/bridge-dialects.ts';
import { faultsFor } from './faults.ts';
import { type GatewayAddresses, HomeLines } from './home-lines.ts';
import { dayOf, personDay } from './homes/day.ts';
import { type DeskRequest, deskRequests } from './homes/desk.ts';
import type { HouseEvent, Person, SimDevice, SimHome } from './homes/home.ts';
import { isNightExitOf } from './homes/out-and-about.ts';
import { reactionTo } from './homes/reactions.ts';

export interface HomePlayerOptions extends Omit<DevicePlayerOptions, 'device' | 'zone' | 'outages' | 'connect' | 'heard'> {
  readonly home: SimHome;
  readonly addresses: GatewayAddresses;
  /** Throws when a device has none. */
  readonly credentialOf: (deviceId: string) => DeviceCredential;
  /** Somebody arranges something about the people of this home. */
  readonly arrange: (request: DeskRequest) => void;
}

/** The next day is planned this long before it begins. */
const planAheadMs = 30 * minute;

/** Lives one home's days and lets its people react to what its devices say. */
export class HomePlayer {
  readonly #options: HomePlayerOptions;
  readonly #devices = new Map<string, DevicePlayer>();
  /** What of each part of the plan has not happened yet. */
  readonly #pending = new Map<string, Set<() => void>>();
  readonly #begun = new Set<string>();

  constructor(options: HomePlayerOptions) {
    this.#options = options;
    const { home, faults } = options;
    const lines = new HomeLines({ ...options, introduced: (hubId, dialect) => this.#map(hubId, dialect) });
    for (const device of home.devices) {
      const hasBridge = home.devices.some(({ way }) => way?.type === 'bridge' && way.hubId === device.id);
      this.#devices.set(
        device.id,
        new DevicePlayer({
          ...options,
          device,
          zone: home.zone,
          faults: faultsFor(faults, { isOnRadio: device.way?.type === 'bridge', hasBridge }),
          outages: home.script?.outages.filter(({ deviceId }) => deviceId === device.id) ?? [],
          connect: lines.wayOf(device),
          heard: (command) => this.#hear(device, command),
        }),
      );
    }
  }

  /** The devices, to be connected one after the other. */
  get devices(): readonly DevicePlayer[] {
    return [...this.#devices.values()];
  }

  /** Begins to live at the present time; also after that has jumped and the agenda was cleared. */
  begin(): void {
    const { home, seed, clock } = this.#options;
    const now = clock.now();
    const today = localDate(home.zone, now);
    this.#pending.clear();
    this.#begun.clear();
    const events = [...dayOf(home, seed, addDays(today, -1)), ...dayOf(home, seed, today)].sort((a, b) => a.at - b.at);
    const past = Map.groupBy(
      events.filter((event) => event.at <= now),
      (event) => event.deviceId,
    );
    for (const [id, device] of this.#devices) {
      device.forgetOutages();
      device.remember(past.get(id) ?? [], now);
      for (const date of [addDays(today, -1), today]) device.planOutages(date, now);
    }
    for (const event of events) if (event.at > now) this.#schedule(event);
    this.#planDesk(today, now);
    this.#planTheDayAfter(today);
  }

  async end(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.end()));
  }

  /** Whoever arranges things says which device is which of those that a bridge has told of. */
  #map(hubId: string, dialect: BridgeDialectName): void {
    const { home, arrange } = this.#options;
    for (const { id, way } of home.devices) {
      const body = home.mappings?.find((mapping) => mapping.id === id);
      if (body && way?.type === 'bridge' && way.hubId === hubId && way.dialect === dialect)
        arrange({ method: 'POST', path: `/api/homes/${home.id}/found-devices/map`, body, doneBefore: 409 });
    }
  }

  #planTheDayAfter(date: string): void {
    const { home, seed, agenda } = this.#options;
    const next = addDays(date, 1);
    agenda.at(wallClockAt(home.zone, next, '00:00') - planAheadMs, (at) => {
      for (const event of dayOf(home, seed, next)) this.#schedule(event);
      for (const device of this.devices) device.planOutages(next, at);
      this.#planDesk(next, at);
      this.#planTheDayAfter(next);
    });
  }

  #planDesk(date: string, now: Instant): void {
    const { home, agenda, arrange } = this.#options;
    for (const { at, request } of deskRequests(home, date)) if (at > now) agenda.at(at, () => arrange(request));
  }

  #schedule(event: HouseEvent, then: () => void = () => {}): void {
    const { part } = event;
    const cancel = this.#options.agenda.at(event.at, (at) => {
      if (part !== undefined) {
        this.#pending.get(part)?.delete(cancel);
        this.#begun.add(part);
      }
      this.#devices.get(event.deviceId)?.act(event.act, at);
      then();
    });
    if (part === undefined) return;
    const pending = this.#pending.get(part) ?? new Set();
    this.#pending.set(part, pending.add(cancel));
  }

  /** The night exit that a person is on; null: they are in. */
  #outOn(person: Person): string | null {
    for (const [part, pending] of this.#pending)
      if (pending.size > 0 && this.#begun.has(part) && isNightExitOf(person.index, part)) return part;
    return null;
  }

  #hear(device: SimDevice, command: DeviceCommand): void {
    const { home, seed, clock } = this.#options;
    const at: Instant = clock.now();
    const listeners = home.people.filter((person) => person.devices[device.role] === device.id);
    const person = listeners.find((one) => this.#outOn(one) !== null) ?? listeners[0];
    if (!person) return;
    const day = personDay(home, person, seed, localDate(home.zone, at));
    const reaction = reactionTo(day, { role: device.role, command, at, outOn: this.#outOn(person) });
    if (reaction.callsOff !== null) for (const cancel of this.#pending.get(reaction.callsOff) ?? []) cancel();
    if (reaction.callsOff !== null) this.#pending.delete(reaction.callsOff);
    const done = () => {
      if (command.type === 'request-measurement') this.#devices.get(device.id)?.answerDone(command.id, 'measured');
    };
    reaction.events.forEach((event, i) => {
      this.#schedule(event, i === 0 ? done : undefined);
    });
  }
}
