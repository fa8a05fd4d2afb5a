import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import type { Notification } from '../rules/model/effect.ts';
import type { PatientContext } from '../rules/model/patient.ts';
import { type Language, type SpokenHow, spokenHow } from '../rules/model/speech.ts';
import type { Instant } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import type { Broker } from './mqtt/broker.ts';
import { createAskedReadings } from './notify/asked-readings.ts';
import type { MqttChannel } from './notify/channel-mqtt.ts';
import { createDeviceAnswers } from './notify/device-answers.ts';
import type { Notifier } from './notify/notifier.ts';
import type { Committed } from './pipeline/work.ts';
import type { NotificationStore } from './store/notifications.ts';

interface Parts {
  readonly broker: Pick<Broker, 'commandResults$' | 'connections$'>;
  readonly channel: MqttChannel;
  readonly notifier: Pick<Notifier, 'report'>;
  readonly store: NotificationStore;
  readonly committed$: Observable<Committed>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

/**
 * Lets commands hear what concerns them: answers of devices, devices that come back, readings that were asked for. Resolves when those of an
 * earlier process are known; to be called before the broker listens. Rejects without a database.
 */
export async function followCommands({ broker, channel, notifier, store, committed$, clock, log }: Parts): Promise<void> {
  const answered = createDeviceAnswers({ notifier, channel, store, clock, log });
  const askedReadings = createAskedReadings({ channel, notifier, log });
  broker.commandResults$.subscribe(({ deviceId, commandId, result }) => void answered(deviceId, commandId, result));
  broker.connections$.subscribe(({ deviceId, state }) => {
    if (state === 'online') void channel.deviceConnected(deviceId);
  });
  committed$.subscribe(({ readings }) => void askedReadings(readings));
  await channel.load();
}

/** How a device is to speak to its patient, by what the judge knows of both: also while the database is away. */
export function howToSpeak(contextOf: (patientId: string) => PatientContext | undefined, now: () => Instant) {
  return ({ patientId, channel, severity }: Notification, language: Language): SpokenHow => {
    const patient = contextOf(patientId);
    const device = patient?.devices.find((one) => one.id === channel.address);
    return patient ? spokenHow(patient, device, { language, severity }, now()) : {};
  };
}
