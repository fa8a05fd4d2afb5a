import { z } from 'zod';
import { deviceKinds } from '../../rules/model/patient.ts';
import { signalScales } from '../../rules/model/signal.ts';
import { isoInstant } from './messages.ts';

const date = z.iso.date();

const battery = z
  .object({
    state: z.enum(['low', 'forecast', 'unknown']).describe('Unknown is never well'),
    why: z
      .enum(['never-told', 'not-told-lately', 'too-few-days', 'too-flat', 'no-scale'])
      .nullable()
      .describe('Of `unknown`: what is missing'),
    level: z.number().nullable(),
    unit: z.enum(['%', 'mV']).nullable(),
    toldOn: date.nullable().describe('Of UTC, as all dates here'),
    emptyOn: date.nullable().describe('Of `forecast`: about then, with 95 % between the two that follow'),
    earliestOn: date.nullable(),
    latestOn: date.nullable(),
  })
  .meta({ id: 'DeviceBattery' });

/** One line of `GET /api/patients/:id/device-health`. */
export const deviceHealthView = z
  .object({
    id: z.string(),
    kind: z.enum(deviceKinds),
    name: z.string(),
    battery,
    signal: z
      .object({
        scale: z.enum(signalScales).describe('`lqi`: 0 to 255; `dbm`: 0 is best; `percent`'),
        last: z.number(),
        weakest: z.number().describe('Of the last seven days'),
        weak: z.boolean(),
        toldOn: date,
      })
      .nullable()
      .describe('null: nothing was told of it in seven days'),
    clock: z
      .object({ aheadSeconds: z.number().int().describe('Negative: behind'), wrong: z.boolean().describe('By more than two minutes') })
      .nullable()
      .describe('null: too little is known, or what came does not agree'),
    test: z
      .object({ testedAt: isoInstant.nullable(), dueAt: isoInstant, overdue: z.boolean() })
      .nullable()
      .describe('null: it is no device that has to be tested every month'),
  })
  .meta({ id: 'DeviceHealth' });
export type DeviceHealthView = z.infer<typeof deviceHealthView>;

/** `POST /api/devices/:id/tests`: somebody has tried it. */
export const deviceTestInput = z
  .strictObject({ worked: z.boolean(), note: z.string().trim().max(500).default('').describe('What was tried, and what was seen') })
  .meta({ id: 'DeviceTestInput' });
