import type { FastifyInstance } from 'fastify';

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
