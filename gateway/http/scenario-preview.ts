import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { mergeLayers, type RawParams } from '../../rules/model/layers.ts';
import { day } from '../../rules/model/time.ts';
import { describeAgreement } from '../agreements.ts';
import type { Proposal } from '../backtest/proposals.ts';
import { type BacktestInput, previewResult } from '../contract/backtests.ts';
import { scenarioInput } from '../contract/people.ts';
import { localityLayers, localityOfPatient } from '../store/locality-layers.ts';
import { patientById } from '../store/patients.ts';
import { versionsOfScenario } from '../store/scenarios.ts';
import { idInPath, refusalsOfWrite } from './answers.ts';
import { orBusy } from './backtests.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { oneScenario } from './scenarios.ts';

/** A month's habits, or a season's; short enough to be answered while somebody waits. */
const previewDays = ['28', '90'] as const;
const overDays = z.object({ days: z.enum(previewDays).default('28').describe('Over how many of the last days') });

const terms = scenarioInput.pick({ params: true, plan: true, severity: true });
const previewInput = z
  .union([z.strictObject({ version: z.number().int().min(1).describe('A version that is stored: a draft, or an older one') }), terms])
  .meta({ id: 'PreviewInput' });
const newPreviewInput = terms.extend({ template: z.string() }).meta({ id: 'NewAgreementPreviewInput' });
const response = { 200: previewResult, ...refusalsOfWrite };
const nothingDone = 'Nothing is changed and nobody is told.';

/** What another version of an agreement, or a new one, would have meant: asked before it is put into force. */
export const scenarioPreviewRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  async function lived(patientId: string, proposal: Proposal, { days }: z.output<typeof overDays>) {
    const now = deps.clock.now();
    const [from, to] = [now - Number(days) * day, now].map((at) => new Date(at).toISOString()) as [string, string];
    const input: BacktestInput = { patientId, from, to, scenarios: [proposal], people: 'nobody', answerAfterMinutes: 10, file: null };
    const { report, current, difference } = await orBusy(() => deps.backtests.ask({ type: 'backtest', input }));
    return { report, current, difference };
  }

  /** What terms say to the person, upon what the places around them say. */
  async function inWords(patientId: string, template: string, params: RawParams): Promise<string> {
    const layersOf = await localityLayers(deps.pool, null);
    const around = layersOf(await localityOfPatient(deps.pool, patientId), template);
    const merged = mergeLayers([...around, { source: '', params, plan: null, severity: null }]);
    return describeAgreement({ template, params: merged.params, severity: null }, deps.templates).agreement;
  }

  app.post(
    '/api/patients/:id/scenarios/preview',
    {
      schema: {
        tags: ['agreements'],
        description: `What a new agreement would have done over the last 28 or 90 days, beside what is in force. ${nothingDone}`,
        params: idInPath,
        querystring: overDays,
        body: newPreviewInput,
        response,
      },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await patientById(deps.pool, id, deps.clock.now()))) throw new HttpProblem(404, 'There is no such patient.');
      const result = await lived(id, { ...request.body, replaces: null, beside: true }, request.query);
      return { ...result, agreement: await inWords(id, request.body.template, request.body.params) };
    },
  );

  app.post(
    '/api/patients/:id/scenarios/:scenarioId/preview',
    {
      schema: {
        tags: ['agreements'],
        description: `What other terms, or a stored version, would have done over the last 28 or 90 days, and what is in force did. ${nothingDone}`,
        params: oneScenario,
        querystring: overDays,
        body: previewInput,
        response,
      },
    },
    async (request) => {
      const { id, scenarioId } = request.params;
      const { body } = request;
      const versions = await versionsOfScenario(deps.pool, id, scenarioId);
      const newest = versions[0];
      if (!newest) throw new HttpProblem(404, 'There is no such agreement.');
      if ('version' in body) {
        const result = await lived(id, { scenarioId, version: body.version }, request.query);
        const asked = versions.find(({ version }) => version === body.version)!;
        return { ...result, agreement: describeAgreement(asked, deps.templates).agreement };
      }
      const { template } = newest;
      const inForce = versions.some(({ status }) => status === 'active');
      const result = await lived(id, { ...body, template, replaces: inForce ? scenarioId : null, beside: false }, request.query);
      return { ...result, agreement: await inWords(id, template, body.params) };
    },
  );
};
