import { z } from 'zod';
import { name } from './ids.ts';
import { isoInstant } from './messages.ts';
import { consentBases, contactConsent, purposes } from './relations.ts';

/** A best-interest decision is looked at anew after a year at the latest. */
export const longestBestInterestDays = 366;

const changes = z
  .array(
    z.strictObject({
      purpose: z.enum(purposes),
      allowed: z.boolean(),
      endsAt: isoInstant.nullable().default(null).describe('When it ends by itself; null: when it is taken back'),
    }),
  )
  .min(1)
  .max(purposes.length)
  .refine((list) => new Set(list.map(({ purpose }) => purpose)).size === list.length, { message: 'names a purpose twice' })
  .describe('What is to be otherwise; purposes that are not named stay as they are');

/** What the patient changes about one of their contacts. Sent again, it changes nothing more. */
export const myConsentsInput = z.strictObject({ changes }).meta({ id: 'MyConsentsInput' });

/** The same as somebody of the service writes it down: the patient said so, or others decided it in their best interest. */
export const consentsInput = z
  .strictObject({
    changes,
    note: z.string().trim().max(1000).default('').describe('How the patient said it; of a best-interest decision, who was asked and why'),
    bestInterest: z
      .strictObject({ decidedBy: name.describe('Who decided') })
      .nullable()
      .default(null)
      .describe('Recorded by a clinician, with a note, and every permission with an end'),
  })
  .meta({ id: 'ConsentsInput' });
export type ConsentsInput = z.output<typeof consentsInput>;
export type ConsentChange = ConsentsInput['changes'][number];

/** Every permission that a patient's contacts have or had, newest first. */
export const consentList = z.array(contactConsent);

export const consentPreview = z
  .object({
    sentences: z.array(z.string()).describe('What follows, in plain words'),
    leavesNobody: z
      .boolean()
      .describe('Something would be told to nobody of the family and friends who is told it now; ask again before it is saved'),
  })
  .meta({ id: 'ConsentPreview' });
export type ConsentPreview = z.infer<typeof consentPreview>;

/** One of the patient's contacts as the patient sees them, with what they are allowed now. */
export const myContact = z
  .object({
    contactId: z.string(),
    name: z.string(),
    relationship: z.string(),
    allowed: z.array(
      z.object({
        purpose: z.enum(purposes),
        basis: z.enum(consentBases),
        sinceAt: isoInstant,
        by: z.string().describe('Who gave it, or who decided'),
        endsAt: isoInstant.nullable(),
        why: z.string().nullable().describe('Why the patient cannot change it here, and whom to ask; null: they can'),
      }),
    ),
  })
  .meta({ id: 'MyContact' });
export type MyContact = z.infer<typeof myContact>;

/** What somebody was given by one person. */
export const myGiven = z
  .object({
    patientId: z.string(),
    knownAs: z.string(),
    allowed: z.array(z.object({ purpose: z.enum(purposes), sinceAt: isoInstant, endsAt: isoInstant.nullable() })),
  })
  .meta({ id: 'MyGivenConsent' });
export type MyGiven = z.infer<typeof myGiven>;

/** Who saw what on one day, the newest first. */
export const myLooksOfDay = z
  .object({
    date: z.iso.date().describe('In the time zone of the person'),
    looks: z.array(
      z.object({
        by: z.string().describe('Their name'),
        role: z.string().describe('Who they are, in words'),
        what: z.string().describe('What they saw, in words'),
        lastAt: isoInstant,
        times: z.number().int().min(1).describe('How often that day'),
      }),
    ),
  })
  .meta({ id: 'MyLooksOfDay' });
export type MyLooksOfDay = z.infer<typeof myLooksOfDay>;
