import type { FastifyInstance } from 'fastify';
import { minute } from '../../rules/model/time.ts';
import { staff } from '../identity/permissions.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/**
 * So many requests a minute for whoever is signed in, wherever they come from: one page that runs in a circle, or one stolen session, does not take
 * the gateway from the others. What machines send is limited by the routes that take it.
 */
export function limitUsers(app: FastifyInstance, { clock, config }: Pick<HttpDeps, 'clock' | 'config'>): void {
  const { staff: mostOfStaff, others } = config.requestsPerMinute;
  let beganAt = clock.wallNow();
  let asked = new Map<string, number>();
  app.addHook('onRequest', async ({ user }) => {
    if (!user) return;
    if (clock.wallNow() - beganAt >= minute) {
      beganAt = clock.wallNow();
      asked = new Map();
    }
    const count = (asked.get(user.id) ?? 0) + 1;
    asked.set(user.id, count);
    if (count <= (staff.includes(user.role) ? mostOfStaff : others)) return;
    const seconds = Math.ceil((beganAt + minute - clock.wallNow()) / 1_000);
    throw new HttpProblem(429, 'Too many requests within a minute. Try again soon.', { headers: { 'retry-after': String(seconds) } });
  });
}
