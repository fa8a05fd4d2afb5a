import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Problem } from '../contract/system.ts';
import type { HttpProblem } from './problems.ts';

export const fhirType = 'application/fhir+json';

export const operationOutcome = z
  .object({
    resourceType: z.literal('OperationOutcome'),
    issue: z.array(
      z.object({
        severity: z.enum(['error', 'information']),
        code: z.string(),
        diagnostics: z.string(),
        expression: z.array(z.string()).optional().describe('Where, as FHIRPath'),
      }),
    ),
  })
  .meta({ id: 'OperationOutcome' });
export type OperationOutcome = z.infer<typeof operationOutcome>;

/** Codes of http://hl7.org/fhir/issue-type by HTTP status. */
const issueTypes: Readonly<Record<number, string>> = {
  400: 'structure',
  401: 'login',
  403: 'forbidden',
  413: 'too-long',
  422: 'processing',
  503: 'transient',
};

/** `Observation.component.0.code` as FHIRPath has it. */
const fhirPath = (path: string) => path.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');

export function outcomeOf(status: number, faults: NonNullable<Problem['errors']>): OperationOutcome {
  const code = issueTypes[status] ?? 'exception';
  const issue = faults.map(({ path, message }) => ({
    severity: 'error' as const,
    code,
    diagnostics: message,
    ...(path && { expression: [fhirPath(path)] }),
  }));
  return { resourceType: 'OperationOutcome', issue };
}

/** An error answer as FHIR's clients expect it. */
export function sendOutcome(_request: FastifyRequest, reply: FastifyReply, problem: HttpProblem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type(fhirType)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(outcomeOf(problem.status, problem.errors ?? [{ path: '', message: problem.message }]));
}
