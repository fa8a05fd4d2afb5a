import { z } from 'zod';

/** A number or address by which a contact is reached. The other ways of a contact are not theirs to set. */
const myWay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sms'), address: z.e164('must be a number as +447700900123') }),
  z.strictObject({ kind: z.literal('voice'), address: z.e164('must be a number as +447700900123') }),
  z.strictObject({ kind: z.literal('email'), address: z.email('must be an e-mail address') }),
]);
export type MyWay = z.infer<typeof myWay>;

/** How a contact is reached about one person. */
export const myWays = z
  .object({
    ways: z.array(
      z.object({
        kind: z.enum(['sms', 'voice', 'email']),
        address: z.string(),
        checked: z.boolean().describe('false: no alert uses it before a code that was sent there has come back'),
      }),
    ),
    detailsOnLockScreen: z.boolean().describe('Text messages, calls and notices also say what it is about'),
  })
  .meta({ id: 'MyWays' });
export type MyWays = z.infer<typeof myWays>;

export const myWaysInput = z
  .strictObject({
    ways: z
      .array(myWay)
      .max(6)
      .refine((ways) => new Set(ways.map(({ kind, address }) => `${kind} ${address}`)).size === ways.length, { message: 'name one twice' })
      .describe('The one that is tried first comes first'),
    detailsOnLockScreen: z.boolean(),
  })
  .meta({ id: 'MyWaysChange' });
export type MyWaysInput = z.output<typeof myWaysInput>;

export const myCodeInput = myWay.meta({ id: 'MyCodeInput' });
const code = z.string().regex(/^[0-9]{6}$/, 'must be six digits');
export const myCheckInput = z.strictObject({ way: myWay, code }).meta({ id: 'MyCheckInput' });
