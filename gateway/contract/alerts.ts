import { z } from 'zod';
import { alertQueues, levels, outcomeCodes, severities } from '../../rules/model/alert.ts';
import { channelKinds } from '../../rules/model/patient.ts';
import { unavailableNow } from './calendars.ts';
import { carePlanShown } from './care-plan.ts';
import { conditionView } from './conditions.ts';
import { isoInstant } from './messages.ts';

const actor = z.object({
  kind: z.enum(['patient', 'contact', 'on-call', 'user']),
  id: z.string(),
  name: z.string(),
  tier: z.enum(['patient', 'family', 'professional']),
});

const commandTypes = [
  ...(['acknowledge', 'unacknowledge', 'hand-over', 'decline', 'snooze', 'unsnooze', 'join', 'leave', 'merge', 'unmerge'] as const),
  ...(['note', 'close'] as const),
] as const;

/** A row of the worklist: enough to sort, to show and to act. */
export const alertSummary = z
  .object({
    id: z.string(),
    version: z.number().int(),
    patientId: z.string(),
    patientName: z.string(),
    localityName: z.string().nullable(),
    localityId: z.string().nullable(),
    homeId: z.string().nullable().describe('Where they live; null only while the database cannot be asked'),
    queue: z.enum(alertQueues).describe('Who at the centre answers it'),
    scenarioId: z.string(),
    template: z.string(),
    severity: z.enum(severities),
    status: z.enum(['open', 'cleared', 'closed']),
    level: z.enum(levels).describe('The rung of the ladder that was called last'),
    reason: z.string(),
    openedAt: isoInstant,
    clearedAt: isoInstant.nullable(),
    owner: z
      .object({ name: z.string(), id: z.string(), tier: z.enum(['patient', 'family', 'professional']), untilAt: isoInstant })
      .nullable(),
    askedAt: isoInstant
      .nullable()
      .describe(
        'Since when the centre has been asked without an answer; 60 s and 180 s count from here. null: it waits for no answer of theirs',
      ),
    joined: z.array(z.object({ id: z.string(), name: z.string() })).describe('Who looks on and helps; the owner still has it'),
    hubOutSince: isoInstant
      .nullable()
      .describe(
        'Since when the hub of the home is or was out of reach; such alerts of one outage are one incident. null: it is about something else',
      ),
    mergedInto: z.string().nullable().describe('The alert of the same patient together with which this one is seen to and closed'),
    snoozes: z
      .array(
        z.object({
          scope: z.enum(['alert', 'recipient']).describe('The whole alert rests, or only this person is not asked'),
          id: z.string(),
          name: z.string(),
          untilAt: isoInstant,
          reason: z.string(),
        }),
      )
      .describe('Rests that are not over'),
    nextAt: isoInstant.nullable().describe('When something happens by itself if nobody acts; null only when closed'),
    nextText: z.string().nullable().describe('What happens then, in one sentence'),
    allowed: z.array(z.enum(commandTypes)).describe('What can be done to it now; the server decides, the page displays'),
  })
  .meta({ id: 'AlertSummary' });
export type AlertSummary = z.infer<typeof alertSummary>;

/** On `hearthline/alerts/v1/<patientId>`: enough for a lamp or a chart. Names, reasons and readings stay behind the sign-in. */
export const alertEvent = alertSummary
  .pick({
    id: true,
    version: true,
    patientId: true,
    scenarioId: true,
    template: true,
    severity: true,
    status: true,
    level: true,
    openedAt: true,
    clearedAt: true,
  })
  .meta({ id: 'AlertEvent' });
export type AlertEvent = z.infer<typeof alertEvent>;

export const timelineEntry = z.object({
  n: z.number().int(),
  at: isoInstant,
  type: z.string(),
  text: z.string(),
  actor: actor.nullable(),
  lateMs: z.number().nullable(),
  hash: z.string(),
});

