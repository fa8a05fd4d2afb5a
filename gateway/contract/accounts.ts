import { z } from 'zod';
import { isoInstant } from './messages.ts';
import { roles } from './relations.ts';

/** One line of `GET /api/accounts`: somebody who signs in, or did. */
export const accountView = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    disabled: z.boolean().describe('They cannot sign in; what they did stays theirs'),
    hasApp: z.boolean().describe('An authenticator app is asked for its code'),
    passkeys: z.number().int(),
    byOrganisation: z.boolean().describe('Their organisation vouches for them'),
    lastSignedInAt: isoInstant.nullable().describe('null: never'),
    people: z.array(z.object({ patientId: z.string(), name: z.string(), kind: z.string() })).describe('To whom they stand how, now'),
    mayChange: z.boolean().describe('Whoever asks may disable them, let them in again and take their second factors away'),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof accountView>;

/** `GET /api/accounts`. */
export const accountQuery = z.object({
  role: z.enum(roles).optional(),
  q: z.string().max(200).default('').describe('Part of a name or of an e-mail address'),
  disabled: z.stringbool().optional().describe('Only those who cannot sign in, or only those who can'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/** `POST /api/users/:id/enable`: what became of the letter with the link to a new password. */
export const enabledAccount = z.object({ mailed: z.enum(['sent', 'failed']) }).meta({ id: 'EnabledAccount' });
