import type { FastifyInstance } from 'fastify';
import { HttpProblem } from '../problems.ts';

type Limit = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

/** Throws 429, with when to come again, for whoever asks too often. */
export function tooMany(limit: Limit): void {
  if (!limit.isAllowed && limit.isExceeded)
    throw new HttpProblem(429, 'Too many within a minute. Try again soon.', { headers: { 'retry-after': String(limit.ttlInSeconds) } });
}
