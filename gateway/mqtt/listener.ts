import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

export interface MqttListener {
  /** The port in use, also when 0 was asked for. */
  readonly port: number;
  /** Takes no more connections; those it has go on. */
  close(): Promise<void>;
}

/** Acknowledgements are small and must not wait for company. */
export const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 } as const;

/** Listens for MQTT over TCP. Rejects with a sentence that names the setting when the port cannot be had. */
export async function listenMqtt(options: {
  readonly port: number;
  readonly host: string;
  readonly handle: (socket: Socket, remoteAddress: string) => void;
}): Promise<MqttListener> {
  const server = createServer(socketOptions, (socket) => options.handle(socket, socket.remoteAddress ?? ''));
  return openPort(server, options, 'HEARTHLINE_MQTT_PORT');
}

/** Opens the port of a server of the broker's. Rejects with a sentence that names `setting` when it cannot be had. */
export async function openPort(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
  setting: string,
): Promise<MqttListener> {
  server.listen({ port, host, backlog: 4_096 });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = `${host}:${port}`;
    const why =
      code === 'EADDRINUSE'
        ? `another program already listens on ${where}`
        : code === 'EACCES'
          ? `this user may not listen on ${where}`
          : `${where} cannot be listened on (${code})`;
    throw new Error(`MQTT broker: ${why}; choose another port with ${setting}`, { cause: error });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      server.close();
    },
  };
}
