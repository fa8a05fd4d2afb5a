import { z } from 'zod';
import { carePlanShown } from './care-plan.ts';
import { isoInstant } from './messages.ts';
import { myAlert } from './my-circle.ts';
import { problem } from './system.ts';

/** An alert as whoever answers it reads it. */
export const myAlertDetail = myAlert
  .extend({
    tried: z.array(z.object({ name: z.string(), text: z.string() })).describe('Who else was asked, and what came of it'),
    nextText: z.string().nullable().describe('What happens if nobody answers'),
    nextAt: isoInstant.nullable(),
    handOverTo: z.array(z.object({ contactId: z.string(), name: z.string() })).describe('Others of the family who can be asked now'),
    plan: carePlanShown
      .nullable()
      .describe(
        'What of the plan of care is shared with them, to be read before they answer; null: nothing is, or there is nothing to answer',
      ),
  })
  .meta({ id: 'MyAlertDetail' });
export type MyAlertDetail = z.infer<typeof myAlertDetail>;
/** Conditional on the version that was seen, which also makes a repeat harmless: 409 comes with the alert as it is now. */
export const myAlertCommand = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('acknowledge'), version: z.number().int() }),
    z.strictObject({ type: z.literal('unacknowledge'), version: z.number().int() }),
    z.strictObject({ type: z.literal('decline'), version: z.number().int() }),
    z.strictObject({
      type: z.literal('hand-over'),
      version: z.number().int(),
      to: z.union([
        z.strictObject({ contactId: z.string().max(200) }),
        z.strictObject({ level: z.literal('coordination').describe('The care centre') }),
      ]),
    }),
  ])
  .meta({ id: 'MyAlertCommand' });
export const myAlertConflict = problem.extend({ alert: myAlertDetail }).meta({ id: 'MyAlertConflict' });
