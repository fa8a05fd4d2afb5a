import type { DevicePublisher } from './ports.ts';

/** A port to the broker for those who are made before it: until there is a broker, nobody is connected. */
export function latePublisher(): { readonly port: DevicePublisher; become(publisher: DevicePublisher): void } {
  let publisher: DevicePublisher = {
    publish: async () => undefined,
    takeBack: () => undefined,
    isConnected: () => false,
    connectedCount: 0,
  };
  const port: DevicePublisher = {
    publish: (topic, payload, options) => publisher.publish(topic, payload, options),
    takeBack: (topic, isIt) => publisher.takeBack(topic, isIt),
    isConnected: (deviceId) => publisher.isConnected(deviceId),
    get connectedCount() {
      return publisher.connectedCount;
    },
  };
  return {
    port,
    become(made) {
      publisher = made;
    },
  };
}
