import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { givenId } from '../contract/ids.ts';
import { serviceImport } from '../contract/services.ts';
import { UnreadableServices } from '../services/read.ts';
import { readServices } from '../services/read-file.ts';
import { importServices } from '../store/services.ts';
import { refusalsOfWrite } from './answers.ts';
import { bytesOf, takeBytes } from './bytes.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

/** Thousands of services with their descriptions. */
const largestFile = 20 * 1_048_576;

/** Files of services, as their sources give them out. */
export const serviceImportRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  takeBytes(app);

  app.put(
    '/api/service-sources/:source',
    {
      bodyLimit: largestFile,
      schema: {
        tags: ['services'],
        description:
          'All that a source tells, as CSV or as Open Referral UK (HSDS-UK 3.0, JSON). It takes the place of what the source told before; while an entry is refused, nothing is withdrawn.',
        consumes: ['text/csv', 'application/json'],
        params: z.object({ source: givenId }),
        body: z.unknown().describe('The file'),
        response: { 200: serviceImport, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const read = readOrRefuse(bytesOf(request.body).toString('utf8'), String(request.headers['content-type']));
      return writing(deps, request, (tx) => importServices(tx, request.params.source, read));
    },
  );
};

function readOrRefuse(text: string, contentType: string) {
  try {
    return readServices(text, contentType.startsWith('application/json') ? 'open-referral' : 'csv');
  } catch (error) {
    if (error instanceof UnreadableServices) throw new HttpProblem(422, `The file ${error.message}`);
    throw error;
  }
}
