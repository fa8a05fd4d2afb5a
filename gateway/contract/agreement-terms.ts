import { z } from 'zod';
import { levels, severities } from '../../rules/model/alert.ts';
import { planInput } from './people.ts';

const params = z.record(z.string(), z.unknown());
const severity = z.enum(severities).nullable();

/** A kind of agreement, as it is offered to be agreed. */
export const scenarioTemplate = z
  .object({
    id: z.string(),
    title: z.string(),
    area: z.string(),
    agreement: z
      .string()
      .nullable()
      .describe('What it says, in plain words, with the standard parameters; null: a parameter has to be given'),
    needsConsent: z.boolean().describe('A recorded consent or best-interest decision is needed'),
    needsPatient: z.boolean().describe('It is about the life of the person, who agrees to it too'),
    params: z.record(z.string(), z.unknown()).describe('JSON Schema of `params`; `x-source` names who stands behind a limit'),
    severity: z.enum(severities).nullable().describe('With the standard parameters; null: a parameter has to be given'),
    plan: z
      .array(z.object({ level: z.enum(levels), waitSeconds: z.number(), contactOrder: z.number().nullable(), message: z.string() }))
      .nullable(),
  })
  .meta({ id: 'ScenarioTemplate' });
export type ScenarioTemplateView = z.infer<typeof scenarioTemplate>;

/** What somebody needs who makes or changes an agreement: what was agreed with this person, and what lies below it. */
export const agreementTerms = z
  .object({
    version: z
      .number()
      .int()
      .nullable()
      .describe('The one that a change begins from: a draft if there is one, else what is in force; null: a new agreement'),
    template: z.string(),
    title: z.string(),
    schema: z.record(z.string(), z.unknown()).describe('JSON Schema of `params`'),
    own: z.object({ params, plan: planInput.nullable(), severity }).describe('Said for this person; a new version is sent in this form'),
    below: z
      .object({
        params,
        severity: severity.describe('null: the parameters decide it, and one of them has to be given'),
        sources: z
          .record(z.string(), z.object({ layer: z.enum(['core', 'locality']), source: z.string(), value: z.string().describe('In words') }))
          .describe('Each value in words and who set it, by its path: `window.from`, `severity`'),
      })
      .describe('The core pack and the places around the person: what counts where `own` says nothing'),
    planInWords: z.string().describe('Who is asked and when, as it counts; empty: a parameter has to be given'),
  })
  .meta({ id: 'AgreementTerms' });
export type AgreementTerms = z.infer<typeof agreementTerms>;
