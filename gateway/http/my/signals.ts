import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { firstValueFrom, from, map, race, timer } from 'rxjs';
import type { z } from 'zod';
import { clockFaultAheadMs } from '../../../rules/model/observation.ts';
import { day, type Instant } from '../../../rules/model/time.ts';
import { parseReadings } from '../../adapters/hearthline.ts';
import { mySignalInput, mySignalTaken } from '../../contract/my.ts';
import { problem } from '../../contract/system.ts';
import { isDatabaseAway } from '../../store/availability.ts';
import type { MyPersonRow } from '../../store/my/people.ts';
import { wordsIn } from '../../views/my/words.ts';
import { refusalsOfWrite } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { pathOf } from '../problems.ts';
import { takeIn } from '../taking-in.ts';
import type { KnownPeople } from './known-people.ts';
import { languageOf } from './language.ts';
import { tooMany } from './limit.ts';
import { personInPath, personOf } from './person.ts';

/** Pressed again and again by somebody afraid: the first presses have raised the one alert that takes them all. */
const mostPerMinute = 30;
/** A database that has not answered by then counts as away for a call, in milliseconds of wall clock. */
const answersWithinMs = 1_000;

/** "I'm OK" and a call for help: what a button at home says, said by the person's own phone. */
export const mySignalRoutes: FastifyPluginAsyncZod<HttpDeps & { readonly known: KnownPeople }> = async (app, deps) => {
  await app.register(rateLimit, { global: false });
  const pressed = app.createRateLimit({ max: mostPerMinute, timeWindow: 60_000, keyGenerator: (request) => userOf(request).id });

  async function take(request: FastifyRequest, self: MyPersonRow, kind: 'ok' | 'sos'): Promise<void> {
    tooMany(await pressed(request));
    const { id, at } = request.body as z.infer<typeof mySignalInput>;
    const receivedAt = deps.clock.now();
    const source = `person:${self.patientId}`;
    const sent = { id, kind, observedAt: new Date(believable(Date.parse(at), receivedAt)).toISOString() };
    const parsed = parseReadings(sent, { source, topic: pathOf(request), receivedAt, provenance: 'manual' });
    await takeIn(deps, { source, homeId: self.homeId, patientId: self.patientId, ...parsed });
  }

  const schema = { tags: ['my'], params: personInPath, body: mySignalInput };
  const response = { 200: mySignalTaken, ...refusalsOfWrite, 429: problem.describe('Too many within a minute') };

  app.post(
    '/api/my/people/:id/ok',
    {
      schema: {
        ...schema,
        summary: "I'm OK",
        description: 'Stored and judged when it is answered. Clears what was agreed to be cleared by it.',
        response,
      },
    },
    async (request) => {
      await take(request, await personOf(deps, request, 'say-ok'), 'ok');
      return { text: wordsIn[languageOf(request)].okTaken };
    },
  );

  app.post(
    '/api/my/people/:id/help',
    {
      schema: {
        ...schema,
        summary: 'A call for help',
        description:
          'Answered when it is stored and judged. While the database is away people are told all the same, and the answer is 503: say then that help is being called and give the number to ring as well.',
        response,
      },
    },
    async (request) => {
      await take(request, await callerOf(request), 'sos');
      return { text: wordsIn[languageOf(request)].helpTaken };
    },
  );

  /** Who calls: as they asked last, where the database does not say so soon enough. */
  async function callerOf(request: FastifyRequest): Promise<MyPersonRow> {
    const { id } = request.params as z.infer<typeof personInPath>;
    const before = deps.known.self(userOf(request).id, id);
    const reading = personOf(deps, request, 'call-help');
    if (before === null) return await reading;
    const away = reading.catch((error: unknown) => {
      if (isDatabaseAway(error)) return before;
      throw error;
    });
    return await firstValueFrom(race(from(away), timer(answersWithinMs).pipe(map(() => before))));
  }
};

/** A call is never refused for the clock of a phone: what cannot be is taken as said now. */
function believable(at: Instant, receivedAt: Instant): Instant {
  return at > receivedAt + clockFaultAheadMs || at < receivedAt - day ? receivedAt : at;
}
