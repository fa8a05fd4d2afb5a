import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/** As GOV.UK Notify documents its callbacks; it may say more, which is ignored. */
const receipt = z
  .object({
    reference: z.string().nullable().describe('Id of the message'),
    status: z.enum(['delivered', 'permanent-failure', 'temporary-failure', 'technical-failure']),
  })
  .meta({ id: 'NotifyReceipt' });
const received = z
  .object({
    source_number: z.string().regex(/^\+?[0-9]{7,15}$/, 'is not a telephone number'),
    message: z.string().max(2_000),
  })
  .meta({ id: 'NotifyReceivedText' });

const words = {
  'permanent-failure': 'the number or address does not exist',
  'temporary-failure': 'the telephone or mailbox could not be reached',
  'technical-failure': 'GOV.UK Notify could not send it',
} as const;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** What GOV.UK Notify tells of messages: their fate, and replies. `delivered` stops nothing; a reply may. */
export const govukNotifyRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { config, report, replied }) => {
  const checkToken = (request: FastifyRequest) => {
    const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (config.notifyCallbackToken === null || token === undefined || !timingSafeEqual(sha256(token), sha256(config.notifyCallbackToken)))
      throw new HttpProblem(401, 'GOV.UK Notify sends the token of its callbacks: Authorization: Bearer …', {
        headers: { 'www-authenticate': 'Bearer realm="Hearthline"' },
      });
  };
  const taken = z.object({ taken: z.string() });

  app.post(
    '/api/govuk-notify/receipts',
    {
      onRequest: async (request) => checkToken(request),
      schema: { tags: ['messages'], summary: 'Delivery receipts of GOV.UK Notify', body: receipt, response: { 200: taken, ...refusals } },
    },
    async ({ body: { reference, status } }) => {
      if (reference === null) return { taken: 'without a reference' };
      if (status === 'delivered') await report(reference, 'delivered', 'GOV.UK Notify says so');
      else await report(reference, 'failed', words[status]);
      return { taken: status };
    },
  );

  app.post(
    '/api/govuk-notify/texts',
    {
      onRequest: async (request) => checkToken(request),
      schema: {
        tags: ['messages'],
        summary: 'Text messages received by GOV.UK Notify',
        body: received,
        response: { 200: taken, ...refusals },
      },
    },
    async ({ body }) => ({ taken: await replied(`+${body.source_number.replace('+', '')}`, body.message) }),
  );
};
