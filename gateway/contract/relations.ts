import { z } from 'zod';
import { isoInstant } from './messages.ts';

/** Who somebody is to the service. What they may do follows from it and from how they stand to the person concerned. */
export const roles = [
  'patient',
  'contact',
  'agency-carer',
  'coordinator',
  'responder',
  'clinician',
  'champion',
  'installer',
  'manager',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** How somebody who signs in stands to one person: that person, one of their contacts, a carer of their agency, who cheers them on, who fits their kit. */
export const relationKinds = ['self', 'contact', 'agency', 'champion', 'installer'] as const;
export type RelationKind = (typeof relationKinds)[number];

/** What a contact may have been allowed, each by itself. A champion sees how far goals were attained and nothing else. */
export const purposes = ['see-status', 'see-readings', 'be-told', 'see-attainment'] as const;
export type Purpose = (typeof purposes)[number];

/** Who gave it: the person, or others in the person's best interest (Mental Capacity Act 2005, s. 4), which has an end. */
export const consentBases = ['patient', 'best-interest'] as const;
export type ConsentBasis = (typeof consentBases)[number];

/** One permission of one contact, as it was given and taken back. */
export const contactConsent = z
  .object({
    contactId: z.string(),
    purpose: z.enum(purposes),
    basis: z.enum(consentBases),
    givenAt: isoInstant,
    givenBy: z.string().describe('Name of who gave it, or of who decided'),
    note: z.string(),
    endsAt: isoInstant.nullable().describe('When it ends by itself; a best-interest decision always has it'),
    endedAt: isoInstant.nullable(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'ContactConsent' });
export type ContactConsent = z.infer<typeof contactConsent>;
