import { z } from 'zod';
import { severities } from '../../rules/model/alert.ts';
import { isoInstant } from './messages.ts';

/** Every figure, in the order in which they are shown. What each means: gateway/figures/definitions.ts and docs/figures.md. */
export const figureIds = [
  'answered-60s',
  'answered-180s',
  'arrived-45min',
  'arrived-60min',
  'urgent-response-2h',
  'alerts-per-operator-hour',
  'busy-periods',
  'stale',
  'priority-mix',
  'actionable',
  'prompts-per-escalation-avoided',
  'alert-burden',
  'top-sources',
  'silent-kit-24h',
  'quarantine',
] as const;
export type FigureId = (typeof figureIds)[number];

/** How a figure stands to its target. `near`: beyond what is aimed at, within what is borne. */
export const verdicts = ['met', 'near', 'missed', 'not-enough-data', 'nothing-recorded', 'no-target'] as const;
export type Verdict = (typeof verdicts)[number];

export const figure = z
  .object({
    id: z.enum(figureIds),
    title: z.string(),
    definition: z.string(),
    source: z.string().describe('Who stands behind the definition and the target'),
    target: z.string().nullable().describe('In words; null: there is none'),
    measured: z.string().describe('In words, also where it is not judged'),
    value: z.number().nullable().describe('null: nothing was recorded, or it is no single number'),
    unit: z.enum(['share', 'count', 'ratio', 'mix']),
    of: z.int().describe('How many it is counted from'),
    verdict: z.enum(verdicts),
  })
  .meta({ id: 'Figure' });
export type Figure = z.infer<typeof figure>;

/** `GET /api/figures` */
export const figuresView = z
  .object({
    from: isoInstant,
    to: isoInstant.describe('Not later than now'),
    days: z.int().describe('Whole days of this stretch in which anybody was looked after'),
    enoughData: z.boolean().describe('30 days, or a whole calendar month'),
    figures: z.array(figure).describe('Those that are for whoever asks'),
    byDay: z
      .array(
        z.object({
          date: z.iso.date(),
          alerts: z.int(),
          asked: z.int().describe('Asked of the centre'),
          within60s: z.int(),
          within180s: z.int(),
        }),
      )
      .describe('Local days, also those on which nothing happened'),
    exceptions: z
      .array(
        z.object({
          alertId: z.string(),
          title: z.string().describe('The kind of agreement'),
          severity: z.enum(severities),
          askedAt: isoInstant,
          answeredAt: isoInstant.nullable().describe('null: not yet, or it settled before'),
          waitedSeconds: z.int(),
        }),
      )
      .describe('Each that waited more than three minutes, oldest first; none for an administrator'),
    sources: z.array(z.object({ title: z.string(), alerts: z.int(), share: z.number() })).describe('The ten agreements with most alerts'),
    actionable: z
      .array(z.object({ template: z.string(), title: z.string(), alerts: z.int(), decided: z.int(), share: z.number().nullable() }))
      .describe('By kind of agreement, most alerts first'),
  })
  .meta({ id: 'Figures' });
export type Figures = z.infer<typeof figuresView>;
