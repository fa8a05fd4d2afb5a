import type { Logger } from 'pino';
import { type BloodPressure, type Observation, observationKinds } from '../../rules/model/observation.ts';
import { type VitalKind, vitals, vitalWords } from '../../rules/scenarios/vitals.ts';
import type { MqttChannel } from './channel-mqtt.ts';
import type { Notifier } from './notifier.ts';

interface Deps {
  readonly channel: Pick<MqttChannel, 'askedFor' | 'takeBack'>;
  readonly notifier: Pick<Notifier, 'report'>;
  readonly log: Pick<Logger, 'warn'>;
}

interface Stored {
  readonly observation: Observation;
  readonly patientId: string | null;
}

/** `128/74 mmHg`, `36.9 °C`, `Doses left: 12`. */
function words({ kind, value }: Observation): string {
  if (kind === 'blood-pressure') {
    const { systolicMmHg, diastolicMmHg } = value as BloodPressure;
    return `${systolicMmHg}/${diastolicMmHg} mmHg`;
  }
  if (kind in vitals) return vitalWords(kind as VitalKind, value as number);
  const { label } = observationKinds[kind];
  return typeof value === 'string' || typeof value === 'number' ? `${label}: ${value}` : label;
}

/** A reading that somebody was asked for is the answer to it, by whatever way it came. To be told of readings once they are stored. */
export function createAskedReadings({ channel, notifier, log }: Deps) {
  return async function stored(readings: readonly Stored[]): Promise<void> {
    for (const { observation, patientId } of readings) {
      for (const asked of patientId === null ? [] : channel.askedFor(patientId, observation)) {
        try {
          await notifier.report(asked.id, 'delivered', words(observation));
          await channel.takeBack(asked);
        } catch (error) {
          log.warn({ err: error, notificationId: asked.id }, 'a command whose reading has come could not be called back');
        }
      }
    }
  };
}
