import type { FastifyInstance } from 'fastify';
import { HttpProblem } from './problems.ts';

/** Refuses bodies with U+0000 or half a surrogate pair anywhere: PostgreSQL has no text for them. */
export function refuseUnstorableText(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    const path = unstorable(request.body, '') ?? unstorable(request.query, 'querystring') ?? unstorable(request.params, 'path');
    if (path === null) return;
    const message = 'contains U+0000 or half a surrogate pair';
    throw new HttpProblem(400, `${path}: ${message}`, { errors: [{ path, message }] });
  });
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
