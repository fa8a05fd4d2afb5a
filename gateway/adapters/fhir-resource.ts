import { z } from 'zod';

const text = z.string().max(2_000);
const codeableConcept = z.object({
  coding: z
    .array(z.object({ system: text.optional(), code: text.optional() }))
    .max(50)
    .default([]),
});
const quantity = z.object({
  value: z.number().optional(),
  comparator: z.enum(['<', '<=', '>=', '>', 'ad']).optional(),
  unit: text.optional(),
  code: text.optional(),
});

/** value[x] of an Observation or of a component, as far as readings have it. */
const valued = z.object({
  valueQuantity: quantity.optional(),
  valueInteger: z.number().optional(),
  valueBoolean: z.boolean().optional(),
  valueString: text.optional(),
  dataAbsentReason: codeableConcept.optional(),
});
export type Valued = z.output<typeof valued>;

/** What is read of a FHIR R4 Observation; elements that are not named here are let be, as FHIR asks of receivers. */
export const observationResource = valued.extend({
  resourceType: z.literal('Observation'),
  id: text.optional(),
  identifier: z.array(z.object({ value: text.optional() })).optional(),
  status: text,
  code: codeableConcept,
  subject: z
    .object({ reference: text.optional(), identifier: z.object({ system: text.optional(), value: text.optional() }).optional() })
    .optional(),
  effectiveDateTime: text.optional(),
  effectiveInstant: text.optional(),
  effectivePeriod: z.object({ start: text.optional(), end: text.optional() }).optional(),
  component: z
    .array(valued.extend({ code: codeableConcept }))
    .max(100)
    .default([]),
});
export type ObservationResource = z.output<typeof observationResource>;

export const bundleResource = z.object({
  resourceType: z.literal('Bundle'),
  type: text,
  entry: z
    .array(
      z.object({
        fullUrl: text.optional(),
        resource: z.unknown().optional(),
        request: z.object({ method: text.optional(), url: text.optional() }).optional(),
      }),
    )
    .min(1),
});
