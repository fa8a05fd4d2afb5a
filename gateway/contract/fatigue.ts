import { z } from 'zod';
import { isoInstant } from './messages.ts';

const figures = {
  fired: z.number().int(),
  open: z.number().int().describe('Not closed yet'),
  acted: z.number().int().describe('Closed with an outcome that says that somebody was needed'),
  noAction: z.number().int().describe('Closed with an outcome that says that nothing had to be done'),
  promptSufficed: z.number().int().describe('Words to the patient were enough: escalations avoided'),
  shareActionable: z.number().nullable().describe('acted / (acted + noAction); null: not enough data'),
  byOutcome: z.record(z.string(), z.number().int()).describe('How many by outcome code; `open`: not closed'),
};

/** `GET /api/alert-load` */
export const alertLoad = z
  .object({
    from: isoInstant,
    to: isoInstant,
    days: z.number().int().describe('Whole days of this stretch in which anybody was looked after'),
    enoughData: z.boolean().describe('30 days or more; before that shares and rates are null'),
    people: z.number().int(),
    alertsPerPersonPerDay: z.number().nullable(),
    ...figures,
    templates: z.array(z.object({ template: z.string(), title: z.string(), ...figures })).describe('Most alerts first'),
    agreements: z
      .array(z.object({ scenarioId: z.string(), title: z.string(), patientId: z.string(), patientName: z.string(), ...figures }))
      .describe('The 100 with most alerts, most first'),
  })
  .meta({ id: 'AlertLoad' });
export type AlertLoad = z.infer<typeof alertLoad>;

/** Something a clinician might change; never applied by itself. */
export const suggestion = z
  .object({
    id: z.string(),
    week: z.iso.date().describe('Monday of its ISO week; the four weeks before it are counted'),
    kind: z.string().describe('limit, prompt or kit'),
    patientId: z.string(),
    scenarioId: z.string(),
    text: z.string(),
    dismissed: z.object({ at: isoInstant, by: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'Suggestion' });
export type SuggestionView = z.infer<typeof suggestion>;

export const dismissal = z.strictObject({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'SuggestionDismissal' });
