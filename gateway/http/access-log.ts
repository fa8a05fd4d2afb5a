import type { FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';

/** One line a request: its route, never the address that was asked for (queries name people, links hold tokens), never a body. */
export function logAccess(app: FastifyInstance, log: HttpDeps['log']): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });
}
