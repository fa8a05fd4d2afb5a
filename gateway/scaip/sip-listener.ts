import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import { type EndpointOptions, longestMessage, SipEndpoint } from './sip-endpoint.ts';
import { SipStream } from './sip-stream.ts';
import { hostPort, type Peer } from './sip-values.ts';

export interface SipListener {
  /** The port in use, the same for UDP and TCP, also when 0 was asked for. */
  readonly port: number;
  close(): Promise<void>;
}
type ListenOptions = Omit<EndpointOptions, 'port'> & { readonly host: string; readonly port: number };

const mostConnections = 2_000;
/** A unit that says nothing for so long has gone. */
const quietMs = 60 * 60_000;
/** Tries to find a port that is free for both. */
const tries = 20;
const pong = Buffer.from('\r\n');

function refusal({ host, port }: ListenOptions, { code }: NodeJS.ErrnoException): string {
  const where = hostPort(host, port);
  if (code === 'EADDRINUSE') return `another program already listens on ${where}`;
  return code === 'EACCES' ? `this user may not listen on ${where}` : `${where} cannot be listened on (${code})`;
}

/** Both sockets on one port. */
async function bind(options: ListenOptions): Promise<{ readonly tcp: Server; readonly udp: UdpSocket; readonly port: number }> {
  for (let left = tries; ; left--) {
    const tcp = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 });
    tcp.maxConnections = mostConnections;
    const udp = createSocket(isIPv6(options.host) ? 'udp6' : 'udp4');
    try {
      tcp.listen({ host: options.host, port: options.port });
      await once(tcp, 'listening');
      const { port } = tcp.address() as { readonly port: number };
      udp.bind({ address: options.host, port });
      await once(udp, 'listening');
      return { tcp, udp, port };
    } catch (error) {
      tcp.close();
      udp.close();
      const { code } = error as NodeJS.ErrnoException;
      if (options.port === 0 && code === 'EADDRINUSE' && left > 1) continue;
      throw new Error(
        `Alarm receiving: ${refusal(options, error as NodeJS.ErrnoException)}; choose another port with HEARTHLINE_SCAIP_PORT`,
        {
          cause: error,
        },
      );
    }
  }
}

/** Listens for SIP over UDP and TCP. Rejects with a sentence that names the setting when the port cannot be had. */
export async function listenSip(options: ListenOptions): Promise<SipListener> {
  const { tcp, udp, port } = await bind(options);
  let closed = false;
  const sockets = new Map<string, Socket>();
  const ofPeer = ({ address, port }: Peer) => hostPort(address, port);
  const endpoint = new SipEndpoint({ ...options, port }, (bytes, peer) => {
    // What was being judged when we were stopped is answered by nobody; the unit asks again.
    if (closed) return;
    if (peer.transport === 'UDP') udp.send(bytes, peer.port, peer.address);
    else sockets.get(ofPeer(peer))?.write(bytes);
  });

  udp.on('error', (error) => options.log.error({ err: error }, 'alarm receiving over UDP'));
  udp.on('message', (bytes: Buffer, from: RemoteInfo) => {
    // Empty lines and zeros keep a way through a router open; they ask for nothing.
    if (bytes.every((byte) => byte === 0 || byte === 0x0d || byte === 0x0a)) return;
    endpoint.datagram(bytes, { transport: 'UDP', address: from.address, port: from.port });
  });

  tcp.on('connection', (socket) => {
    const peer: Peer = { transport: 'TCP', address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    const stream = new SipStream(longestMessage);
    sockets.set(ofPeer(peer), socket);
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(ofPeer(peer)));
    socket.on('data', (chunk: Buffer) => {
      for (const part of stream.push(chunk)) {
        if (part.type === 'ping') socket.write(pong);
        else endpoint.message(part, peer);
      }
      if (stream.broken) socket.end();
    });
  });

  return {
    port,
    async close() {
      closed = true;
      endpoint.close();
      for (const socket of sockets.values()) socket.destroy();
      await Promise.all([new Promise((done) => tcp.close(done)), new Promise<void>((done) => udp.close(done))]);
    },
  };
}
