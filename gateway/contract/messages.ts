import { z } from 'zod';
import { observationKindNames } from '../../rules/model/observation.ts';
import { languages } from '../../rules/model/speech.ts';

/** A point in time on the wire: ISO 8601 with an offset or Z. */
export const isoInstant = z.iso.datetime({ offset: true }).describe('ISO 8601 with offset, for example 2026-03-01T07:45:00Z');

/** One reading as Hearthline's own devices and apps send it, over MQTT or HTTP. */
export const reading = z
  .strictObject({
    id: z.string().min(1).max(64).optional().describe("The sender's own id; the same id twice is the same reading"),
    kind: z.enum(observationKindNames),
    observedAt: isoInstant.optional().describe("The device's clock; left out: the time of arrival"),
    value: z.unknown().optional().describe('Depends on kind; left out for kinds that are plain events (sos, ok, heartbeat)'),
    unit: z.string().max(16).optional().describe('UCUM; if given it must be the unit of the kind'),
    battery: z.number().min(0).max(100).optional().describe('Percent, of the device that sends'),
    snapshot: z.boolean().optional().describe('State sent again, not an event'),
  })
  .meta({ id: 'Reading' });
export type Reading = z.infer<typeof reading>;

export const readings = z.union([reading, z.array(reading).min(1).max(1000)]);

/** Retained on …/status; `offline` is the last will. */
export const deviceStatus = z.object({ state: z.enum(['online', 'offline']) });

/** Gateway → device on …/commands. `cancel` takes back the command of the same id: it is no longer true. */
export const deviceCommand = z.object({
  id: z.string(),
  type: z.enum(['prompt', 'request-measurement', 'test', 'cancel']),
  text: z.string().optional().describe('Words to speak or show'),
  language: z.enum(languages).optional().describe('Of the words, as a BCP 47 tag'),
  volume: z
    .number()
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('Percent of the loudest; only to a device with a voice whose volume can be set'),
  voice: z.string().optional().describe('Only to a device with a voice that has this one'),
  kind: z.string().optional().describe('For request-measurement: the kind of reading asked for'),
  expiresAt: isoInstant,
});
export type DeviceCommand = z.infer<typeof deviceCommand>;

/** Device → gateway on …/commands/<id>/result. */
export const commandResult = z.object({
  status: z.enum(['delivered', 'done', 'failed', 'expired']),
  detail: z.string().max(200).optional(),
});
export type CommandResult = z.infer<typeof commandResult>;

/** Gateway → device on …/errors: what could not be read, and why. */
export const deviceError = z.object({
  at: isoInstant,
  topic: z.string(),
  reason: z.string().describe('What is wrong and where, for example "0.value: expected number"'),
});
