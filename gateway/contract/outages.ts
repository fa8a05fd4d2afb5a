import { z } from 'zod';
import { outcomeCodes } from '../../rules/model/alert.ts';

/** Most alerts in one request; a larger outage is taken and closed in several. */
export const mostOfOutage = 500;

/** `POST /api/outages/commands`: the alerts of one outage of hubs, taken or closed as the one incident that it is. */
export const outageCommand = z
  .strictObject({
    alerts: z
      .array(z.strictObject({ id: z.string().max(500), version: z.int().describe('The one that was seen') }))
      .min(1)
      .max(mostOfOutage)
      .describe('Alerts that say that a hub is or was out of reach'),
    command: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('acknowledge') }),
      z.strictObject({ type: z.literal('close'), outcome: z.enum(outcomeCodes), note: z.string().max(2000).default('') }),
    ]),
  })
  .meta({ id: 'OutageCommand' });
export type OutageCommand = z.input<typeof outageCommand>;

/** What became of each: every alert that was named is in exactly one of the lists. */
export const outageAnswer = z
  .object({
    done: z.array(z.string()).describe('Ids'),
    overtaken: z.array(z.string()).describe('Ids of those with which somebody was faster; nothing was done to them'),
    refused: z.array(z.object({ id: z.string(), detail: z.string() })),
  })
  .meta({ id: 'OutageAnswer' });
export type OutageAnswer = z.infer<typeof outageAnswer>;
