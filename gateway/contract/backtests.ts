import { z } from 'zod';
import { levels, severities } from '../../rules/model/alert.ts';
import { channelKinds } from '../../rules/model/patient.ts';
import { conditionView } from './conditions.ts';
import { isoInstant } from './messages.ts';
import { scenarioInput } from './people.ts';

/** Terms to try: as an agreement is made, without anybody’s approval. */
export const proposedScenario = scenarioInput.pick({ template: true, params: true, plan: true, severity: true }).extend({
  replaces: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .describe('The agreement in force to compare with; left out: those of the same template'),
  beside: z.boolean().default(false).describe('It comes beside what is in force and is compared with nothing'),
});
export type ProposedScenario = z.output<typeof proposedScenario>;

const storedVersion = z.strictObject({ scenarioId: z.string().max(200), version: z.number().int().min(1) });

export const backtestInput = z
  .strictObject({
    patientId: z.string().max(100),
    from: isoInstant.describe('Alerts from here on count'),
    to: isoInstant.describe('Exclusive; at most 400 days later'),
    scenarios: z
      .array(z.union([storedVersion, proposedScenario]))
      .min(1)
      .max(20)
      .nullable()
      .default(null)
      .describe('What to try, compared with what is in force; left out: what is in force'),
    people: z
      .enum(['nobody', 'first-family', 'recorded'])
      .default('nobody')
      .describe('Who answers: nobody; the first contact who is told; whoever answered then'),
    answerAfterMinutes: z.number().min(0).max(1_440).default(10).describe('For first-family'),
    file: z
      .strictObject({
        format: z.enum(['json-lines', 'csv', 'casas']),
        content: z.string(),
        mapping: z.unknown().describe('For casas: which sensor is which device, see docs/backtest.md'),
      })
      .nullable()
      .default(null)
      .describe('Readings to judge instead of those that are stored; their sources are ids of devices of this patient'),
  })
  .meta({ id: 'BacktestInput' });
export type BacktestInput = z.output<typeof backtestInput>;

const wouldBeMessage = z.object({
  at: isoInstant,
  name: z.string(),
  kind: z.enum(['device', 'contact', 'on-call', 'team', 'user']),
  channel: z.enum(channelKinds),
  level: z.enum(levels).nullable(),
  purpose: z.string(),
  text: z.string(),
});

const wouldBeAlert = z
  .object({
    alertId: z.string().describe('Of the backtest: no such alert is stored'),
    scenarioId: z.string(),
    scenarioVersion: z.number().int(),
    template: z.string(),
    severity: z.enum(severities),
    reason: z.string(),
    evidence: z.array(z.object({ text: z.string(), at: isoInstant, limit: z.string().nullable() })),
    conditions: z.array(conditionView),
    openedAt: isoInstant,
    clearedAt: isoInstant.nullable(),
    lastedMinutes: z.number().nullable(),
    outcome: z.string(),
    levels: z.array(z.object({ level: z.enum(levels), at: isoInstant })),
    told: z.array(wouldBeMessage),
    toldAgain: z.number().int(),
  })
  .meta({ id: 'WouldBeAlert' });
export type WouldBeAlertView = z.output<typeof wouldBeAlert>;

export const backtestReport = z
  .object({
    patientId: z.string(),
    from: isoInstant,
    to: isoInstant,
    readings: z.number().int(),
    alertsPerWeek: z.number(),
    scenarios: z.array(
      z.object({
        id: z.string(),
        version: z.number().int(),
        template: z.string(),
        title: z.string(),
        alerts: z.number().int(),
        alertsPerWeek: z.number(),
        highAlerts: z.number().int(),
        prompts: z.number().int(),
        messages: z.number().int(),
      }),
    ),
    alerts: z.array(wouldBeAlert),
    prompts: z.array(z.object({ scenarioId: z.string(), at: isoInstant, deviceId: z.string(), text: z.string() })),
    notes: z.array(z.string()).describe('What must be known to trust it'),
  })
  .meta({ id: 'BacktestReport' });
export type BacktestReportView = z.output<typeof backtestReport>;

const totals = z.object({ alerts: z.number().int(), alertsPerWeek: z.number(), prompts: z.number().int(), messages: z.number().int() });

export const backtestDifference = z
  .object({
    words: z.array(z.string()).describe('The difference in plain sentences, the sum first'),
    current: totals,
    proposed: totals,
    onlyInCurrent: z.array(wouldBeAlert),
    onlyInProposed: z.array(wouldBeAlert),
    inBoth: z.array(z.object({ current: wouldBeAlert, proposed: wouldBeAlert, laterMinutes: z.number() })),
  })
  .meta({ id: 'BacktestDifference' });

export const backtestResult = z
  .object({
    report: backtestReport,
    current: backtestReport.nullable().describe('The agreements in force that were compared with; null: nothing was proposed'),
    difference: backtestDifference.nullable(),
    file: z
      .object({
        lines: z.number().int(),
        duplicates: z.number().int(),
        ignored: z.number().int(),
        badLines: z.number().int(),
        bad: z.array(z.object({ line: z.number().int(), reason: z.string() })),
      })
      .nullable(),
  })
  .meta({ id: 'BacktestResult' });
export type BacktestResult = z.output<typeof backtestResult>;

export const previewResult = backtestResult
  .omit({ file: true })
  .extend({ agreement: z.string().describe('What these terms say to the person, in plain words') })
  .meta({ id: 'PreviewResult' });
export type PreviewResult = z.output<typeof previewResult>;
