import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

function refusal(error: unknown, host: string, port: number): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const where = `${host}:${port}`;
  const why =
    code === 'EADDRINUSE'
      ? `another program already listens on ${where}`
      : code === 'EACCES'
        ? `this user may not listen on ${where}`
        : `${where} cannot be listened on (${code ?? message})`;
  return new Error(`HTTP: ${why}; choose another port with HEARTHLINE_HTTP_PORT`, { cause: error });
}

/**
 * Takes the HTTP port before anything is built and keeps it until `release`; who calls meanwhile is hung up on. A taken port so ends
 * the start at once, and port 0 is known early: links in messages and the sign-in hold the public address, and one that ends in
 * port 0 leads nowhere. Rejects with one line naming the setting.
 */
export async function holdHttpPort(config: Config): Promise<{ readonly config: Config; release(): Promise<void> }> {
  const { host, httpPort, publicUrl } = config;
  const holder = createServer((caller) => caller.destroy());
  try {
    holder.listen(httpPort, host);
    await once(holder, 'listening');
  } catch (error) {
    throw refusal(error, host, httpPort);
  }
  const { port } = holder.address() as AddressInfo;
  return {
    config: { ...config, httpPort: port, publicUrl: publicUrl.replace(/:0$/, `:${port}`) },
    async release() {
      if (!holder.listening) return;
      holder.close();
      await once(holder, 'close');
    },
  };
}

/** Opens the HTTP port. Rejects with one line naming the setting. */
export async function listenHttp(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw refusal(error, host, port);
  }
}
