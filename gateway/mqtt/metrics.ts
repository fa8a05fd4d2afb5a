import { Counter, Gauge, type Registry } from 'prom-client';

/** Counts of the broker, under `hearthline_mqtt_…`. */
export function createMqttMetrics(registry: Registry) {
  const registers = [registry];
  return {
    connections: new Gauge({ name: 'hearthline_mqtt_connections', help: 'MQTT connections that are signed in', registers }),
    messages: new Counter({ name: 'hearthline_mqtt_messages_total', help: 'MQTT messages received on topics of readings', registers }),
    unreadable: new Counter({
      name: 'hearthline_mqtt_unreadable_total',
      help: 'Readings that could not be read and were kept aside',
      registers,
    }),
    refused: new Counter({
      name: 'hearthline_mqtt_refused_total',
      help: 'What the broker refused: connection (protocol, size), sign-in, publish, subscribe',
      labelNames: ['what'],
      registers,
    }),
    throttled: new Counter({ name: 'hearthline_mqtt_throttled_total', help: 'Times a connection was slowed down for its rate', registers }),
    overflow: new Counter({
      name: 'hearthline_mqtt_slow_subscribers_total',
      help: 'Subscribers cut off because they did not keep up',
      registers,
    }),
  } as const;
}
export type MqttMetrics = ReturnType<typeof createMqttMetrics>;
