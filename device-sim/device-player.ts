import type { DeviceCommand, Reading } from '../gateway/contract/messages.ts';
import { observationKinds } from '../rules/model/observation.ts';
import { day, type Instant, localDate, second } from '../rules/model/time.ts';
import type { Agenda } from './agenda.ts';
import type { HomeClock } from './clock.ts';
import { catalogue } from './devices/catalogue.ts';
import type { DeviceClient, DeviceClientEvents } from './devices/client.ts';
import { CommandDesk } from './devices/commands.ts';
import type { Act, DeviceBody, DeviceModel, Measured } from './devices/device.ts';
import { type DeviceFaults, type Emission, type FaultName, faultsOf, type Outage } from './faults.ts';
import type { SimDevice } from './homes/home.ts';
import { randomFor } from './random.ts';
import type { SimEvent } from './tally.ts';

export interface DevicePlayerOptions {
  readonly device: SimDevice;
  readonly zone: string;
  readonly seed: number;
  readonly faults: readonly FaultName[];
  /** Besides those that come of its faults. */
  readonly outages: readonly Outage[];
  /** Opens the way by which the device speaks with the gateway. */
  readonly connect: (on: DeviceClientEvents) => DeviceClient;
  readonly clock: HomeClock;
  /** What a device's clock shows when it is `at` in the home. */
  readonly stamp: (at: Instant) => Instant;
  readonly agenda: Agenda;
  readonly on: (event: SimEvent) => void;
  /** A command reached the people for the first time. */
  readonly heard: (command: DeviceCommand) => void;
}

/** A reading message larger than this is split; a day that was kept back has several hundred readings. */
const readingsPerMessage = 200;
/** The level of the battery goes along with every so many heartbeats. */
const heartbeatsPerBatteryLevel = 6;

/** One device in its home: the machine, its connection, its timers and what is wrong with it. */
export class DevicePlayer {
  readonly #options: DevicePlayerOptions;
  readonly #model: DeviceModel;
  readonly #faults: DeviceFaults;
  readonly #desk: CommandDesk;
  readonly #batteryPhase: number;
  readonly #firstContact = Promise.withResolvers<void>();
  #body: DeviceBody;
  #client: DeviceClient | null = null;
  #cancelWake: () => void = () => {};
  #heartbeats = 0;
  #outages: Outage[] = [];
  /** Taken while there was no connection, by a device that keeps what it takes. */
  #kept: Reading[] = [];

  constructor(options: DevicePlayerOptions) {
    const { device, zone, seed, faults } = options;
    this.#options = options;
    this.#model = catalogue[device.role];
    this.#body = this.#model.create();
    this.#desk = new CommandDesk(this.#model);
    this.#batteryPhase = randomFor(seed, device.id, 'battery').next();
    this.#faults = faultsOf(faults, seed, { id: device.id, kind: this.#model.kind, zone, onBattery: this.#model.batteryDays !== null });
  }

