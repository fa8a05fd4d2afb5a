import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Broker } from './mqtt/broker.ts';
import { listenMqtt } from './mqtt/listener.ts';
import { listenMqttTls } from './mqtt/tls-listener.ts';
import type { Shutdown } from './shutdown.ts';

export interface MqttPorts {
  readonly mqttPort: number;
  /** null: no TLS. */
  readonly mqttTlsPort: number | null;
}

/** Where devices find the broker: on the host of the public address, over TLS where it is offered. */
export function brokerUrlOf({ publicUrl, mqttPort, mqttTlsPort }: Pick<Config, 'publicUrl' | 'mqttPort' | 'mqttTlsPort'>): string {
  const { hostname } = new URL(publicUrl);
  return mqttTlsPort === null ? `mqtt://${hostname}:${mqttPort}` : `mqtts://${hostname}:${mqttTlsPort}`;
}

/** Opens the broker to the world: over TCP, and over TLS where that is asked for. */
export async function openMqttPorts(
  config: Config,
  { broker, clock, log, shutdown }: { readonly broker: Broker; readonly clock: Clock; readonly log: Logger; readonly shutdown: Shutdown },
): Promise<MqttPorts> {
  const { host, mqttPort, mqttTlsPort, mqttTlsCert, mqttTlsKey } = config;
  const { handle } = broker;
  const plain = await listenMqtt({ port: mqttPort, host, handle });
  shutdown.opened('MQTT port', () => plain.close());
  if (mqttTlsPort === null || mqttTlsCert === null || mqttTlsKey === null) return { mqttPort: plain.port, mqttTlsPort: null };
  const files = { certFile: mqttTlsCert, keyFile: mqttTlsKey };
  const tls = await listenMqttTls({ port: mqttTlsPort, host, files, now: clock.wallNow, log, handle });
  // As ACME clients send it after a renewal.
  process.on('SIGHUP', tls.reload);
  shutdown.opened('MQTT port over TLS', () => {
    process.off('SIGHUP', tls.reload);
    return tls.close();
  });
  return { mqttPort: plain.port, mqttTlsPort: tls.port };
}
