import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Observation, observationKinds } from '../../../rules/model/observation.ts';
import { comparedMs, looksOdd } from '../../../rules/model/odd-reading.ts';
import { day } from '../../../rules/model/time.ts';
import { parseReadings } from '../../adapters/hearthline.ts';
import { enteredKinds, myReading, myReadingInput, myReadingQuery, myReadingStored } from '../../contract/my.ts';
import { problem } from '../../contract/system.ts';
import { asPerson } from '../../store/as-person.ts';
import { ownValues, readingsShown, sourcesOf } from '../../store/my/readings.ts';
import { toMyReading } from '../../views/my/reading.ts';
import { wordsIn } from '../../views/my/words.ts';
import { refusalsOfOne, refusalsOfWrite } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { HttpProblem, pathOf } from '../problems.ts';
import { takeIn, unreadableProblem } from '../taking-in.ts';
import { languageOf } from './language.ts';
import { tooMany } from './limit.ts';
import { personInPath, personOf } from './person.ts';

const defaultDays = 28;
/** A queue of a long day without a connection fits; a page that runs in a circle does not. */
const mostPerMinute = 60;

/** Readings of a person: what is known, in plain words, and what they enter by hand. */
export const myReadingRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;
  await app.register(rateLimit, { global: false });
  const entered = app.createRateLimit({ max: mostPerMinute, timeWindow: 60_000, keyGenerator: (request) => userOf(request).id });

  app.get(
    '/api/my/people/:id/readings',
    {
      schema: {
        tags: ['my'],
        summary: 'Newest first, at most 1,000',
        params: personInPath,
        querystring: myReadingQuery,
        response: { 200: z.array(myReading), ...refusalsOfOne },
      },
    },
    async (request) => {
      const { patientId } = await personOf(deps, request, 'see-readings');
      const { kind } = request.query;
      const to = request.query.to ? Date.parse(request.query.to) : clock.now() + 1;
      const from = request.query.from ? Date.parse(request.query.from) : to - defaultDays * day;
      const sources = await sourcesOf(pool, patientId);
      const kinds = kind ? [kind] : enteredKinds;
      const rows = await asPerson(pool, { userId: userOf(request).id, at: clock.now() }, (db) =>
        readingsShown(db, { patientId, sources, kinds, from, to }),
      );
      return rows.map((row) => toMyReading(row, languageOf(request)));
    },
  );

  app.post(
    '/api/my/people/:id/readings',
    {
      schema: {
        tags: ['my'],
        summary: 'One reading, entered by hand',
        description:
          'Answered when it is stored and judged. The same id and time again is the same reading. What looks different from their usual is stored, and a repeat is asked for; what cannot be is refused with its range, and kept aside.',
        params: personInPath,
        body: myReadingInput,
        response: { 200: myReadingStored, ...refusalsOfWrite, 429: problem.describe('Too many readings within a minute') },
      },
    },
    async (request) => {
      const { patientId, homeId } = await personOf(deps, request, 'enter-readings');
      tooMany(await entered(request));
      const receivedAt = clock.now();
      const source = `person:${patientId}`;
      const { id, kind, value, measuredAt } = request.body;
      const sent = { id, kind, value, observedAt: measuredAt };
      const parsed = parseReadings(sent, { source, topic: pathOf(request), receivedAt, provenance: 'manual' });
      const [reading] = parsed.observations;
      await takeIn(deps, { source, homeId: reading ? homeId : null, patientId: reading ? patientId : null, ...parsed });
      if (!reading) throw withRange(unreadableProblem(parsed.unreadable), kind);
      const repeat = (await isOdd(deps, patientId, reading)) ? { text: wordsIn[languageOf(request)].repeat } : null;
      return { stored: true as const, repeat };
    },
  );
};

async function isOdd({ pool }: Pick<HttpDeps, 'pool'>, patientId: string, { kind, value, key, observedAt }: Observation): Promise<boolean> {
  const sources = await sourcesOf(pool, patientId);
  const before = await ownValues(pool, { patientId, sources, kind, from: observedAt - comparedMs, to: observedAt, but: key });
  return looksOdd(kind, value, before);
}

/** What the value could have been, beside what is wrong with it. */
function withRange(refused: HttpProblem, kind: keyof typeof observationKinds): HttpProblem {
  const ranges = rangesOf(z.toJSONSchema(observationKinds[kind].value, { unrepresentable: 'any' }) as Ranged);
  return ranges === '' ? refused : new HttpProblem(refused.status, `${refused.message}. Possible: ${ranges}.`, { errors: refused.errors });
}

interface Ranged {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Ranged>>;
}

function rangesOf({ minimum, maximum, properties = {} }: Ranged): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  return Object.entries(properties)
    .map(([name, part]) => `${name} ${rangesOf(part)}`)
    .join(', ');
}
