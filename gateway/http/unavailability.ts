import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { unavailabilityInput, unavailabilityView } from '../contract/calendars.ts';
import { addUnavailability, removeUnavailability, unavailabilityOfContact } from '../store/unavailability.ts';
import { toUnavailabilityView } from '../views/contact.ts';
import { idInPath, made, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const place = '/api/patients/:id/contacts/:contactId/unavailable';
const oneContact = idInPath.extend({ contactId: z.string().max(200) });

/** Dates on which nothing reaches a contact, and who is asked instead. */
export const unavailabilityRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    place,
    { schema: { tags: ['patients'], params: oneContact, response: { 200: z.array(unavailabilityView), ...refusalsOfOne } } },
    async (request) => (await unavailabilityOfContact(deps.pool, request.params.id, request.params.contactId)).map(toUnavailabilityView),
  );

  app.post(
    place,
    { schema: { tags: ['patients'], params: oneContact, body: unavailabilityInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => {
      const { id, contactId } = request.params;
      return reply.code(201).send({ id: await writing(deps, request, (tx) => addUnavailability(tx, id, contactId, request.body)) });
    },
  );

  app.delete(
    `${place}/:unavailableId`,
    {
      schema: {
        tags: ['patients'],
        params: oneContact.extend({ unavailableId: z.string().max(200) }),
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      const { id, contactId, unavailableId } = request.params;
      await writing(deps, request, (tx) => removeUnavailability(tx, id, contactId, unavailableId));
      return reply.code(204).send(null);
    },
  );
};
