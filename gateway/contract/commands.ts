import { z } from 'zod';
import { observationKindNames } from '../../rules/model/observation.ts';
import { languages } from '../../rules/model/speech.ts';
import { durationMs, hour, minute } from '../../rules/model/time.ts';
import { isoInstant } from './messages.ts';

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

const words = {
  type: z.enum(['prompt', 'request-measurement', 'test']).default('prompt'),
  text: z.string().trim().max(500).default('').describe('Words to speak or show; none for a test'),
  language: z.enum(languages).default('en').describe('Of the words'),
  kind: z.enum(observationKindNames).nullable().default(null).describe('For request-measurement: the kind of reading asked for'),
  expiresAfter: life.prefault('PT30M').describe('ISO 8601 duration of care time; not spoken after then'),
};
type Words = z.output<z.ZodObject<typeof words>>;

const hasItsKind = ({ type, kind }: Words) => (type === 'request-measurement') === (kind !== null);
const kindOnly = { path: ['kind'], message: 'is the reading that a request-measurement asks for, and stands in nothing else' };
const hasItsWords = ({ type, text }: Words) => (type === 'test') === (text === '');
const wordsOnly = { path: ['text'], message: 'is what is spoken or shown: one to 500 characters, and none for a test' };

/** `POST /api/devices/:id/commands`: words that another system has a device speak, or a test. */
export const commandInput = z
  .strictObject({ ...words, patientId: z.string().nullable().default(null).describe('To whom; may be left out where one person lives') })
  .refine(hasItsKind, kindOnly)
  .refine(hasItsWords, wordsOnly)
  .meta({ id: 'CommandInput' });
export type CommandInput = z.output<typeof commandInput>;

/** `POST /api/patients/:id/commands`: the same from whoever is signed in. */
export const patientCommandInput = z
  .strictObject({ ...words, deviceId: z.string().max(500).describe('A device that this patient hears') })
  .refine(hasItsKind, kindOnly)
  .refine(hasItsWords, wordsOnly)
  .meta({ id: 'PatientCommandInput' });

/** Its answer: stored, and on its way to the device. */
export const commandMade = z
  .object({ commandId: z.string().describe('The level of the topic on which the device answers: …/commands/<commandId>/result') })
  .meta({ id: 'CommandMade' });

/**
 * `queued`: stored, on its way to the broker; `sent`: at the broker, and nothing was heard from the device; `delivered`: the device has it;
 * `done`: spoken, shown, tested, or the reading that was asked for has come; `expired`: its time was over before it was delivered.
 */
export const commandStates = ['queued', 'sent', 'delivered', 'done', 'failed', 'expired', 'taken-back'] as const;
export type CommandState = (typeof commandStates)[number];

/** One command, whoever asked for it. */
export const commandView = z
  .object({
    commandId: z.string(),
    deviceId: z.string(),
    deviceName: z.string(),
    patientId: z.string(),
    type: z.enum(['prompt', 'request-measurement', 'test']),
    kind: z.string().nullable(),
    text: z.string(),
    askedBy: z.string().nullable().describe('The person or the system that asked; null: an agreement'),
    agreement: z.string().nullable().describe('The agreement that it follows from; null: somebody asked'),
    alertId: z.string().nullable(),
    askedAt: isoInstant,
    expiresAt: isoInstant,
    state: z.enum(commandStates),
    detail: z.string().describe('The reading that came, why it failed, why it was taken back'),
    changedAt: isoInstant.describe('When the state was last heard of'),
  })
  .meta({ id: 'CommandView' });
export type CommandView = z.infer<typeof commandView>;

/** The newest first. */
export const commandQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) });
