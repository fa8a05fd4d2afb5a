import { z } from 'zod';
import { severities } from '../../rules/model/alert.ts';
import { planInput } from './people.ts';

const params = z.record(z.string(), z.unknown());
const severity = z.enum(severities).nullable();

/** What somebody needs who changes an agreement: what was agreed with this person, and what lies below it. */
export const agreementTerms = z
  .object({
    version: z.number().int().describe('The one that a change begins from: a draft if there is one, else what is in force'),
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
