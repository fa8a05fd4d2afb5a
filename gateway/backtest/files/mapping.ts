import { parse } from 'yaml';
import { z } from 'zod';
import { observationKindNames } from '../../../rules/model/observation.ts';
import { deviceKinds, rooms } from '../../../rules/model/patient.ts';

const zone = z.string().refine(
  (name) => {
    try {
      return new Intl.DateTimeFormat('en-GB', { timeZone: name }) !== null;
    } catch {
      return false;
    }
  },
  { message: 'must be an IANA zone such as Europe/London' },
);

const device = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.enum(deviceKinds),
  name: z.string().min(1).max(100).optional().describe('Left out: the id'),
  room: z.enum(rooms).nullable().default(null),
  heartbeatMinutes: z.number().positive().nullable().default(null).describe('How often it is heard from when all is well'),
  prompts: z.boolean().default(false).describe('It can speak or show words'),
});

const sensor = z.strictObject({
  device: z.string().min(1).max(64),
  kind: z.enum(observationKindNames),
  values: z.record(z.string(), z.unknown()).optional().describe('What the file writes → what the kind has; null: no reading'),
});

/** What hangs in the home that a file of readings comes from, and what the file calls it. */
export const mappingInput = z
  .strictObject({
    zone: zone.default('Europe/London').describe('Wall clock of the file where it has no offset, and of the person'),
    knownAs: z.string().min(1).max(100).default('The resident'),
    devices: z.array(device).max(500).default([]),
    sensors: z
      .record(z.string(), sensor)
      .default({})
      .describe('By the name in the file; a name that ends in * stands for all that begin so'),
    ignore: z.array(z.string()).default([]).describe('Sensors that are left out; * at the end as above'),
  })
  .superRefine(({ devices, sensors }, issues) => {
    for (const [name, { device: id }] of Object.entries(sensors))
      if (!devices.some((one) => one.id === id))
        issues.addIssue({ code: 'custom', path: ['sensors', name, 'device'], message: `there is no device "${id}" under devices` });
  })
  .meta({ id: 'BacktestMapping' });
export type Mapping = z.output<typeof mappingInput>;

/** Reads a mapping written as YAML or JSON. Throws Error with one line a fault, each naming the place. */
export function parseMapping(text: string): Mapping {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new Error(`the mapping is neither YAML nor JSON: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
  const read = mappingInput.safeParse(raw ?? {});
  if (read.success) return read.data;
  throw new Error(read.error.issues.map((issue) => `mapping: ${issue.path.join('.')}: ${issue.message}`).join('\n'));
}
