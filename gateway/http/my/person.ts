import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MyAction } from '../../contract/my.ts';
import { asPerson } from '../../store/as-person.ts';
import { type MyPersonRow, peopleOf } from '../../store/my/people.ts';
import { mayAct } from '../../views/my/may-act.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { HttpProblem } from '../problems.ts';

export const personInPath = z.object({ id: z.string().max(200) });

/**
 * The person in the path as whoever is signed in stands to them. Throws 404 for somebody of whom they may see nothing, which is told
 * nobody apart from somebody who is not there, and 403 for what is not theirs to do.
 */
export async function personOf(
  { pool, clock }: Pick<HttpDeps, 'pool' | 'clock'>,
  request: FastifyRequest,
  action?: MyAction,
): Promise<MyPersonRow> {
  const { id } = request.params as z.infer<typeof personInPath>;
  const person = { userId: userOf(request).id, at: clock.now() };
  const people = await asPerson(pool, person, (db) => peopleOf(db, person.userId, person.at));
  const found = people.find(({ patientId }) => patientId === id);
  if (!found) throw new HttpProblem(404, 'There is no such person among those you follow.');
  if (action !== undefined && !mayAct(found).includes(action)) throw new HttpProblem(403, 'This is not for you to see or to do.');
  return found;
}
