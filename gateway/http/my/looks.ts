import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../../rules/model/time.ts';
import { myLooksOfDay } from '../../contract/consents.ts';
import { asPerson } from '../../store/as-person.ts';
import { contactsOfPatient } from '../../store/contacts.ts';
import { looksByDay } from '../../store/my/looks.ts';
import { toLooksOfDays } from '../../views/my/looks.ts';
import { refusalsOfOne } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { languageOf } from './language.ts';
import { personInPath, personOf } from './person.ts';

const query = z.object({ days: z.coerce.number().int().min(1).max(366).default(28).describe('How far back') });

/** Who looked at my data. */
export const myLookRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/my/people/:id/looks',
    {
      schema: {
        tags: ['my'],
        summary: 'Who was shown what about the person, by day, in plain words; lists of many people are not in it',
        params: personInPath,
        querystring: query,
        response: { 200: z.array(myLooksOfDay), ...refusalsOfOne },
      },
    },
    async (request) => {
      const { patientId, zone } = await personOf(deps, request, 'see-looks');
      const asking = { userId: userOf(request).id, at: deps.clock.now() };
      const asked = { zone, fromAt: asking.at - request.query.days * day, userId: asking.userId };
      const rows = await asPerson(deps.pool, asking, (db) => looksByDay(db, patientId, asked));
      const contacts = await contactsOfPatient(deps.pool, patientId);
      return toLooksOfDays(rows, new Map(contacts.map(({ id, name }) => [id, name])), languageOf(request));
    },
  );
};
