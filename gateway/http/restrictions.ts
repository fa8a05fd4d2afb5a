import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { reasonHeader, recordReason, restrictionView } from '../contract/records.ts';
import { isDatabaseAway } from '../store/availability.ts';
import {
  auditRestrictedRead,
  type Concerned,
  liftRestriction,
  listRestrictions,
  restrict,
  restrictedPerson,
} from '../store/restrictions.ts';
import { iso } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { type WritingDeps, writing } from './writing.ts';

const kinds: Readonly<Record<string, Concerned>> = {
  patients: 'patient',
  people: 'patient',
  alerts: 'alert',
  devices: 'device',
  'equipment-items': 'item',
  'response-jobs': 'visit',
};
const lifting = '/api/patients/:id/restriction/lift';
const exporting = 'POST /api/patients/:id/exports';

/** Whom a request is about: by its path, or by the `patientId` that it names. */
function concerned(request: FastifyRequest): readonly (readonly [Concerned, string])[] {
  const [, resource] = /^\/api\/(?:my\/)?([^/]+)\/:id(?:\/|$)/.exec(request.routeOptions.url ?? '') ?? [];
  const kind = resource === undefined ? undefined : kinds[resource];
  const named = [request.query, request.body].map((part) => (part as { patientId?: unknown } | null | undefined)?.patientId);
  return [
    ...(kind ? [[kind, (request.params as { id: string }).id] as const] : []),
    ...named.filter((id) => typeof id === 'string').map((id) => ['patient', id] as const),
  ];
}

/**
 * A closed record is shown to nobody and changed by nobody. A manager who says why may read it, and have a copy; each time is in the audit.
 * While the database is away what is shown comes from the judge's memory, which holds nothing of closed records.
 */
export function refuseRestricted(app: FastifyInstance, deps: WritingDeps): void {
  app.addHook('preHandler', async (request) => {
    const route = request.routeOptions.url ?? '';
    if (!request.user || route === lifting) return;
    for (const [kind, id] of concerned(request)) {
      const patientId = await restrictedPerson(deps.pool, kind, id).catch((error: Error) => {
        if (isDatabaseAway(error)) return null;
        throw error;
      });
      if (patientId === null) continue;
      const reads = request.method === 'GET' || `${request.method} ${route}` === exporting;
      const reason = request.headers[reasonHeader];
      const says = typeof reason === 'string' && reason.trim().length > 2 && reason.length <= 500;
      if (request.user.role !== 'manager' || !reads || !says)
        throw new HttpProblem(403, `This record is restricted. A manager may read it with a reason (header ${reasonHeader}).`);
      await writing(deps, request, (tx) => auditRestrictedRead(tx, patientId, route, reason.trim()));
    }
  });
}

const reasonInput = z.strictObject({ reason: recordReason.describe('Why; it stands in the audit') }).meta({ id: 'RestrictionReason' });
/** Records that are closed, and how they are closed and opened. */
export const restrictionRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const tags = ['patients'];

  app.get(
    '/api/restrictions',
    { schema: { tags, summary: 'Records that are closed, newest first', response: { 200: z.array(restrictionView), ...refusals } } },
    async () => (await listRestrictions(deps.pool)).map((row) => ({ ...row, setAt: iso(row.setAt) })),
  );

  app.post(
    '/api/patients/:id/restriction',
    {
      schema: {
        tags,
        summary: 'Close the record of a person whose care has ended: what is erased where the care record must be kept',
        params: idInPath,
        body: reasonInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => restrict(tx, request.params.id, request.body.reason));
      return reply.code(204).send(null);
    },
  );

  app.post(
    lifting,
    {
      schema: {
        tags,
        summary: 'Open a closed record again',
        params: idInPath,
        body: reasonInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => liftRestriction(tx, request.params.id, request.body.reason));
      return reply.code(204).send(null);
    },
  );
};
