import { z } from 'zod';
import { news2Chart2, news2Scale2, ours, source } from './limit-sources.ts';
import { duration } from './parameters.ts';

// Thresholds: NEWS2, Royal College of Physicians 2017, chart 2. Times are local policy: the intervals of the chart are for wards. So is the
// number of sets that end an alert: the chart has a raised score measured again (chart 4), and one better set may be chance.
export const news2Params = z
  .strictObject({
    scale: z
      .union([z.literal(1), z.literal(2)])
      .default(1)
      .describe('SpO2 scale; 2 only for a prescribed saturation of 88 to 92 %')
      .meta(source(news2Scale2)),
    scale2AuthorisedBy: z.string().trim().min(1).max(100).nullable().default(null).describe('The clinician who authorised scale 2'),
    lowFrom: z
      .int()
      .min(1)
      .max(4)
      .nullable()
      .default(null)
      .describe('A score from this on is a low alert; left out: none below urgent')
      .meta(source(news2Chart2)),
    singleThree: z.boolean().default(true).describe('A 3 in any one parameter is an urgent review'),
    urgentFrom: z.int().min(2).max(10).default(5).describe('A score from this on is an urgent review').meta(source(news2Chart2)),
    emergencyFrom: z.int().min(3).max(20).default(7).describe('A score from this on is an emergency assessment').meta(source(news2Chart2)),
    setWithin: duration.prefault('PT30M').describe('Measurements taken within this time are one set'),
    askFor: duration.prefault('PT30M').describe('How long to wait after asking for what is missing'),
    beginsWith: z
      .int()
      .min(1)
      .max(7)
      .default(3)
      .describe('So many different measurements are a set; an oximeter or a cuff alone gives two')
      .meta(source(ours)),
    clearAfter: z
      .int()
      .min(1)
      .max(6)
      .default(2)
      .describe('So many complete sets below the limits, one after the other, end an alert')
      .meta(source(ours)),
    maxLateness: duration.prefault('PT4H').describe('A reading that reaches us later than this only enters history'),
  })
  .refine((p) => p.scale === 1 || p.scale2AuthorisedBy !== null, {
    message: 'must name the clinician who authorised scale 2',
    path: ['scale2AuthorisedBy'],
  })
  .refine((p) => p.emergencyFrom > p.urgentFrom, { message: 'must be above urgentFrom', path: ['emergencyFrom'] })
  .refine((p) => p.lowFrom === null || p.lowFrom < p.urgentFrom, { message: 'must be below urgentFrom', path: ['lowFrom'] });
export type News2Params = z.infer<typeof news2Params>;
