import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hour } from '../../../rules/model/time.ts';
import { isoInstant } from '../../contract/messages.ts';
import { myCheckInput, myCodeInput, myWays, myWaysInput } from '../../contract/my-ways.ts';
import { problem } from '../../contract/system.ts';
import { checkByCode, codeLifeMs, newCode } from '../../store/contact-points.ts';
import { contactsOfPatient } from '../../store/contacts.ts';
import { changeWays, waysOfContact } from '../../store/my/ways.ts';
import { iso } from '../../views/instant.ts';
import { refusalsOfOne, refusalsOfWrite } from '../answers.ts';
import { wrongCode } from '../contacts.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { HttpProblem } from '../problems.ts';
import { writing } from '../writing.ts';
import { tooMany } from './limit.ts';
import { personInPath, personOf } from './person.ts';

const place = '/api/my/people/:id/ways';
/** Whoever enters numbers that are not theirs has strangers written to, and telephone calls cost. */
const codesPerHour = 6;

/** By which numbers and addresses a contact is reached, and how much is said there: their own to see and to change. */
export const myWayRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  await app.register(rateLimit, { global: false });
  const codes = app.createRateLimit({ max: codesPerHour, timeWindow: hour, keyGenerator: (request) => userOf(request).id });

  const contactOf = async (request: FastifyRequest): Promise<string> => {
    const { contactId } = await personOf(deps, request);
    if (contactId === null) throw new HttpProblem(403, 'This is for contacts.');
    return contactId;
  };

  app.get(
    place,
    {
      schema: {
        tags: ['my'],
        summary: 'Their own numbers and addresses, in the order in which they are tried',
        params: personInPath,
        response: { 200: myWays, ...refusalsOfOne },
      },
    },
    async (request) => await waysOfContact(deps.pool, request.params.id, await contactOf(request)),
  );

  app.put(
    place,
    {
      schema: {
        tags: ['my'],
        summary: 'Replaces their own numbers and addresses; a new one is used once a code from there has come back',
        description: 'The last one that was checked stays until another one is.',
        params: personInPath,
        body: myWaysInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const contactId = await contactOf(request);
      await writing(deps, request, (tx) => changeWays(tx, request.params.id, contactId, request.body));
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${place}/codes`,
    {
      schema: {
        tags: ['my'],
        summary: 'Sends a code of six digits there, good for 15 minutes and five tries',
        params: personInPath,
        body: myCodeInput,
        response: {
          202: z.object({ expiresAt: isoInstant }),
          ...refusalsOfWrite,
          429: problem.describe('Six codes within an hour'),
          502: problem.describe('The code could not be sent'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const contactId = await contactOf(request);
      tooMany(await codes(request));
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
    `${place}/checks`,
    {
      schema: {
        tags: ['my'],
        summary: 'The code that was sent there: alerts use the number or address from now on',
        params: personInPath,
        body: myCheckInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const contactId = await contactOf(request);
      const { way, code } = request.body;
      const verdict = await writing(deps, request, (tx) =>
        checkByCode(tx, request.params.id, contactId, { ...way, code }, deps.clock.wallNow()),
      );
      if (!verdict.ok) throw wrongCode(verdict.triesLeft);
      return reply.code(204).send(null);
    },
  );
};
