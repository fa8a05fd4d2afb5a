import type { z } from 'zod';
import type { ParsedReadings } from '../adapters/elements.ts';
import { parseReadings } from '../adapters/hearthline.ts';
import { parseTelemetry } from '../adapters/thingsboard.ts';
import type { Clock } from '../clock.ts';
import { type CommandResult, commandResult, deviceStatus } from '../contract/messages.ts';
import { parseDeviceTopic, telemetryTopic } from '../contract/topics.ts';
import type { Arrival, DeviceIdentity, HubMessages, HubPublication, Intake, MachineRegistry, Unreadable } from '../ports.ts';
import type { MqttMetrics } from './metrics.ts';

interface Options {
  readonly registry: MachineRegistry;
  readonly intake: Intake;
  readonly hubs: HubMessages;
  readonly clock: Clock;
  readonly metrics: MqttMetrics;
  /** To a device, what of its message could not be read. */
  readonly tell: (deviceId: string, topic: string, reason: string) => void;
  readonly onStatus: (deviceId: string, state: 'online' | 'offline') => void;
  readonly onCommandResult: (deviceId: string, commandId: string, result: CommandResult) => void;
}

interface Message {
  readonly senderId: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly isLastWill: boolean;
}

type Done = (error: Error | null) => void;

/** One message may hold a thousand faults; a device is told of the first few, all are kept. */
const maxTold = 10;

/** What messages on `hearthline/v1/…` mean to the gateway. */
export class OwnTopics {
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
  }

  /** Understands a message of `senderId` on any topic. `done(null)` when it may be acknowledged; with an error it must not be. */
  take({ senderId, topic, payload, isLastWill }: Message, done: Done): void {
    if (topic === telemetryTopic) return this.takeTelemetry(senderId, payload, done);
    const meaning = parseDeviceTopic(topic);
    if (meaning === null) return done(null);
    const { deviceId } = meaning;
    switch (meaning.kind) {
      case 'observations':
        return this.takeReadings(senderId, deviceId, topic, payload, done);
      case 'status': {
        const status = this.read(deviceStatus, payload);
        if ('fault' in status) return this.setAside(deviceId, topic, payload, status.fault, done);
        // The end of a connection is known by itself; and the device may have come back on another.
        if (!isLastWill) this.options.onStatus(deviceId, status.value.state);
        return done(null);
      }
      case 'command-result': {
        const result = this.read(commandResult, payload);
        if ('fault' in result) return this.setAside(deviceId, topic, payload, result.fault, done);
        this.options.onCommandResult(deviceId, meaning.commandId, result.value);
        return done(null);
      }
      case 'other':
        if (this.options.registry.device(deviceId)?.kind !== 'hub') return done(null);
        return this.takeOfHub({ hubId: deviceId, topic, payload, isLastWill }, done);
      default:
        return done(null);
    }
  }

  private takeReadings(senderId: string, deviceId: string, topic: string, payload: Buffer, done: Done): void {
    const { registry, clock, metrics } = this.options;
    metrics.messages.inc();
    const device = registry.device(deviceId);
    if (device === null) {
      // Its credential was revoked a moment ago; or an integration speaks for a device that nobody has enrolled.
      if (senderId === deviceId) return done(new Error('the device is no longer known'));
      return this.setAside(deviceId, topic, payload, `device ${deviceId} is not enrolled`, done, senderId);
    }
    const provenance = device.kind === 'app' ? 'app' : 'device';
    this.storeOf(device, parseReadings(payload, { source: deviceId, topic, receivedAt: clock.now(), provenance }), done);
  }

  /** What a device made for ThingsBoard sends; an integration has no such topic. */
  private takeTelemetry(deviceId: string, payload: Buffer, done: Done): void {
    const { registry, clock, metrics } = this.options;
    metrics.messages.inc();
    const device = registry.device(deviceId);
    if (device === null) return done(new Error('the device is no longer known'));
    const origin = { source: deviceId, topic: telemetryTopic, receivedAt: clock.now(), provenance: 'device' } as const;
    this.storeOf(device, parseTelemetry(payload, origin, device.kind), done);
  }

  private storeOf({ id, homeId, patientId }: DeviceIdentity, { observations, timeless, unreadable }: ParsedReadings, done: Done): void {
    // Nothing that could be judged: nobody's home.
    const isEmpty = observations.length === 0;
    const whose = { homeId: isEmpty ? null : homeId, patientId: isEmpty ? null : patientId };
    this.store({ source: id, ...whose, observations, unreadable, timeless }, done);
  }

  private takeOfHub(publication: HubPublication, done: Done): void {
    const { hubs, metrics, tell } = this.options;
    metrics.messages.inc();
    hubs.take(publication, (error, faults) => {
      metrics.unreadable.inc(faults.length);
      for (const fault of faults.slice(0, maxTold)) tell(publication.hubId, publication.topic, fault);
      done(error);
    });
  }

  private setAside(deviceId: string, topic: string, payload: Buffer, reason: string, done: Done, source = deviceId): void {
    const unreadable: Unreadable = { topic, payload: Buffer.from(payload), reason };
    this.store({ source, homeId: null, patientId: null, observations: [], unreadable: [unreadable], timeless: [] }, done);
  }

  private store(arrival: Arrival, done: Done): void {
    const { unreadable } = arrival;
    this.options.intake.accept(arrival, (error) => {
      if (error === null && unreadable.length > 0) {
        this.options.metrics.unreadable.inc(unreadable.length);
        for (const { topic, reason } of unreadable.slice(0, maxTold)) this.options.tell(arrival.source, topic, reason);
      }
      done(error);
    });
  }

  private read<T>(schema: z.ZodType<T>, payload: Buffer): { readonly value: T } | { readonly fault: string } {
    let json: unknown;
    try {
      json = JSON.parse(payload.toString('utf8'));
    } catch {
      return { fault: 'payload: is not JSON' };
    }
    const result = schema.safeParse(json);
    if (result.success) return { value: result.data };
    const issue = result.error.issues[0];
    return { fault: `${issue?.path.join('.') || 'payload'}: ${issue?.message}` };
  }
}
