import { z } from 'zod';
import { feverNhs, ours, source } from './limit-sources.ts';
import { duration, localWindow } from './parameters.ts';

const windows = z
  .array(localWindow)
  .max(6)
  .default([{ from: '09:00', to: '12:00' }]);
// Times are the prescriber's and the nurses'. 38.0 °C: the usual definition of a fever (NHS); with a line in a vein it may be an infection of the
// blood, so it is not waited for.
export const homeIvParams = z
  .strictObject({
    infusions: windows.describe('When an infusion is to be started'),
    visits: windows.describe('When the nurse is to come; none: visits are not watched here'),
    grace: duration.prefault('PT30M').describe('How long after the end of such a time we ask'),
    resumeWithin: duration.prefault('PT15M').describe('How long an infusion may stand still; after that, how long it must have run again'),
    feverFromCel: z.number().min(37).max(40).default(38).describe('From this temperature on it is a fever').meta(source(feverNhs)),
    tellByCel: z
      .number()
      .min(0.1)
      .max(3)
      .default(0.5)
      .describe('While a fever is open: one so much above or below the one told last is told, in °C')
      .meta(source(ours)),
    until: z.iso
      .date('must be a date as YYYY-MM-DD')
      .nullable()
      .default(null)
      .describe('Last day of the course; null: until the agreement ends'),
    maxLateness: duration.prefault('PT12H').describe('A reading that reaches us later than this only enters history'),
  })
  .refine((p) => p.infusions.length > 0, { message: 'names no time', path: ['infusions'] });
export type HomeIvParams = z.infer<typeof homeIvParams>;
