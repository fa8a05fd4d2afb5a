import { z } from 'zod';
import { isoInstant } from './messages.ts';
import { roles } from './relations.ts';

/** Why a record is closed, opened again, or read though it is closed. */
export const recordReason = z.string().trim().min(3).max(500);

/** One line of `GET /api/restrictions`: a record that is closed. */
export const restrictionView = z
  .object({ patientId: z.string(), name: z.string(), reason: z.string(), setAt: isoInstant, setBy: z.string() })
  .meta({ id: 'Restriction' });
export type RestrictionView = z.infer<typeof restrictionView>;

/** One line of `GET /api/patients/:id/looks`. */
export const lookView = z
  .object({
    at: isoInstant,
    by: z.object({ id: z.string(), name: z.string().nullable(), role: z.enum(roles).nullable() }).describe('Of a user their name'),
    what: z.string().describe('What it showed, in words'),
    route: z.string().describe('The route that showed it'),
  })
  .meta({ id: 'Look' });
export type LookView = z.infer<typeof lookView>;

/** With why a manager reads a closed record: a header. */
export const reasonHeader = 'hearthline-reason';
