import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listenMqtt } from '../../gateway/mqtt/listener.ts';

it('names the setting when the port is taken', async () => {
  const first = await listenMqtt({ port: 0, host: '127.0.0.1', handle: (socket) => socket.destroy() });
  await expect(listenMqtt({ port: first.port, host: '127.0.0.1', handle: (socket) => socket.destroy() })).rejects.toThrow(
    `MQTT broker: another program already listens on 127.0.0.1:${first.port}; choose another port with HEARTHLINE_MQTT_PORT`,
  );
  await first.close();
  const again = await listenMqtt({ port: first.port, host: '127.0.0.1', handle: (socket) => socket.destroy() });
  await again.close();
});

it('closing does not wait for those who are connected: the broker ends them', async () => {
  const listener = await listenMqtt({ port: 0, host: '127.0.0.1', handle: () => undefined });
  const device = connect(listener.port, '127.0.0.1');
  await once(device, 'connect');
  await listener.close();
  const late = connect(listener.port, '127.0.0.1');
  expect(await once(late, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
  device.destroy();
});
