import type { FastifyInstance } from 'fastify';
import { HttpProblem } from './problems.ts';

/** Nothing that is asked for is deeper than a dozen levels; what is much deeper would overflow the stack of whoever walks through it. */
const deepest = 64;

/** Refuses bodies that are nested too deep, and those with U+0000 or half a surrogate pair anywhere: PostgreSQL has no text for them. */
export function refuseUnstorableText(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (isDeeper(request.body, deepest)) throw new HttpProblem(400, `The body is nested more than ${deepest} levels deep.`);
    const path = unstorable(request.body, '') ?? unstorable(request.query, 'querystring') ?? unstorable(request.params, 'path');
    if (path === null) return;
    const message = 'contains U+0000 or half a surrogate pair';
    throw new HttpProblem(400, `${path}: ${message}`, { errors: [{ path, message }] });
  });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function unstorable(value: unknown, path: string): string | null {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? null : path || 'body';
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = unstorable(key, `${path}.(a name)`) ?? unstorable(item, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
