import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { myPerson } from '../../contract/my.ts';
import { asPerson } from '../../store/as-person.ts';
import { peopleOf } from '../../store/my/people.ts';
import { refusals } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { showsEach } from '../looks.ts';
import type { KnownPeople } from './known-people.ts';
import { languageOf } from './language.ts';
import { toMyPerson } from './status.ts';

/** The people whom a user of the app follows, and themselves. */
export const myPeopleRoutes: FastifyPluginAsyncZod<HttpDeps & { readonly known: KnownPeople }> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/my/people',
    {
      schema: {
        tags: ['my'],
        summary: 'Themselves first, then those whom they follow, with one sentence about each',
        response: { 200: z.array(myPerson), ...refusals },
      },
    },
    async (request) => {
      const person = { userId: userOf(request).id, at: clock.now() };
      const language = languageOf(request);
      const people = await asPerson(pool, person, (db) => peopleOf(db, person.userId, person.at));
      deps.known.remember(person.userId, people);
      const shown = await Promise.all(people.map((one) => toMyPerson(deps, { userId: person.userId, language }, one)));
      // Of whom they may only cheer on goals, the list says nothing but the name.
      showsEach(
        request,
        shown.filter(({ sentence, openAlerts }) => sentence !== null || openAlerts !== null),
      );
      return shown;
    },
  );
};
