import { problem } from '../contract/system.ts';
import { weakness } from '../identity/known-passwords.ts';
import { HttpProblem } from './problems.ts';

export const tooWeak = problem.describe('The password is known from breaches, or is close to a name');

/** Throws a 422 about `field` where a password is easily guessed; `about` as in `weakness`. */
export async function refuseWeak(password: string, about: readonly string[], field = 'password'): Promise<void> {
  const why = await weakness(password, about);
  if (why) throw new HttpProblem(422, why, { errors: [{ path: field, message: why }] });
}
