import { z } from 'zod';
import { drinks, ours, source } from './limit-sources.ts';
import { duration, localTime } from './parameters.ts';

// The NHS advises six to eight drinks a day, about 1.5 litres; below 1 litre is our own limit of concern, and so are the three more visits.
export const fluidsParams = z.strictObject({
  minMlPerDay: z
    .number()
    .min(100)
    .max(4_000)
    .default(1_000)
    .describe('Fewer mL than this in a day is little to drink')
    .meta(source(drinks)),
  mLPerKettle: z
    .number()
    .min(0)
    .max(2_000)
    .default(250)
    .describe('What one boiling of the kettle (a plug in the kitchen) counts for, in mL')
    .meta(source(ours)),
  kettleFromW: z.number().min(100).max(4_000).default(1_000).describe('From this power on the kettle boils').meta(source(ours)),
  usualVisits: z
    .number()
    .min(0)
    .max(40)
    .nullable()
    .default(null)
    .describe('Usual visits to the bathroom a day; null: learned from two weeks')
    .meta(source(ours)),
  moreBy: z.number().min(1).max(20).default(3).describe('So many more visits than usual are many').meta(source(ours)),
  days: z.int().min(1).max(7).default(2).describe('On so many days one after the other').meta(source(ours)),
  askAt: localTime.default('10:00').describe('When the days before are looked at'),
  sharedCounts: z.boolean().default(false).describe("In a home of several, the home's kettle and bathroom count for this person"),
  maxLateness: duration.prefault('P2D').describe('A reading that reaches us later than this only enters history'),
});
export type FluidsParams = z.infer<typeof fluidsParams>;
