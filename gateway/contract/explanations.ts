import { z } from 'zod';
import { conditionView } from './conditions.ts';
import { isoInstant } from './messages.ts';

/** What an agreement was doing at an instant. */
export const explanationStatuses = [
  'watching',
  'alert-open',
  'acknowledged',
  'paused',
  'away',
  'blind',
  'not-yet-active',
  'retired',
  'unknown',
] as const;
export type ExplanationStatus = (typeof explanationStatuses)[number];

export const explanation = z
  .object({
    patientId: z.string(),
    scenarioId: z.string(),
    title: z.string(),
    at: isoInstant,
    status: z.enum(explanationStatuses).describe('acknowledged: an alert was open and somebody had it; unknown is never shown as well'),
    sentence: z.string().describe('Why there was no alert, or that there was one, in plain words'),
    version: z.number().int().nullable().describe('The version in force then; null: none was'),
    agreement: z.string().describe('What was agreed, one sentence; empty where nothing was'),
    approvedBy: z.string().nullable(),
    conditions: z.array(conditionView).describe('Every condition of an alert as it stood then'),
    alert: z.object({ id: z.string(), openedAt: isoInstant }).nullable().describe('The alert that was open then'),
    complete: z.boolean().describe('The whole history since the beginning was gone through again'),
    notes: z.array(z.string()).describe('What is missing in the history'),
  })
  .meta({ id: 'Explanation' });
export type ExplanationView = z.output<typeof explanation>;
