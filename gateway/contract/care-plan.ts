import { z } from 'zod';
import { givenId, name } from './ids.ts';
import { isoInstant } from './messages.ts';

/** The parts of a plan of care, in the order in which it is read as a whole. */
export const planSections = ['mattersToMe', 'normalForMe', 'okToStay', 'wishes', 'risks', 'keyAccess', 'actions'] as const;
export type PlanSection = (typeof planSections)[number];

/** With whom a part can be shared besides those who answer for the service. */
export const planAudiences = ['contacts', 'agency'] as const;
export type PlanAudience = (typeof planAudiences)[number];

/** `not-recorded` is an answer of its own: nobody may read it as a wish. */
export const resuscitation = ['yes', 'no', 'not-recorded'] as const;
export const hospitalWishes = ['yes', 'no', 'only-if', 'not-recorded'] as const;
export const planDocumentKinds = ['respect', 'dnacpr', 'advance-decision', 'lasting-power-of-attorney', 'other'] as const;
/** Documents in which it can be written that resuscitation is not to be attempted. */
const decidesOnCpr: readonly (typeof planDocumentKinds)[number][] = ['respect', 'dnacpr', 'advance-decision'];
export const actionOwners = ['patient', 'contact', 'role', 'person'] as const;

/** Short enough for whoever answers, and for two sheets of paper. */
export const longestPart = 700;
const plainWords = z.string().trim().max(longestPart);
/** The code of a key safe is shown on a job and nowhere else; a plan is printed and lies on a table. */
const tellsACode = /\b(code|pin|combination)\b\D{0,20}\d{3,}/i;

const planDocument = z.strictObject({
  kind: z.enum(planDocumentKinds),
  keptAt: z.string().trim().min(1).max(200).describe('Where the paper is kept'),
  decidedOn: z.iso.date(),
  decidedBy: name,
});

const wishes = z
  .strictObject({
    cpr: z.enum(resuscitation).describe('Whether resuscitation is to be attempted'),
    hospital: z.enum(hospitalWishes).describe('Whether the person is to be taken to hospital'),
    hospitalOnlyIf: z.string().trim().max(300).describe('For `only-if`: when'),
    documents: z.array(planDocument).max(5),
    words: plainWords.describe('Further wishes, and what treatment is not to go beyond'),
  })
  .refine(({ cpr, documents }) => cpr !== 'no' || documents.some(({ kind }) => decidesOnCpr.includes(kind)), {
    path: ['documents'],
    message: 'must name the ReSPECT form, DNACPR form or advance decision that says no to resuscitation',
  })
  .refine(({ hospital, hospitalOnlyIf }) => hospital !== 'only-if' || hospitalOnlyIf !== '', {
    path: ['hospitalOnlyIf'],
    message: 'must say when',
  });

const planAction = z
  .strictObject({
    id: givenId.or(z.literal('')).describe('Stays the same from version to version; empty: it is new'),
    what: z.string().trim().min(1).max(200),
    owner: z
      .strictObject({
        kind: z.enum(actionOwners),
        id: z.string().max(500).describe('Of the contact; else empty'),
        name: z.string().trim().max(200).describe('Of the role or person; else empty'),
      })
      .refine(({ kind, id }) => kind !== 'contact' || id !== '', { path: ['id'], message: 'must name the contact' })
      .refine(({ kind, name: named }) => (kind !== 'role' && kind !== 'person') || named !== '', {
        path: ['name'],
        message: 'must say who',
      }),
    dueOn: z.iso.date().nullable().describe('null: it goes on'),
  })
  .describe('Who does what by when');

/** What a plan says. Empty words are `not recorded` wherever it is shown. */
export const carePlanSections = z.strictObject({
  mattersToMe: plainWords,
  normalForMe: plainWords.describe('What is normal for this person, so that nobody is alarmed by it, or calmed by it'),
  okToStay: plainWords.describe('When it is all right to stay at home, and what to do first'),
  wishes,
  risks: plainWords,
  keyAccess: z.strictObject({
    note: z
      .string()
      .trim()
      .max(300)
      .refine((text) => !tellsACode.test(text), { message: 'must not hold the code of a key safe: a plan is printed' }),
    holders: z.array(z.string().max(500)).max(10).describe('Ids of the contacts who have a key'),
  }),
  actions: z.array(planAction).max(12),
  shareWith: z
    .strictObject({ contacts: z.array(z.enum(planSections)), agency: z.array(z.enum(planSections)) })
    .describe('Which parts the person shares with contacts who may see how they are, and with the carers of their agency'),
});
export type CarePlanSections = z.infer<typeof carePlanSections>;