  /** Connects; resolves when the broker has answered in one way or the other. */
  connect(): Promise<void> {
    const { device, connect, on } = this.#options;
    const deviceId = device.id;
    this.#client = connect({
      connected: () => {
        on({ type: 'connected', deviceId });
        this.#firstContact.resolve();
        this.#sayState();
      },
      disconnected: () => on({ type: 'disconnected', deviceId }),
      sent: () => on({ type: 'sent', deviceId }),
      acknowledged: () => on({ type: 'acknowledged', deviceId }),
      refused: (reason) => on({ type: 'refused', deviceId, reason }),
      problem: (message) => {
        on({ type: 'problem', deviceId, message });
        this.#firstContact.resolve();
      },
      command: (payload) => this.#obey(payload),
    });
    if (this.#outages.length > 0) {
      this.#client.cut();
      this.#firstContact.resolve();
    }
    return this.#firstContact.promise;
  }

  /** Lives through what happened before now, saying nothing, so that the device is in the right state. */
  remember(past: readonly { readonly at: Instant; readonly act: Act }[], now: Instant): void {
    this.#body = this.#model.create();
    const wakeUntil = (at: Instant) => {
      for (let wakeAt = this.#body.wakeAt; wakeAt !== null && wakeAt <= at; wakeAt = this.#body.wakeAt) this.#body.wake(wakeAt);
    };
    for (const { at, act } of past) {
      wakeUntil(at);
      this.#body.act(act, at);
    }
    wakeUntil(now);
    this.#setWake();
    this.#setHeartbeat(now);
  }

  act(act: Act, at: Instant): void {
    this.#emit(this.#body.act(act, at), at);
    this.#setWake();
  }

  /** Tells the gateway that what it asked for has been done. */
  answerDone(commandId: string, detail: string): void {
    this.#client?.answer(commandId, this.#desk.done(commandId, detail));
  }

  /** Plans the outages that begin on a local date, or have begun and are not over. */
  planOutages(date: string, now: Instant): void {
    const { zone, outages } = this.#options;
    const written = outages.filter(({ fromAt }) => localDate(zone, fromAt) === date);
    for (const outage of [...this.#faults.outages(date), ...written]) {
      if (outage.toAt <= now) continue;
      if (outage.fromAt <= now) this.#lose(outage);
      else this.#options.agenda.at(outage.fromAt, () => this.#lose(outage));
      this.#options.agenda.at(outage.toAt, () => this.#regain(outage));
    }
  }

  /** Forgets outages that were planned in another time. */
  forgetOutages(): void {
    for (const outage of [...this.#outages]) this.#regain(outage);
  }

  async end(): Promise<void> {
    await this.#client?.end();
  }

  #lose(outage: Outage): void {
    this.#outages.push(outage);
    if (this.#outages.length > 1) return;
    this.#options.on({ type: 'lost', deviceId: this.#options.device.id });
    this.#client?.cut();
  }

  #regain(outage: Outage): void {
    this.#outages = this.#outages.filter((other) => other !== outage);
    if (this.#outages.length > 0) return;
    this.#options.on({ type: 'regained', deviceId: this.#options.device.id });
    this.#client?.restore();
    for (let from = 0; from < this.#kept.length; from += readingsPerMessage)
      this.#publish(this.#kept.slice(from, from + readingsPerMessage));
    this.#kept = [];
  }

  #setWake(): void {
    this.#cancelWake();
    const { wakeAt } = this.#body;
    if (wakeAt === null) return;
    this.#cancelWake = this.#options.agenda.at(wakeAt, (at) => {
      this.#emit(this.#body.wake(at), at);
      this.#setWake();
    });
  }

  #setHeartbeat(now: Instant): void {
    const { heartbeatSeconds } = this.#model;
    if (heartbeatSeconds === null) return;
    const everyMs = heartbeatSeconds * second;
    const beat = (at: Instant) => {
      this.#emit([{ kind: 'heartbeat' }], at);
      this.#options.agenda.at(at + everyMs, beat);
    };
    // Where in its interval a device reports has no meaning; homes that all report together would be an artefact.
    this.#options.agenda.at(now + Math.round(randomFor(this.#options.device.id, 'heartbeat').next() * everyMs), beat);
  }

  #sayState(): void {
    if (this.#outages.length > 0) return;
    const at = this.#options.clock.now();
    const state = this.#body.snapshot().map((measured) => ({ ...this.#reading(measured, at, at), snapshot: true }));
    const alive = this.#model.heartbeatSeconds === null ? [] : [this.#reading({ kind: 'heartbeat' }, at, at)];
    if (state.length + alive.length > 0) this.#publish([...state, ...alive]);
  }

  #emit(measured: readonly Measured[], at: Instant): void {
    const emissions = measured.flatMap((one) => this.#faults.distort({ ...one, at, stampedAt: this.#options.stamp(at), delayMs: 0 }));
    const read = (emission: Emission) => this.#reading(emission, emission.at, emission.stampedAt);
    const prompt = emissions.filter((emission) => emission.delayMs === 0).map(read);
    if (prompt.length > 0) this.#send(prompt);
    for (const emission of emissions.filter(({ delayMs }) => delayMs > 0))
      this.#options.agenda.at(at + emission.delayMs, () => this.#send([read(emission)]));
  }

  #send(readings: readonly Reading[]): void {
    if (this.#outages.length === 0) this.#publish(readings);
    else if (this.#outages.every((outage) => outage.keeps)) this.#kept.push(...readings);
  }

  #publish(readings: readonly Reading[]): void {
    this.#client?.publish(readings);
  }

  /** The id tells what was measured when, so that a day that is lived again says the same again. */
  #reading({ kind, value }: Measured, at: Instant, stampedAt: Instant): Reading {
    const { unit } = observationKinds[kind];
    const battery = this.#battery(kind, at);
    return {
      id: `${kind}-${at.toString(36)}`,
      kind,
      observedAt: new Date(stampedAt).toISOString(),
      ...(value === undefined ? {} : { value }),
      ...(unit === null ? {} : { unit }),
      ...(battery === null ? {} : { battery }),
    };
  }

  #battery(kind: Measured['kind'], at: Instant): number | null {
    const { batteryDays, heartbeatSeconds } = this.#model;
    if (batteryDays === null) return null;
    const due = heartbeatSeconds === null || (kind === 'heartbeat' && this.#heartbeats++ % heartbeatsPerBatteryLevel === 0);
    if (!due) return null;
    const age = (at / day / batteryDays + this.#batteryPhase) % 1;
    return this.#faults.batteryPercent(at) ?? Math.round(100 - age * 85);
  }

  #obey(payload: string): void {
    const { clock, on, heard, device } = this.#options;
    try {
      const answer = this.#desk.take(payload, clock.now());
      this.#client?.answer(answer.commandId, answer.result);
      if (answer.heard) {
        on({ type: 'prompt', deviceId: device.id, commandId: answer.commandId, text: answer.heard.text ?? '' });
        heard(answer.heard);
      }
    } catch (error) {
      on({
        type: 'problem',
        deviceId: device.id,
        message: `command not understood: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
}
