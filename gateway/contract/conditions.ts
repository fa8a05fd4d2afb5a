import { z } from 'zod';

/** One condition of an agreement at an instant. */
export const conditionView = z.object({
  text: z.string().describe('What has to be so for an alert'),
  met: z.boolean().nullable().describe('null: cannot be known'),
  found: z.string(),
  limit: z.string().nullable().describe('The limit compared with, and who set it'),
});
export type ConditionView = z.output<typeof conditionView>;
