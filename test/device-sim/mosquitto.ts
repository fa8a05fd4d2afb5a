import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Mosquitto {
  readonly port: number;
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** A real Mosquitto of its own on 127.0.0.1, keeping nothing on disk; on a free port unless one is given. */
export async function startMosquitto(givenPort?: number): Promise<Mosquitto> {
  const port = givenPort ?? (await freePort());
  const directory = await mkdtemp(join(tmpdir(), 'hearthline-mosquitto-'));
  const config = join(directory, 'mosquitto.conf');
  await writeFile(config, [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'max_queued_messages 0', ''].join('\n'));
  const child = spawn('mosquitto', ['-c', config], { stdio: 'ignore', env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
  const exited = once(child, 'exit');
  await Promise.race([
    answering(port),
    exited.then(([code]) => {
      throw new Error(`mosquitto ended with code ${code}`);
    }),
  ]);
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answering(port: number): Promise<void> {
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' });
    try {
      await once(socket, 'connect');
      socket.destroy();
      return;
    } catch {
      await pause(20);
    }
  }
}
