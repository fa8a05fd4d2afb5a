import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addPatientWithStanding } from '../agreements.ts';
import { patientDetail, patientInput, patientSummary, presenceInput } from '../contract/people.ts';
import { contactsOfPatient } from '../store/contacts.ts';
import { devicesOfPatient } from '../store/device-rows.ts';
import { blindStretches } from '../store/incidents.ts';
import { listPatients, patientById, setPresence } from '../store/patients.ts';
import { agreementsOfPatient } from '../store/scenarios.ts';
import { toPatientDetail, toPatientSummary } from '../views/patient.ts';
import { idInPath, made, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const search = z.object({
  q: z.string().max(200).default('').describe('Part of a name or address, a whole NHS number, or an id; left out: everybody'),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

export const patientRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/patients',
    { schema: { tags: ['patients'], querystring: search, response: { 200: z.array(patientSummary), ...refusals } } },
    async (request) => {
      const now = clock.now();
      return (await listPatients(pool, { ...request.query, now })).map((row) => toPatientSummary(row, now));
    },
  );

  app.post(
    '/api/patients',
    { schema: { tags: ['patients'], body: patientInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) =>
      reply.code(201).send({ id: await writing(deps, request, (tx) => addPatientWithStanding(tx, request.body, deps.templates)) }),
  );

  app.get(
    '/api/patients/:id',
    { schema: { tags: ['patients'], params: idInPath, response: { 200: patientDetail, ...refusalsOfOne } } },
    async (request) => {
      const { id } = request.params;
      const now = clock.now();
      const patient = await patientById(pool, id, now);
      if (!patient) throw new HttpProblem(404, 'There is no such patient.');
      const [contacts, devices, scenarios, blind] = await Promise.all([
        contactsOfPatient(pool, id),
        devicesOfPatient(pool, id, now),
        agreementsOfPatient(pool, id),
        blindStretches(pool, now),
      ]);
      const isConnected = (deviceId: string) => deps.devices.isConnected(deviceId);
      return toPatientDetail(patient, { contacts, devices, scenarios, templates: deps.templates, isConnected, blind }, now);
    },
  );

  app.put(
    '/api/patients/:id/presence',
    { schema: { tags: ['patients'], params: idInPath, body: presenceInput, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      const { mode, untilAt } = request.body;
      const presence = { mode, untilAt: untilAt === null ? null : Date.parse(untilAt) };
      await writing(deps, request, (tx) => setPresence(tx, request.params.id, presence));
      return reply.code(204).send(null);
    },
  );
};
