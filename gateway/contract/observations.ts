import { z } from 'zod';
import { observationKindNames, statistics } from '../../rules/model/observation.ts';
import { isoInstant } from './messages.ts';

/** A stored reading as the pages and integrators see it. */
export const observationView = z
  .object({
    source: z.string(),
    sourceName: z.string().nullable(),
    key: z.string(),
    kind: z.enum(observationKindNames),
    label: z.string(),
    value: z.unknown(),
    unit: z.string().nullable(),
    observedAt: isoInstant,
    receivedAt: isoInstant,
    provenance: z.enum(['device', 'manual', 'app']),
    snapshot: z.boolean(),
    original: z
      .object({ value: z.number(), unit: z.string(), comparator: z.enum(['<', '>']).optional() })
      .optional()
      .describe('As it was sent, where we converted it'),
    statistic: z.enum(statistics).optional().describe('It sums up several measurements: history, never judged'),
    from: isoInstant.optional().describe('Beginning of the stretch it was measured over; `observedAt` is its end'),
  })
  .meta({ id: 'Observation' });
export type ObservationView = z.infer<typeof observationView>;

export const observationQuery = z.object({
  kind: z.enum(observationKindNames).optional(),
  from: isoInstant.optional().describe('Default: 24 hours before `to`'),
  to: isoInstant.optional().describe('Default: now'),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});
