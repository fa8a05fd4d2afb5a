import { z } from 'zod';
import { isoInstant } from './messages.ts';
import { roles } from './relations.ts';

/** Error answers (RFC 9457), content type application/problem+json. */
export const problem = z
  .object({
    type: z.string().default('about:blank'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional().describe('What was wrong, and what to do'),
    instance: z.string().optional(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('One line a field'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

/** `GET /api/clock`, open to all: what time it is in the homes. */
export const clockView = z
  .object({
    now: isoInstant,
    speed: z.number().describe('1 in real time; 60: a minute of the homes a second'),
    demo: z.boolean(),
    careCentreNumber: z.string().nullable().default(null).describe('To be rung by patients and families; null: it is not told'),
    training: z.boolean().default(false).describe('Exercises on simulated homes; nobody outside is told anything'),
  })
  .meta({ id: 'Clock' });

/** `GET /api/health`: 200 when readings are being stored and judged, 503 when not. */
export const healthView = z
  .object({
    status: z.enum(['ok', 'degraded']),
    database: z.enum(['up', 'down']),
    mqttClients: z.number().int(),
    waitingReadings: z.number().int(),
    orphanAlerts: z.number().int().describe('Open alerts without deadline or owner; must be 0'),
    overdueDeadlines: z.number().int(),
  })
  .meta({ id: 'Health' });

/** An outage of ours, in words; one for everybody. */
export const systemIncident = z
  .object({
    id: z.string(),
    kind: z
      .enum(['gateway', 'database', 'unattended'])
      .describe('gateway: nothing was seen of any home; database: readings waited, nothing was lost'),
    fromAt: isoInstant,
    toAt: isoInstant,
    text: z.string(),
    seenAt: isoInstant.nullable().describe('When a person said that they have read it'),
    seenBy: z.string().nullable(),
  })
  .meta({ id: 'SystemIncident' });
export type SystemIncident = z.infer<typeof systemIncident>;

/** `GET /api/system`. */
export const systemView = z
  .object({
    incidents: z.array(systemIncident).describe('Newest first'),
    stalled: z.boolean().describe('Readings wait for the database at this moment'),
  })
  .meta({ id: 'System' });

/** `GET /api/me`. */
export const me = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    needsSecondFactor: z.boolean().describe('They have to set one up, or to sign in with it, and may do nothing else'),
  })
  .meta({ id: 'Me' });
