import { z } from 'zod';
import { localTime, weekdays } from '../../rules/model/window.ts';
import { givenId, name, ownId } from './ids.ts';
import { isoInstant } from './messages.ts';

/** What somebody may be looking for in the neighbourhood: short words that people choose from. */
export const needs = [
  'company',
  'hobbies-and-learning',
  'exercise',
  'falls',
  'food-and-shopping',
  'transport',
  'money-and-benefits',
  'housing',
  'home-safety-and-repairs',
  'personal-care',
  'equipment',
  'carers',
  'memory-and-dementia',
  'bereavement',
  'mental-wellbeing',
  'alcohol-and-drugs',
  'nursing',
  'medicines',
  'hearing-and-sight',
  'digital',
  'volunteering',
] as const;
export type Need = (typeof needs)[number];

/** The first half of a postcode, which says the district. */
export const postcodeDistrict = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{1,2}[0-9][A-Z0-9]?$/, 'must be the first half of a postcode, as S60');

/** What must be answered before a service takes a referral. */
const ask = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), label: z.string().trim().min(1).max(200), required: z.boolean() });

/** Capacity as the service told it; what is not known is not "open". */
export const capacities = ['open', 'waiting-list', 'full'] as const;

/** A group, club or service as a source tells of it. */
export const serviceInput = z
  .strictObject({
    sourceId: z.string().trim().min(1).max(200).describe('Its id in the source: what comes again under it is the same service'),
    name,
    organisation: z.string().trim().max(200).default(''),
    description: z.string().trim().max(5000).default(''),
    needs: z.array(z.enum(needs)).max(needs.length).default([]),
    words: z.array(z.string().trim().min(1).max(100)).max(50).default([]).describe("The source's own terms, to be found by"),
    areas: z.array(postcodeDistrict).max(500).default([]).describe('Districts of postcodes that it serves; none: everywhere'),
    district: postcodeDistrict.nullable().default(null).describe('Where it is'),
    address: z.string().trim().max(500).default(''),
    minAge: z.number().int().min(0).max(130).nullable().default(null),
    maxAge: z.number().int().min(0).max(130).nullable().default(null),
    eligibility: z.string().trim().max(2000).default('').describe('Whatever else must be so, for a person to judge'),
    opening: z
      .array(z.strictObject({ days: weekdays, from: localTime, to: localTime }))
      .max(50)
      .nullable()
      .default(null)
      .describe('null: not told'),
    cost: z.enum(['free', 'paid']).nullable().default(null),
    phone: z.string().trim().max(50).nullable().default(null),
    email: z.email().nullable().default(null),
    url: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    referral: z.enum(['self', 'professional', 'either']).default('either').describe('Who may refer somebody'),
    asks: z.array(ask).max(30).default([]).describe('What it asks of a referral'),
    capacity: z.enum(capacities).nullable().default(null),
    capacityAt: isoInstant.nullable().default(null).describe('When the capacity was told; left out: when it was imported'),
  })
  .refine(({ minAge, maxAge }) => minAge === null || maxAge === null || minAge <= maxAge, {
    message: 'is below minAge',
    path: ['maxAge'],
  })
  .meta({ id: 'ServiceInput' });
export type ServiceInput = z.output<typeof serviceInput>;

export const serviceView = serviceInput
  .safeExtend({
    id: z.string(),
    source: z.string(),
    updatedAt: isoInstant.describe('When its source last told of it'),
    withdrawnAt: isoInstant.nullable(),
  })
  .meta({ id: 'ServiceOffered' });
export type ServiceView = z.output<typeof serviceView>;

export const serviceQuery = z.object({
  need: z.enum(needs).optional(),
  patientId: z.string().max(200).optional().describe('Age and district are taken from them where they are not given'),
  words: z.string().trim().max(200).optional().describe('Each word must be found in the name, the description or the terms'),
  district: postcodeDistrict.optional().describe('Where the person lives'),
  age: z.coerce.number().int().min(0).max(130).optional(),
  openAt: isoInstant.optional().describe('Only what is open then, or does not say'),
  all: z.stringbool().default(false).describe('What the person is not eligible for, too'),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});
export type ServiceQuery = z.output<typeof serviceQuery>;

