import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { advise } from '../../rules/answering/advise.ts';
import { questionsFor } from '../../rules/answering/questions.ts';
import { scriptFor } from '../../rules/answering/scripts.ts';
import { adviceInput, adviceView, answeringRecord, answeringView, contactToCall } from '../contract/answering.ts';
import { contactsOfPatient } from '../store/contacts.ts';
import { addFollowUp } from '../store/follow-ups.ts';
import { numbersOf, unavailableAt } from '../views/contact.ts';
import { alertOr404, loadAnswering, readingsFor } from './answering-loaded.ts';
import { followUpOfCall, keep, toRecorded } from './answering-record.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const path = '/api/alerts/:id/answering';

/** Answering an alert by its call script: what comes next, what was done, and the advice on the level of care. */
export const answeringRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    path,
    {
      schema: {
        tags: ['answering'],
        summary: 'How an alert is being answered: the script, what was recorded by whom, what comes next',
        params: idInPath,
        response: { 200: answeringView, ...refusalsOfOne },
      },
    },
    ({ params }) => loadAnswering(deps, params.id),
  );

  app.post(
    `${path}/advice`,
    {
      schema: {
        tags: ['answering'],
        summary: 'The level of care that these answers and the known readings ask for; nothing is recorded',
        params: idInPath,
        body: adviceInput,
        response: { 200: adviceView, ...refusalsOfOne },
      },
    },
    async ({ params, body }) => {
      const alert = await alertOr404(deps, params.id);
      const questions = questionsFor(scriptFor(alert.template).id);
      const { level, reasons } = advise({ questions, answers: body.answers, readings: await readingsFor(deps, alert) }, deps.clock.now());
      return { level, reasons: [...reasons] };
    },
  );

  app.post(
    `${path}/records`,
    {
      schema: {
        tags: ['answering'],
        summary: 'What somebody who answers has done; appended to the timeline of the alert, the same record twice once',
        params: idInPath,
        body: answeringRecord,
        response: { 200: answeringView, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const { id } = request.params;
      const alert = await alertOr404(deps, id);
      const user = userOf(request);
      const stored = await keep(deps, alert, actorOf(user), await toRecorded(deps, alert, request.body));
      const due = followUpOfCall(stored);
      if (due) {
        const followUp = { ...due, id: `call-${stored.id}`, patientId: alert.patientId, alertId: id, owner: user.name, teamId: null };
        await writing(deps, request, (tx) => addFollowUp(tx, followUp));
        deps.toldPeople(alert.patientId);
      }
      return await loadAnswering(deps, id);
    },
  );

  app.get(
    '/api/alerts/:id/contacts',
    {
      schema: {
        tags: ['answering'],
        summary: 'The contacts in the order in which they are called, with their numbers, while the alert is not closed',
        params: idInPath,
        response: { 200: z.array(contactToCall), ...refusalsOfWrite },
      },
    },
    async ({ params }) => {
      const alert = await alertOr404(deps, params.id);
      if (alert.status === 'closed') throw new HttpProblem(409, 'This alert is closed: nobody is to be called about it.');
      const now = deps.clock.now();
      return (await contactsOfPatient(deps.pool, alert.patientId)).map((contact) => ({
        id: contact.id,
        name: contact.name,
        relationship: contact.relationship,
        order: contact.order,
        mayBeTold: contact.mayBeTold,
        unavailable: unavailableAt(contact, now),
        numbers: contact.mayBeTold ? numbersOf(contact) : [],
      }));
    },
  );
};
