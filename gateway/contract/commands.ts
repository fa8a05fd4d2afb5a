import { z } from 'zod';
import { observationKindNames } from '../../rules/model/observation.ts';
import { durationMs, hour, minute } from '../../rules/model/time.ts';

const shortest = minute;
const longest = 24 * hour;

/** A duration as it is written, given as milliseconds. */
const life = z
  .string()
  .refine(
    (text) => {
      try {
        const ms = durationMs(text);
        return ms >= shortest && ms <= longest;
      } catch {
        return false;
      }
    },
    { message: 'must be an ISO 8601 duration from PT1M to PT24H' },
  )
  .transform(durationMs);

/** `POST /api/devices/:id/commands`: words that another system has a device speak or show. */
export const commandInput = z
  .strictObject({
    type: z.enum(['prompt', 'request-measurement']).default('prompt'),
    text: z.string().trim().min(1).max(500).describe('Words to speak or show'),
    kind: z.enum(observationKindNames).nullable().default(null).describe('For request-measurement: the kind of reading asked for'),
    patientId: z.string().nullable().default(null).describe('To whom; may be left out where one person lives'),
    expiresAfter: life.prefault('PT30M').describe('ISO 8601 duration of care time; not spoken after then'),
  })
  .refine(({ type, kind }) => (type === 'request-measurement') === (kind !== null), {
    path: ['kind'],
    message: 'is the reading that a request-measurement asks for, and stands in nothing else',
  })
  .meta({ id: 'CommandInput' });
export type CommandInput = z.output<typeof commandInput>;

/** Its answer: stored, and on its way to the device. */
export const commandMade = z
  .object({ commandId: z.string().describe('The level of the topic on which the device answers: …/commands/<commandId>/result') })
  .meta({ id: 'CommandMade' });
