import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { contactView } from '../contract/contacts.ts';
import { isoInstant } from '../contract/messages.ts';
import { contactInput } from '../contract/people.ts';
import { problem } from '../contract/system.ts';
import { type CodeVerdict, checkByCode, checkByPhone, checkedKinds, codeLifeMs, newCode } from '../store/contact-points.ts';
import { addContact, changeContact, contactsOfPatient, removeContact } from '../store/contacts.ts';
import { toContactView } from '../views/contact.ts';
import { iso } from '../views/instant.ts';
import { idInPath, made, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const oneContact = idInPath.extend({ contactId: z.string().max(200) });
const point = z.strictObject({ kind: z.enum(checkedKinds), address: z.string().min(1).max(320) });
const codeInput = point.meta({ id: 'ContactCodeInput' });
const checkInput = z
  .discriminatedUnion('how', [
    point.extend({ how: z.literal('code'), code: z.string().regex(/^[0-9]{6}$/, 'must be six digits') }),
    point.extend({ how: z.literal('phone') }).describe('Whoever writes this has spoken to them there'),
  ])
  .meta({ id: 'ContactCheckInput' });

/** Family, friends and neighbours, with the patient's consent to tell them. */
export const contactRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/patients/:id/contacts',
    { schema: { tags: ['patients'], params: idInPath, response: { 200: z.array(contactView), ...refusalsOfOne } } },
    async (request) => {
      const rows = await contactsOfPatient(deps.pool, request.params.id);
      return z.array(contactView).parse(rows.map(toContactView));
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

  app.post(
    '/api/patients/:id/contacts/:contactId/codes',
    {
      schema: {
        tags: ['patients'],
        description:
          'Sends a code of six digits there, good for 15 minutes and five tries. They tell it to whoever asks, who writes it to `checks`.',
        params: oneContact,
        body: codeInput,
        response: { 202: z.object({ expiresAt: isoInstant }), ...refusalsOfWrite, 502: problem.describe('The code could not be sent') },
      },
    },
    async (request, reply) => {
      const { id, contactId } = request.params;
      const sentAt = deps.clock.wallNow();
      const { code, contact } = await writing(deps, request, async (tx) => ({
        code: await newCode(tx, id, contactId, request.body, sentAt),
        contact: (await contactsOfPatient(tx.db, id)).find((one) => one.id === contactId)!,
      }));
      const fault = await deps.sendCode({ patientId: id, contact, channel: request.body, code });
      if (fault !== null) throw new HttpProblem(502, `The code could not be sent: ${fault}`);
      return reply.code(202).send({ expiresAt: iso(sentAt + codeLifeMs) });
    },
  );

  app.post(
    '/api/patients/:id/contacts/:contactId/checks',
    {
      schema: {
        tags: ['patients'],
        description: 'A number or address is known to be theirs from now on, and alerts use it.',
        params: oneContact,
        body: checkInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id, contactId } = request.params;
      const { body } = request;
      const verdict = await writing(deps, request, async (tx): Promise<CodeVerdict> => {
        if (body.how === 'code') return checkByCode(tx, id, contactId, body, deps.clock.wallNow());
        await checkByPhone(tx, id, contactId, body);
        return { ok: true };
      });
      if (!verdict.ok) throw wrongCode(verdict.triesLeft);
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

/** A code that is not the one, or is good no more. */
export function wrongCode(triesLeft: number): HttpProblem {
  const message = triesLeft > 0 ? `is not the code; tries left: ${triesLeft}` : 'is no longer good; send a new one';
  return new HttpProblem(422, `code: ${message}`, { errors: [{ path: 'code', message }] });
}
