import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { forEveryone } from '../../rules/model/agreement.ts';
import { packs } from '../../rules/packs/registry.ts';
import { enrolmentDraft, enrolmentDraftView, scenarioPack } from '../contract/enrolment.ts';
import { givenId } from '../contract/ids.ts';
import { dropEnrolmentDraft, enrolmentDraftsOf, putEnrolmentDraft } from '../store/enrolment-drafts.ts';
import { toPlanInput } from '../views/agreement-terms.ts';
import { iso } from '../views/instant.ts';
import { refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';

const draftInPath = z.object({ id: givenId });

/** What an enrolment begins with: what was entered so far, seen by nobody else, and the packs to choose from. */
export const enrolmentDraftRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { pool, clock, templates }) => {
  app.get(
    '/api/enrolment-drafts',
    { schema: { tags: ['set-up'], summary: 'My own', response: { 200: z.array(enrolmentDraftView), ...refusals } } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const rows = await enrolmentDraftsOf(pool, userOf(request).id);
      // A draft of an earlier version that cannot be read is as if it were not there.
      return rows.flatMap(({ id, updatedAt, content }) => {
        const read = enrolmentDraft.safeParse(content);
        return read.success ? [{ id, updatedAt: iso(updatedAt), content: read.data }] : [];
      });
    },
  );

  app.put(
    '/api/enrolment-drafts/:id',
    { schema: { tags: ['set-up'], params: draftInPath, body: enrolmentDraft, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      await putEnrolmentDraft(pool, userOf(request).id, request.params.id, request.body, clock.now());
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/enrolment-drafts/:id',
    { schema: { tags: ['set-up'], params: draftInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await dropEnrolmentDraft(pool, userOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/scenario-packs',
    { schema: { tags: ['agreements'], summary: 'Agreements that belong together', response: { 200: z.array(scenarioPack), ...refusals } } },
    async () =>
      [...packs.values()].map(({ agreements, ...pack }) => ({
        ...pack,
        agreements: agreements.map(({ template, params = {}, plan, severity = null, asks = [] }) => {
          const { title, needsConsent, needsPatient } = templates.get(template)!;
          return {
            ...{ template, title, params, severity, needsConsent, needsPatient },
            plan: plan ? toPlanInput(plan) : null,
            asks: asks.map(({ param, question }) => ({ param, question })),
            forEveryone: forEveryone.includes(template),
          };
        }),
      })),
  );
};