/** What a plan begins with when somebody is enrolled: its words, without wishes and actions. */
export const firstPlan = carePlanSections.pick({ mattersToMe: true, normalForMe: true, okToStay: true, risks: true });

/** Whose plan it is: the person agreed, or it was decided in their best interest (Mental Capacity Act 2005, s. 4). */
export const planAgreed = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('patient'), on: z.iso.date() }),
  z.strictObject({
    by: z.literal('best-interest'),
    on: z.iso.date(),
    decidedBy: name,
    reference: z.string().trim().min(1).max(300).describe('Where the decision is recorded'),
  }),
]);
export type PlanAgreed = z.infer<typeof planAgreed>;

/** `PUT /api/patients/:id/plan/draft`: the whole draft. */
export const carePlanDraftInput = z
  .strictObject({
    sections: carePlanSections,
    agreed: planAgreed.nullable().describe('null: not agreed yet; such a draft cannot be approved'),
    reviewOn: z.iso.date().nullable(),
    revision: z
      .int()
      .min(0)
      .describe('Of the draft that was read; 0: there was none. Should it have been changed meanwhile, nothing is done (409)'),
  })
  .meta({ id: 'CarePlanDraftInput' });
export type CarePlanDraftInput = z.output<typeof carePlanDraftInput>;

/** `POST /api/patients/:id/plan/approve`: the draft that was read. */
export const carePlanApproval = z.strictObject({ version: z.int().min(1), revision: z.int().min(1) }).meta({ id: 'CarePlanApproval' });

/** The parts of a plan in words, as far as whoever reads it may see them. */
export const carePlanShown = z
  .object({
    version: z.int(),
    activeFrom: isoInstant,
    approvedBy: z.string(),
    agreed: z.string().describe('Who agreed, in words'),
    reviewOn: z.iso.date(),
    reviewOverdue: z.boolean(),
    parts: z.array(
      z.object({
        section: z.enum(planSections),
        title: z.string(),
        lines: z.array(z.string()).describe('Sentences; one that says so where nothing is recorded'),
        recorded: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'CarePlanShown' });
export type CarePlanShown = z.infer<typeof carePlanShown>;

export const carePlanStatuses = ['draft', 'active', 'superseded'] as const;

/** One version as it is kept, for those who write plans. */
export const carePlanVersion = z
  .object({
    version: z.int(),
    status: z.enum(carePlanStatuses),
    revision: z.int(),
    sections: carePlanSections,
    agreed: planAgreed.nullable(),
    reviewOn: z.iso.date().nullable(),
    writtenBy: z.string(),
    writtenAt: isoInstant,
    approvedBy: z.string().nullable(),
    activeFrom: isoInstant.nullable(),
    parts: carePlanShown.shape.parts,
  })
  .meta({ id: 'CarePlanVersion' });
export type CarePlanVersion = z.infer<typeof carePlanVersion>;

/** `GET /api/patients/:id/plan`. */
export const carePlanView = z
  .object({
    active: carePlanVersion.nullable().describe('null: there is no plan yet'),
    draft: carePlanVersion.nullable(),
    reviewOverdue: z.boolean(),
    done: z.array(z.object({ actionId: z.string(), at: isoInstant, by: z.string() })).describe('Actions that are done'),
  })
  .meta({ id: 'CarePlanView' });
export type CarePlanView = z.infer<typeof carePlanView>;

/** `GET /api/patients/:id/plan/versions/:version`: a version, and what it changed. */
export const carePlanComparison = z
  .object({
    plan: carePlanVersion,
    since: z.int().nullable().describe('The version that it is compared with; null: it is the first'),
    changes: z.array(
      z.object({ section: z.enum(planSections), title: z.string(), removed: z.array(z.string()), added: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'CarePlanComparison' });
export type CarePlanComparison = z.infer<typeof carePlanComparison>;
