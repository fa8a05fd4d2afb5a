import type { Duplex } from 'node:stream';
import type {} from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { createWebSocketStream, type WebSocket } from 'ws';

interface Options {
  /** The broker's own. */
  readonly handle: (stream: Duplex, remoteAddress: string) => void;
}

/** MQTT over WebSocket (MQTT 3.1.1, chapter 6): binary frames carry the byte stream. The caller closes what is not subprotocol `mqtt`. */
export function handleMqttWebSocket(socket: WebSocket, remoteAddress: string, handle: Options['handle']): void {
  // [MQTT-6.0.0-1] A text frame is no MQTT.
  socket.on('message', (_data, isBinary) => {
    if (!isBinary) socket.close(1003, 'MQTT is sent in binary frames');
  });
  handle(createWebSocketStream(socket), remoteAddress);
}

/** `GET /mqtt` for browsers and apps behind HTTP-only networks. Needs @fastify/websocket on the instance. */
export async function mqttWebSocketRoute(app: FastifyInstance, { handle }: Options): Promise<void> {
  app.get('/mqtt', { websocket: true }, (socket, request) => {
    if (socket.protocol !== 'mqtt') return socket.close(1002, 'subprotocol must be mqtt');
    handleMqttWebSocket(socket, request.ip, handle);
  });
}
