import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localDate } from '../../rules/model/time.ts';
import { givenId } from '../contract/ids.ts';
import { stayCommand, stayInput, stayOffers, stayOffersTaken, wardBoard, wardInput } from '../contract/ward.ts';
import { newId } from '../identity/secret.ts';
import { agreementsOfPatient } from '../store/scenarios.ts';
import type { Db } from '../store/transaction.ts';
import { admit, listWards, newestReadings, openStays, putWard, stayById } from '../store/wards.ts';
import { readingsWithinMs, toWardBoard, vitalSigns } from '../views/ward.ts';
import { commandStay } from '../ward/command.ts';
import { wardZone } from '../ward/due.ts';
import { type Agreed, draftOffers, offersFor } from '../ward/offers.ts';
import { idInPath, made, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const tags = ['virtual wards'];

/** Virtual wards: who is in them, what has to be seen to, and what is decided about a stay. */
export const wardRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock, templates } = deps;

  app.get('/api/wards', { schema: { tags, summary: 'The board of every ward', response: { 200: wardBoard, ...refusals } } }, async () => {
    const at = clock.now();
    const [wards, stays] = await Promise.all([listWards(pool), openStays(pool)]);
    const ids = stays.map(({ patientId }) => patientId);
    return toWardBoard(wards, stays, await newestReadings(pool, ids, vitalSigns, at - readingsWithinMs), at);
  });

  app.put(
    '/api/wards/:id',
    {
      schema: {
        tags,
        summary: 'What it is called, and how many it can look after',
        params: z.object({ id: givenId }),
        body: wardInput,
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => putWard(tx, { id: request.params.id, ...request.body }));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/wards/:id/stays',
    { schema: { tags, summary: 'Admits somebody', params: idInPath, body: stayInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => {
      const { id = newId('stay'), ...stay } = request.body;
      if (stay.targetOn < localDate(wardZone, clock.now())) throw new HttpProblem(422, 'targetOn: that day is over');
      const { name } = userOf(request);
      await writing(deps, request, (tx) => admit(tx, { id, wardId: request.params.id, ...stay }, name));
      return reply.code(201).send({ id });
    },
  );

  app.post(
    '/api/ward-stays/:id/commands',
    {
      schema: {
        tags,
        summary: 'Review, step up or down, another target day, discharge; on the version that was seen',
        params: idInPath,
        body: stayCommand,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { name } = userOf(request);
      await writing(deps, request, (tx) => commandStay(tx, request.params.id, request.body, name));
      return reply.code(204).send(null);
    },
  );

  async function agreedOf(db: Db, patientId: string): Promise<Agreed> {
    const rows = (await agreementsOfPatient(db, patientId)).filter(({ status }) => status !== 'retired' && status !== 'superseded');
    const byTemplate = Map.groupBy(rows, ({ template }) => template);
    return new Map([...byTemplate].map(([template, of]) => [template, of.some(({ status }) => status === 'active') ? 'agreed' : 'draft']));
  }

  async function stayOf(id: string) {
    const stay = await stayById(pool, id);
    if (!stay) throw new HttpProblem(404, 'There is no such stay.');
    return stay;
  }

  app.get(
    '/api/ward-stays/:id/offers',
    {
      schema: {
        tags,
        summary: 'The agreements that belong to the pathway, and which of them there are already',
        params: idInPath,
        response: { 200: stayOffers, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { patientId, pathway } = await stayOf(request.params.id);
      return offersFor(pathway, await agreedOf(pool, patientId), templates);
    },
  );

  app.post(
    '/api/ward-stays/:id/offers',
    {
      schema: {
        tags,
        summary: 'Makes drafts of some',
        params: idInPath,
        body: stayOffersTaken,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const stay = await stayOf(request.params.id);
      await writing(deps, request, async (tx) =>
        draftOffers(tx, stay, request.body.templates, await agreedOf(tx.db, stay.patientId), templates),
      );
      return reply.code(204).send(null);
    },
  );
};
