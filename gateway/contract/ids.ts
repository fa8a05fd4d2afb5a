import { z } from 'zod';

export const name = z.string().trim().min(1).max(200);
/** Ids are made by the server; a caller may propose its own. */
export const givenId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
export const ownId = givenId.optional();
