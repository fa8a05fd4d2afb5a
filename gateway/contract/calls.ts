import { z } from 'zod';

/** What a telephone service tells of a call that it was asked to make (docs/voice.md). */
export const callEvent = z
  .strictObject({
    callId: z.string().min(1).max(500).describe('As it was given'),
    event: z
      .enum(['ringing', 'answered', 'key', 'no-answer', 'busy', 'voicemail', 'failed'])
      .describe('`voicemail` instead of `answered` where a machine picked up'),
    key: z
      .string()
      .regex(/^[0-9*#]$/, 'must be one key of a telephone')
      .optional()
      .describe('With `key`: the one that was pressed'),
  })
  .refine(({ event, key }) => (event === 'key') === (key !== undefined), { message: 'goes with the event `key`', path: ['key'] })
  .meta({ id: 'CallEvent' });
export type CallEvent = z.infer<typeof callEvent>;
