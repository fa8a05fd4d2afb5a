import { z } from 'zod';
import { isoInstant } from './messages.ts';

/** Something to practise on: a made-up home in which one thing goes wrong. */
export const trainingExercise = z
  .object({
    id: z.string(),
    title: z.string(),
    brief: z.string().describe('What is practised'),
    story: z.string().describe('What the person says when they are called, for whoever plays them'),
  })
  .meta({ id: 'TrainingExercise' });

/** One exercise as it was played, and how it was answered so far. */
export const trainingRun = z
  .object({
    id: z.string(),
    exerciseId: z.string(),
    title: z.string(),
    startedAt: isoInstant,
    startedBy: z.string(),
    endedAt: isoInstant.nullable().describe('When its home was taken down; null: it is being played'),
    fault: z.string().nullable().describe('Why it could not be played'),
    patients: z.array(z.object({ id: z.string(), knownAs: z.string() })),
    findings: z
      .array(z.object({ text: z.string(), met: z.boolean().nullable().describe('null: not to be said yet') }))
      .describe('What was to be done, and whether it was'),
  })
  .meta({ id: 'TrainingRun' });

export const trainingView = z
  .object({ exercises: z.array(trainingExercise), runs: z.array(trainingRun).describe('Newest first') })
  .meta({ id: 'Training' });
export type TrainingView = z.infer<typeof trainingView>;

export const trainingStart = z.strictObject({ exerciseId: z.string().max(100) }).meta({ id: 'TrainingStart' });
