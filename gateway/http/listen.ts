import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { freePort } from '../store/postgres-process.ts';

/**
 * Chooses the HTTP port when 0 is asked for, before anything is built: links in messages and the sign-in hold the public address,
 * and one that ends in port 0 leads nowhere.
 */
export async function withHttpPort(config: Config): Promise<Config> {
  if (config.httpPort !== 0) return config;
  const httpPort = await freePort(0);
  return { ...config, httpPort, publicUrl: config.publicUrl.replace(/:0$/, `:${httpPort}`) };
}

/** Opens the HTTP port; answers the one in use, also when 0 was asked for. Rejects with one line naming the setting. */
export async function listenHttp(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = `${host}:${port}`;
    const why =
      code === 'EADDRINUSE'
        ? `another program already listens on ${where}`
        : code === 'EACCES'
          ? `this user may not listen on ${where}`
          : `${where} cannot be listened on (${code ?? (error as Error).message})`;
    throw new Error(`HTTP: ${why}; choose another port with HEARTHLINE_HTTP_PORT`, { cause: error });
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
