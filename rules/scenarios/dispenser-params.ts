import { z } from 'zod';
import { fallTogether } from './doses.ts';
import { ours, source } from './limit-sources.ts';
import { duration, localTime, weekdays } from './parameters.ts';

// Times are the prescriber's. The stock is that of the pharmacy's delivery time; the other figures are local agreements.
export const dispenserParams = z
  .strictObject({
    doses: z
      .array(
        z.strictObject({
          time: localTime.describe('When it is due'),
          days: weekdays.optional(),
          medicine: z.string().trim().min(1).max(100).default('dose'),
        }),
      )
      .max(12)
      .refine(
        (all) => all.every((one, i) => all.slice(0, i).every((other) => !fallTogether(one, other))),
        'two doses have the same time on the same day',
      )
      .default([])
      .describe('When doses are due: two that were both due are no double. Left out: any two so close count'),
    doubleWithin: duration
      .prefault('PT4H')
      .describe('Two doses dispensed closer together than this, where not both were due, are a double'),
    earliest: duration.prefault('PT60M').describe('How long before the time due a dose may be dispensed'),
    carerCounts: z.boolean().default(false).describe('A dose that the carer recorded as given counts as one of two'),
    lowStockDoses: z.int().min(1).max(500).default(14).describe('With so many doses left, or fewer, more are ordered').meta(source(ours)),
    lastDoses: z.int().min(0).max(100).default(2).describe('With so many left, or fewer, it is of moderate severity').meta(source(ours)),
    stockMargin: z
      .int()
      .min(0)
      .max(100)
      .default(1)
      .describe('Filled again when there are more than this above lowStockDoses: a count may be one out')
      .meta(source(ours)),
    mendedFor: duration
      .prefault('PT1H')
      .describe('So long must nothing be wrong with it to be in order again; one that complains and recovers by turns is one fault'),
    remindAfter: duration.prefault('PT24H').describe('When to ask again after an alert was closed and the dispenser still does not work'),
    maxLateness: duration.prefault('PT12H').describe('A report that reaches us later than this only enters history'),
    sharedCounts: z.boolean().default(false).describe("In a home of several, what the home's dispenser reports counts"),
  })
  .refine((p) => p.lastDoses <= p.lowStockDoses, { message: 'must not be above lowStockDoses', path: ['lastDoses'] });
export type DispenserParams = z.infer<typeof dispenserParams>;
