import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../contract/system.ts';
import { isDatabaseAway } from '../store/availability.ts';
import { Refusal } from '../store/refusal.ts';
import type { HttpDeps } from './deps.ts';

/** An error answer (RFC 9457) as a route throws it. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly errors: Problem['errors'];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail: string,
    more: { readonly errors?: Problem['errors']; readonly headers?: Readonly<Record<string, string>>; readonly cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.status = status;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

/** Seconds after which it is worth trying again while the database is away. */
const retryAfter = { 'retry-after': '5' };

/** Not possible now, and perhaps soon. */
export const awayProblem = (detail: string, cause?: unknown) => new HttpProblem(503, detail, { headers: retryAfter, cause });

export const problemType = 'application/problem+json';

/** The body of an error answer. `instance` is the path that was asked for, without its query. */
export function problemBody(request: FastifyRequest, status: number, detail: string, errors?: Problem['errors']): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: 'about:blank', title, status, detail, instance: pathOf(request), ...(errors && { errors }) };
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}

const refusalStatus = { 'not-found': 404, conflict: 409, invalid: 422 } as const;

/** Every error as a problem, sent with `send`; what nobody expected is logged, and its text stays here. */
export function handleErrors(app: FastifyInstance, log: HttpDeps['log'], send: typeof sendProblem = sendProblem): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error);
    if (problem.status >= 500)
      log.error({ err: problem.cause ?? error, method: request.method, route: request.routeOptions.url }, 'request failed');
    return send(request, reply, problem);
  });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: HttpProblem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type(problemType)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemBody(request, problem.status, problem.message, problem.errors));
}

function asProblem(error: FastifyError): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Refusal)
    return new HttpProblem(refusalStatus[error.kind], error.field ? `${error.field}: ${error.message}` : error.message, {
      errors: [...error.issues],
    });
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'body';
    const errors = error.validation.map((one) => ({ path: pathInWords(where, one.instancePath), message: one.message ?? 'is wrong' }));
    return new HttpProblem(400, errors.map(({ path, message }) => `${path}: ${message}`).join('; '), { errors });
  }
  if (isDatabaseAway(error)) return awayProblem('The database is away; nothing was changed. Try again in a few seconds.', error);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new HttpProblem(error.statusCode, error.message);
  return new HttpProblem(500, 'Something went wrong on our side; it has been logged.', { cause: error });
}

/** `/contacts/0/name` of a body is `contacts.0.name`; a fault of the whole body is `body`. */
function pathInWords(where: string, pointer: string): string {
  const path = pointer.split('/').filter(Boolean).join('.');
  if (where === 'body') return path || 'body';
  return path || where;
}
