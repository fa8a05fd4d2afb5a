import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isoInstant } from '../contract/messages.ts';
import { clockView, healthView } from '../contract/system.ts';
import { alertHealth } from '../store/health.ts';
import { listQuarantine } from '../store/quarantine.ts';
import { iso } from '../views/instant.ts';
import { refusals } from './answers.ts';
import { basicCredentials, unauthorized } from './basic.ts';
import type { HttpDeps } from './deps.ts';

/** A deadline may be this late, in milliseconds of wall clock, before it counts as overdue. */
const graceMs = 10_000;
/** A database that does not answer a small question within this time is down for whoever asks after our health. */
const patienceMs = 2_000;

const quarantineQuery = z.object({
  before: z.coerce.number().int().optional().describe('Id of the last one of the page before'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
const quarantined = z
  .object({
    id: z.number().int(),
    source: z.string(),
    topic: z.string(),
    reason: z.string(),
    receivedAt: isoInstant,
    payload: z.string().describe('What was sent, as text; bytes that are no UTF-8 are shown as \uFFFD'),
  })
  .meta({ id: 'Quarantined' });

/** The clock of the homes, our health, our figures, and what could not be read. */
export const systemRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { clock, config, pool } = deps;

  app.get('/api/clock', { schema: { tags: ['system'], response: { 200: clockView } } }, async (_, reply) => {
    reply.header('cache-control', 'no-store');
    return {
      now: iso(clock.now()),
      speed: clock.speed,
      demo: config.demo,
      careCentreNumber: config.careCentreNumber,
      training: deps.training !== null,
    };
  });

  app.get('/api/health', { schema: { tags: ['system'], response: { 200: healthView, 503: healthView } } }, async (_, reply) => {
    const alerts = await withinPatience(alertHealth(pool, clock.now(), graceMs * clock.speed));
    const healthy = alerts !== null && alerts.orphans === 0 && !deps.isStalled();
    reply.header('cache-control', 'no-store').code(healthy ? 200 : 503);
    return {
      status: healthy ? ('ok' as const) : ('degraded' as const),
      database: alerts ? ('up' as const) : ('down' as const),
      mqttClients: deps.devices.connectedCount,
      waitingReadings: deps.intake.waiting,
      orphanAlerts: alerts?.orphans ?? 0,
      overdueDeadlines: alerts?.overdue ?? 0,
    };
  });

  app.get(
    '/api/metrics',
    {
      schema: {
        tags: ['system'],
        security: [{ machine: [] }],
        description: 'Prometheus text, for an integration',
      },
    },
    async (request, reply) => {
      const given = basicCredentials(request);
      const machine = given && (await deps.machines.authenticate(given.username, given.secret));
      if (machine?.type !== 'integration') throw unauthorized('An integration signs in with HTTP Basic.');
      return reply
        .type(deps.metrics.contentType)
        .serializer((text: unknown) => String(text))
        .send(await deps.metrics.metrics());
    },
  );

  app.get(
    '/api/quarantine',
    { schema: { tags: ['system'], querystring: quarantineQuery, response: { 200: z.array(quarantined), ...refusals } } },
    async (request) => {
      const rows = await listQuarantine(pool, { before: request.query.before ?? null, limit: request.query.limit });
      return rows.map((row) => ({ ...row, receivedAt: iso(row.receivedAt), payload: row.payload.toString('utf8') }));
    },
  );
};

async function withinPatience<T>(question: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([question.catch(() => null), patience]);
  } finally {
    clearTimeout(timer);
  }
}
