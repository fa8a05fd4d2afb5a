import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { unavailabilityView } from '../contract/calendars.ts';
import { contactInput } from '../contract/people.ts';
import { addContact, changeContact, contactsOfPatient, removeContact } from '../store/contacts.ts';
import { toUnavailabilityView } from '../views/contact.ts';
import { idInPath, made, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const oneContact = idInPath.extend({ contactId: z.string().max(200) });
const contactView = contactInput.extend({ id: z.string(), unavailable: z.array(unavailabilityView) }).meta({ id: 'ContactView' });

/** Family, friends and neighbours, with the patient's consent to tell them. */
export const contactRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/patients/:id/contacts',
    { schema: { tags: ['patients'], params: idInPath, response: { 200: z.array(contactView), ...refusalsOfOne } } },
    async (request) => {
      const rows = await contactsOfPatient(deps.pool, request.params.id);
      return z.array(contactView).parse(rows.map((row) => ({ ...row, unavailable: row.unavailable.map(toUnavailabilityView) })));
    },
  );

  app.post(
    '/api/patients/:id/contacts',
    { schema: { tags: ['patients'], params: idInPath, body: contactInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) =>
      reply.code(201).send({ id: await writing(deps, request, (tx) => addContact(tx, request.params.id, request.body)) }),
  );

  app.put(
    '/api/patients/:id/contacts/:contactId',
    {
      schema: {
        tags: ['patients'],
        description: 'Replaces everything that is known of the contact.',
        params: oneContact,
        body: contactInput.omit({ id: true }),
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id, contactId } = request.params;
      await writing(deps, request, (tx) => changeContact(tx, id, contactId, request.body));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/patients/:id/contacts/:contactId',
    { schema: { tags: ['patients'], params: oneContact, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => removeContact(tx, request.params.id, request.params.contactId));
      return reply.code(204).send(null);
    },
  );
};
