import { z } from 'zod';
import { problem } from '../contract/system.ts';

/** The answers that nearly every route can give besides its own, for the documentation. */
export const refusals = {
  400: problem.describe('The request is not of this shape; `errors` names each field'),
  401: problem.describe('Nobody is signed in'),
  403: problem.describe('The person who is signed in may not do this'),
  429: problem.describe('More requests than one person may make in a minute; try again after Retry-After'),
  503: problem.describe('The database is away; try again after Retry-After'),
} as const;

/** As `refusals`, for what is named in the path. */
export const refusalsOfOne = { ...refusals, 404: problem.describe('There is no such thing') } as const;

/** As `refusalsOfOne`, for a write that what is stored may not allow. */
export const refusalsOfWrite = {
  ...refusalsOfOne,
  409: problem.describe('An id or number is taken'),
  422: problem.describe('A reference leads nowhere, or values do not fit each other'),
} as const;

export const made = z.object({ id: z.string() }).describe('The id that was given, or proposed');
export const idInPath = z.object({ id: z.string().max(500) });
export const page = z.object({
  after: z.string().default('').describe('Id of the last one of the page before'),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});