export const foundService = z
  .object({
    service: serviceView,
    fit: z.enum(['fits', 'unknown', 'no']).describe('unknown: something is not known of the person, or is for a person to judge'),
    why: z.array(z.string()).describe('One line a condition that is not known to hold'),
    open: z.boolean().nullable().describe('At `openAt`, else now; null: not told'),
    capacity: z.enum([...capacities, 'unknown']).describe('unknown: not told, or more than 28 days ago'),
    near: z.enum(['here', 'serves', 'everywhere']).nullable().describe('null: the district of the person is not known'),
  })
  .meta({ id: 'FoundService' });
export type FoundService = z.output<typeof foundService>;

export const serviceImport = z
  .object({
    source: z.string(),
    added: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    withdrawn: z.number().int().describe('Were in the import before and are not in this one'),
    refused: z.array(z.object({ place: z.string(), reason: z.string() })).describe('Entries that could not be read, each with its line'),
  })
  .meta({ id: 'ServiceImport' });
export type ServiceImport = z.output<typeof serviceImport>;

/** What might help somebody after an alert that ended without need for anybody at once. */
export const suggestedServices = z
  .object({ needs: z.array(z.enum(needs)).describe('None: nothing is suggested after such an alert'), found: z.array(foundService) })
  .meta({ id: 'SuggestedServices' });

/** How far a referral has come. It is open until it is allocated, declined or withdrawn. */
export const referralSteps = ['sent', 'received', 'screened', 'allocated', 'declined', 'withdrawn'] as const;
export type ReferralStep = (typeof referralSteps)[number];

export const referralInput = z
  .strictObject({
    id: ownId,
    serviceId: z.string().max(200),
    reason: z.string().trim().min(1).max(2000),
    answers: z.record(z.string(), z.string().trim().max(2000)).default({}).describe('By the ids of what the service asks'),
    consent: z.strictObject({
      basis: z.enum(['patient', 'best-interest']),
      note: z.string().trim().min(1).max(500).describe('How it was given, or who decided'),
    }),
    alertId: z.string().max(500).nullable().default(null).describe('The alert that it follows from'),
  })
  .meta({ id: 'ReferralInput' });
export type ReferralInput = z.output<typeof referralInput>;

export const referralStepInput = z
  .strictObject({
    from: z.enum(referralSteps).describe('Where the sender saw it; 409 when it has gone on meanwhile'),
    to: z.enum(referralSteps).exclude(['sent']),
    note: z.string().trim().max(2000).default(''),
  })
  .refine(({ to, note }) => (to !== 'declined' && to !== 'withdrawn') || note !== '', { message: 'a reason is needed', path: ['note'] })
  .meta({ id: 'ReferralStepInput' });

export const referralView = z
  .object({
    id: z.string(),
    patientId: z.string(),
    patientName: z.string(),
    serviceId: z.string(),
    serviceName: z.string(),
    reason: z.string(),
    answers: z.record(z.string(), z.string()),
    step: z.enum(referralSteps),
    sentAt: isoInstant,
    dueAt: isoInstant.describe('24 hours after it was sent: by then it is allocated or declined'),
    alertId: z.string().nullable(),
    steps: z.array(z.object({ step: z.enum(referralSteps), at: isoInstant, by: z.string(), note: z.string() })),
  })
  .meta({ id: 'ReferralMade' });
export type ReferralView = z.output<typeof referralView>;

/** `app`: in the messages of their app; `spoken`: told by telephone or at the door. */
export const signpostWays = ['app', 'spoken'] as const;
export const signpostInput = z
  .strictObject({
    id: givenId.describe('The same id again is the same signpost'),
    serviceId: z.string().max(200),
    note: z.string().trim().max(500).default('').describe('What you would like to add; they read it'),
    how: z.enum(signpostWays).describe('422 for `app` when they do not use it'),
    alertId: z.string().max(500).nullable().default(null).describe('The alert that it follows from'),
  })
  .meta({ id: 'SignpostInput' });
export type SignpostInput = z.output<typeof signpostInput>;

export const signpostView = z.object({
  id: z.string(),
  serviceId: z.string(),
  serviceName: z.string(),
  note: z.string(),
  how: z.enum(signpostWays),
  alertId: z.string().nullable(),
  at: isoInstant,
  by: z.string(),
});
export const signpostsView = z
  .object({
    hasApp: z.boolean().describe('They read messages in the app of their own'),
    signposts: z.array(signpostView).describe('The newest first'),
  })
  .meta({ id: 'Signposts' });
