import { z } from 'zod';
import { outcomeCodes } from '../../rules/model/alert.ts';
import { callOrderReasons, callResults, careLevels, whyNotReached } from '../../rules/model/answering.ts';
import { unavailableNow } from './calendars.ts';
import { givenId } from './ids.ts';
import { isoInstant } from './messages.ts';
import { referralSteps, signpostWays } from './services.ts';

const answerView = z.object({
  id: z.string(),
  label: z.string(),
  asksFor: z.string().nullable().describe('What has to be written down with it; null: a note is free'),
});
const stepView = z.object({
  id: z.string(),
  kind: z.enum(['say', 'ask', 'do', 'assess', 'contacts', 'dispatch']),
  text: z.string(),
  hint: z.string().nullable(),
  answers: z.array(answerView).describe('Of an assessment: the levels of care, which are chosen with it'),
});
export type ScriptStepView = z.infer<typeof stepView>;

const who = { at: isoInstant, by: z.string() };
export const followUpView = z
  .object({
    id: z.string(),
    alertId: z.string().nullable(),
    text: z.string(),
    owner: z.string().nullable().describe('A person; null: whoever of the team takes it'),
    teamName: z.string().nullable(),
    dueAt: isoInstant,
    doneAt: isoInstant.nullable(),
    chasedAt: isoInstant.nullable().describe('When it was overdue and went back to everybody'),
  })
  .meta({ id: 'FollowUp' });
export type FollowUpView = z.infer<typeof followUpView>;

export const knownReadingView = z.object({
  kind: z.string(),
  label: z.string(),
  text: z.string().describe('The newest value with its unit'),
  at: isoInstant,
  counts: z.boolean().describe('Young enough to count in an assessment'),
  points: z.array(z.object({ at: isoInstant, value: z.number() })).describe('Of the last seven days, oldest first'),
});
export type KnownReadingView = z.infer<typeof knownReadingView>;

/** How an alert is being answered: what was done by whom, what comes next, and what is known for it. */
export const answeringView = z
  .object({
    alertId: z.string(),
    script: z.object({ id: z.string(), title: z.string(), source: z.string() }),
    walked: z
      .array(z.object({ step: stepView, answer: z.string(), note: z.string(), ...who }))
      .describe('Steps that are answered, in their order'),
    current: stepView.nullable().describe('What comes next; null: the script is at its end'),
    calls: z
      .array(
        z.object({
          contactId: z.string(),
          name: z.string(),
          result: z.enum(callResults),
          arrivesAt: isoInstant.nullable(),
          outOfOrder: z
            .enum(callOrderReasons)
            .nullable()
            .describe('Why they were called before somebody who comes first; null: it was their turn'),
          note: z.string(),
          ...who,
        }),
      )
      .describe('Calls to contacts, in their order'),
    notTheirTurn: z
      .array(z.object({ contactId: z.string(), before: z.array(z.string()) }))
      .describe('Contacts whose call needs a reason now, with the names of who comes before them and has not been tried'),
    assessment: z
      .object({
        advised: z.enum(careLevels),
        reasons: z.array(z.string()),
        chosen: z.enum(careLevels),
        why: z.string(),
        ...who,
      })
      .nullable()
      .describe('The last one'),
    questions: z
      .array(z.object({ id: z.string(), text: z.string(), answers: z.array(z.object({ id: z.string(), label: z.string() })) }))
      .describe('Of the assessment; what is left out counts as not known'),
    readings: z.array(knownReadingView).describe('The newest of each kind of measurement'),
    trend: knownReadingView.nullable().describe('Of what the alert is about, where that is measured'),
    suggestedOutcome: z.enum(outcomeCodes).nullable().describe('The outcome that follows from what was recorded'),
    notReached: z
      .array(z.object({ contactId: z.string(), name: z.string() }))
      .describe('Contacts of whom it is asked why, when it is closed as unable to contact'),
    followUps: z.array(followUpView),
    signposts: z.array(z.object({ id: z.string(), serviceName: z.string(), how: z.enum(signpostWays), note: z.string(), ...who })),
    referrals: z
      .array(z.object({ id: z.string(), serviceName: z.string(), step: z.enum(referralSteps), reason: z.string(), dueAt: isoInstant }))
      .describe('Made from this alert, with where they stand'),
  })
  .meta({ id: 'Answering' });
export type AnsweringView = z.infer<typeof answeringView>;

const id = givenId.describe('The same id again is the same record');
const note = z.string().trim().max(1000).default('');
const answers = z.record(z.string().max(50), z.string().max(50)).describe('Question → answer; what is left out counts as not known');

/** What somebody who answers has done. A record is never changed: a later one to the same step stands for the former. */
export const answeringRecord = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('step'), id, step: z.string().max(100), answer: z.string().max(100), note }),
    z.strictObject({
      kind: z.literal('call'),
      id,
      contactId: z.string().max(200),
      result: z.enum(callResults),
      arrivesInMinutes: z.number().int().min(1).max(240).nullable().default(null).describe('For `coming`: makes a follow-up for that time'),
      outOfOrder: z
        .enum(callOrderReasons)
        .nullable()
        .default(null)
        .describe('Needed while somebody who comes before them has not been tried (`notTheirTurn`); 422 without it'),
      note,
    }),
    z.strictObject({ kind: z.literal('not-reached'), id, contactId: z.string().max(200), why: z.enum(whyNotReached), note }),
    z.strictObject({
      kind: z.literal('assessment'),
      id,
      answers,
      chosen: z.enum(careLevels),
      why: z.string().trim().max(1000).default('').describe('Needed when less is chosen than is advised'),
    }),
  ])
  .meta({ id: 'AnsweringRecord' });
export type AnsweringRecord = z.infer<typeof answeringRecord>;

export const adviceInput = z.strictObject({ answers }).meta({ id: 'AdviceAsked' });
export const adviceView = z
  .object({ level: z.enum(careLevels), reasons: z.array(z.string()).describe('Those of this level') })
  .meta({ id: 'Advice' });
export type AdviceView = z.infer<typeof adviceView>;

export const followUpInput = z
  .strictObject({
    id: givenId.describe('The same id again is the same follow-up'),
    text: z.string().trim().min(1).max(500),
    owner: z.union([z.strictObject({ userId: z.string().max(200) }), z.strictObject({ teamId: z.string().max(200) })]),
    dueAt: isoInstant,
  })
  .meta({ id: 'NewFollowUp' });
export type FollowUpInput = z.infer<typeof followUpInput>;

/** A contact as somebody who answers an alert needs them, with the number to ring. */
export const contactToCall = z
  .object({
    id: z.string(),
    name: z.string(),
    relationship: z.string(),
    order: z.number().int(),
    mayBeTold: z.boolean(),
    unavailable: unavailableNow,
    numbers: z.array(z.string()).describe('None of somebody who may not be told'),
  })
  .meta({ id: 'ContactToCall' });
export type ContactToCall = z.infer<typeof contactToCall>;