export const notificationSummary = z.object({
  id: z.string(),
  recipientName: z.string(),
  recipientKind: z.string(),
  channelKind: z.enum(channelKinds),
  purpose: z.string(),
  status: z.enum(['planned', 'queued', 'sending', 'sent', 'delivered', 'confirmed', 'failed', 'suppressed']),
  detail: z.string(),
  createdAt: isoInstant,
  updatedAt: isoInstant,
});

export const alertDetail = alertSummary
  .extend({
    scenarioVersion: z.number().int(),
    scenarioTitle: z.string(),
    agreement: z.string().describe('What is agreed with the patient, one sentence'),
    approvedBy: z.string(),
    evidence: z.array(z.object({ text: z.string(), at: isoInstant, limit: z.string().nullable() })),
    conditions: z.array(conditionView).describe('Every condition as it stood when the alert was raised; none in alerts of before'),
    plan: z.array(
      z.object({
        level: z.enum(levels),
        waitSeconds: z.number(),
        message: z.string(),
        state: z.enum(['done', 'current', 'next', 'later']),
        who: z.array(z.string()).describe('Names told at this rung so far'),
      }),
    ),
    previous: z
      .object({ id: z.string(), closedAt: isoInstant, outcome: z.string(), minutes: z.number().int() })
      .nullable()
      .describe('The former alert of the same agreement, when this one began within 30 minutes of its end'),
    outcome: z.object({ code: z.string(), by: z.string(), note: z.string() }).nullable(),
    tried: z.array(z.string()).describe('Who has been tried, once each, with the best that is known; without the reader'),
    carePlan: carePlanShown
      .nullable()
      .describe('The plan of care as far as the reader may see it; null: there is none, or none of it is for them'),
    notifications: z.array(notificationSummary),
    timeline: z.array(timelineEntry),
    patient: z.object({
      knownAs: z.string(),
      address: z.string(),
      keyAccess: z.string(),
      summary: z.string(),
      contacts: z.array(
        z.object({ id: z.string(), name: z.string(), relationship: z.string(), mayBeTold: z.boolean(), unavailable: unavailableNow }),
      ),
    }),
  })
  .meta({ id: 'AlertDetail' });
export type AlertDetail = z.infer<typeof alertDetail>;

/** What a signed-in person asks for. `version` is the one they saw: another one in force answers 409 with the fresh alert. */
export const alertCommand = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('acknowledge'), version: z.number().int() }),
    z.strictObject({ type: z.literal('unacknowledge'), version: z.number().int() }),
    z.strictObject({
      type: z.literal('hand-over'),
      version: z.number().int(),
      to: z.union([
        z.strictObject({ userId: z.string() }),
        z.strictObject({ level: z.enum(['coordination', 'rapid-response', 'emergency']) }),
        z.strictObject({ queue: z.enum(alertQueues) }),
      ]),
    }),
    z.strictObject({ type: z.literal('decline'), version: z.number().int() }),
    z.strictObject({
      type: z.literal('snooze'),
      version: z.number().int(),
      scope: z.enum(['alert', 'recipient']).describe('`alert` is for a professional who has it, `recipient` for a contact who is asked'),
      minutes: z.number().int().min(1).max(1440).describe('At most 15 for a high alert, 240 for a moderate, 1440 for a low one'),
      reason: z.string().trim().min(1).max(500),
    }),
    z.strictObject({ type: z.literal('unsnooze'), version: z.number().int() }),
    z.strictObject({ type: z.literal('join'), version: z.number().int() }),
    z.strictObject({ type: z.literal('leave'), version: z.number().int() }),
    z.strictObject({
      type: z.literal('merge'),
      version: z.number().int(),
      into: z.string().describe('An alert of the same patient that is open and at least as severe'),
    }),
    z.strictObject({ type: z.literal('unmerge'), version: z.number().int() }),
    z.strictObject({ type: z.literal('note'), version: z.number().int(), text: z.string().min(1).max(2000) }),
    z.strictObject({
      type: z.literal('close'),
      version: z.number().int(),
      outcome: z.enum(outcomeCodes),
      note: z.string().max(2000).default(''),
    }),
  ])
  .meta({ id: 'AlertCommand' });
export type AlertCommandRequest = z.infer<typeof alertCommand>;
