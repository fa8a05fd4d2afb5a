import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export interface MqttListener {
  /** The port in use, also when 0 was asked for. */
  readonly port: number;
  /** Takes no more connections; those it has go on. */
  close(): Promise<void>;
}

/** Listens for MQTT over TCP. Rejects with a sentence that names the setting when the port cannot be had. */
export async function listenMqtt(options: {
  readonly port: number;
  readonly host: string;
  readonly handle: (socket: Socket, remoteAddress: string) => void;
}): Promise<MqttListener> {
  // Acknowledgements are small and must not wait for company.
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }, (socket) =>
    options.handle(socket, socket.remoteAddress ?? ''),
  );
  server.listen({ port: options.port, host: options.host, backlog: 4_096 });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = `${options.host}:${options.port}`;
    const why =
      code === 'EADDRINUSE'
        ? `another program already listens on ${where}`
        : code === 'EACCES'
          ? `this user may not listen on ${where}`
          : `${where} cannot be listened on (${code})`;
    throw new Error(`MQTT broker: ${why}; choose another port with HEARTHLINE_MQTT_PORT`, { cause: error });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
