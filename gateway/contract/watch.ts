import { z } from 'zod';
import { alertQueues } from '../../rules/model/alert.ts';
import { isoInstant } from './messages.ts';

const soundTest = z.object({ userId: z.string(), name: z.string(), at: isoInstant, heard: z.boolean() });

/** `GET /api/watch`: whether those who answer alerts hear them. */
export const watchView = z
  .object({
    mine: soundTest
      .pick({ at: true, heard: true })
      .nullable()
      .describe('The last sound test of who asks, of this turn; null: it is still to be done'),
    tests: z.array(soundTest).describe('Of everybody in the last 24 hours, the newest first'),
    onDuty: z
      .array(
        z.object({
          userId: z.string(),
          name: z.string(),
          fromAt: isoInstant.describe('When their turn began, or a day ago'),
          untilAt: isoInstant.nullable().describe('null: not within a day'),
          test: soundTest.pick({ at: true, heard: true }).nullable().describe('Their last one of this turn; null: there was none'),
        }),
      )
      .describe('Who is on duty at the centre now and signs in, and whether they have listened for the alarm'),
  })
  .meta({ id: 'Watch' });
export type WatchView = z.infer<typeof watchView>;

export const soundTestInput = z
  .strictObject({ heard: z.boolean().describe('The sound was played, and heard') })
  .meta({ id: 'SoundTestInput' });

/** Which queues somebody answers; none named: all. */
export const answeringSkills = z
  .object({ userId: z.string(), name: z.string(), queues: z.array(z.enum(alertQueues)) })
  .meta({ id: 'AnsweringSkills' });
export const skillsInput = z
  .strictObject({ queues: z.array(z.enum(alertQueues)).transform((queues) => [...new Set(queues)]) })
  .meta({ id: 'AnsweringSkillsChange' });
