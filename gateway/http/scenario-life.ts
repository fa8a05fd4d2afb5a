import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { activate, pause, toRecorded, withdraw } from '../agreement-life.ts';
import { agreementHistory, dropInput, pauseInput, recordInput, withdrawInput, withdrawnResult } from '../contract/agreements.ts';
import { approveScenario, dropScenario, resumeScenario, retireScenario } from '../store/scenario-life.ts';
import { eventsOfScenario, versionsOfScenario } from '../store/scenarios.ts';
import { toAgreementHistory } from '../views/agreement-history.ts';
import { refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { madeVersion, oneScenario } from './scenarios.ts';
import { writing } from './writing.ts';

const url = '/api/patients/:id/scenarios/:scenarioId';
const about = { tags: ['agreements'], params: oneScenario };
const moved = { 200: madeVersion, ...refusalsOfWrite };

/** The way of a version: draft, approved, active, paused, retired. What its status does not allow answers 409. */
export const scenarioLifeRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { templates } = deps;

  app.post(`${url}/approve`, { schema: { ...about, body: recordInput, response: moved } }, async (request) => {
    const { id, scenarioId } = request.params;
    const given = { ...toRecorded(request.body), approvedBy: userOf(request).name };
    return await writing(deps, request, (tx) => approveScenario(tx, id, scenarioId, given));
  });

  app.post(`${url}/activate`, { schema: { ...about, body: recordInput, response: moved } }, async (request) => {
    const { id, scenarioId } = request.params;
    return await writing(deps, request, (tx) => activate(tx, id, scenarioId, toRecorded(request.body), templates));
  });

  app.post(`${url}/pause`, { schema: { ...about, body: pauseInput, response: moved } }, async (request) => {
    const { id, scenarioId } = request.params;
    const { untilAt, reason } = request.body;
    const asked = { untilAt: Date.parse(untilAt), reason };
    return await writing(deps, request, (tx) => pause(tx, id, scenarioId, asked, templates));
  });

  app.post(`${url}/resume`, { schema: { ...about, response: moved } }, async (request) => {
    const { id, scenarioId } = request.params;
    return await writing(deps, request, (tx) => resumeScenario(tx, id, scenarioId));
  });

  app.post(
    `${url}/withdraw-consent`,
    { schema: { ...about, body: withdrawInput, response: { 200: withdrawnResult, ...refusalsOfWrite } } },
    async (request) => {
      const { id, scenarioId } = request.params;
      return await writing(deps, request, (tx) => withdraw(tx, id, scenarioId, request.body, templates));
    },
  );

  app.post(`${url}/drop`, { schema: { ...about, body: dropInput, response: moved } }, async (request) => {
    const { id, scenarioId } = request.params;
    return await writing(deps, request, (tx) => dropScenario(tx, id, scenarioId, request.body.version));
  });

  app.post(`${url}/retire`, { schema: { ...about, response: moved } }, async (request) => {
    const { id, scenarioId } = request.params;
    return await writing(deps, request, (tx) => retireScenario(tx, id, scenarioId));
  });

  app.get(`${url}/versions`, { schema: { ...about, response: { 200: agreementHistory, ...refusalsOfOne } } }, async (request) => {
    const { id, scenarioId } = request.params;
    const versions = await versionsOfScenario(deps.pool, id, scenarioId);
    if (versions.length === 0) throw new HttpProblem(404, 'There is no such agreement.');
    return toAgreementHistory(versions, await eventsOfScenario(deps.pool, id, scenarioId), templates, deps.clock.now());
  });
};
