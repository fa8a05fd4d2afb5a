import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callEvent } from '../contract/calls.ts';
import { problem } from '../contract/system.ts';
import { isSigned } from '../identity/webhook-signature.ts';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/** What a telephone service tells of its calls (docs/voice.md). Only a key that was pressed answers an alert. */
export const voiceRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { clock, voiceKey, called }) => {
  app.removeContentTypeParser('application/json');
  // The signature is over the bytes, so it is looked at before anything reads them.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    const header = request.headers['hearthline-signature'];
    if (!isSigned(typeof header === 'string' ? header : undefined, voiceKey, body, clock.wallNow()))
      throw new HttpProblem(
        401,
        'Hearthline-Signature: the telephone service signs what it sends, with the key that it was given and the time',
        {
          headers: { 'www-authenticate': 'Hearthline-Signature' },
        },
      );
    try {
      return JSON.parse(body.toString()) as unknown;
    } catch (error) {
      throw new HttpProblem(400, 'body: is not JSON', { cause: error });
    }
  });

  app.post(
    '/api/voice/callbacks',
    {
      schema: {
        tags: ['messages'],
        summary: 'What became of telephone calls',
        body: callEvent,
        response: { 200: z.object({ taken: z.string() }), ...refusals, 404: problem.describe('We asked for no such call') },
      },
    },
    async ({ body }) => {
      const taken = await called(body);
      if (taken === null) throw new HttpProblem(404, 'callId: we asked for no such call');
      return { taken };
    },
  );
};
