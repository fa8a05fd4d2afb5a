import { z } from 'zod';
import { name } from './ids.ts';
import { isoInstant } from './messages.ts';
import { relationKinds, roles } from './relations.ts';

export const newPassword = z.string().min(12).max(128).describe('12 to 128 characters');

/** Roles that stand in a relation to one person, and which one. A contact and a champion are one of the person's contacts. */
export const relationOfRole = { patient: 'self', contact: 'contact', 'agency-carer': 'agency', champion: 'champion' } as const;
export type RelatedRole = keyof typeof relationOfRole;

export const invitationInput = z
  .strictObject({
    name,
    email: z.email().nullable().default(null).describe('Left out: they say themselves by which address they sign in'),
    role: z.enum(roles),
    patientId: z.string().max(200).nullable().default(null).describe('For patient, contact, agency-carer and champion: of whom'),
    contactId: z.string().max(200).nullable().default(null).describe("For contact and champion: which of the person's contacts"),
  })
  .superRefine(({ role, patientId, contactId }, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (role in relationOfRole && patientId === null) wrong('patientId', `a ${role} is invited for a person`);
    if (!(role in relationOfRole) && patientId !== null) wrong('patientId', `a ${role} is not invited for one person`);
    const isContact = role === 'contact' || role === 'champion';
    if (isContact && contactId === null) wrong('contactId', `a ${role} is one of the person's contacts`);
    if (!isContact && contactId !== null) wrong('contactId', `a ${role} is none of the person's contacts`);
  })
  .meta({ id: 'InvitationInput' });
export type InvitationInput = z.output<typeof invitationInput>;

/** An invitation as it is handed over, this once. */
export const madeInvitation = z
  .object({
    id: z.string(),
    link: z.string().describe('Opens the page on which they choose a password. Whoever has it may: it is shown here and nowhere else'),
    qrSvg: z.string().describe('The link as a QR code, an SVG image'),
    expiresAt: isoInstant,
    mailed: z.enum(['sent', 'failed', 'no-address']).describe('What became of the e-mail with the link'),
  })
  .meta({ id: 'MadeInvitation' });

export const invitationLine = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role: z.enum(roles),
    patientId: z.string().nullable(),
    patientName: z.string().nullable().describe('What the person is known as'),
    contactId: z.string().nullable(),
    relation: z.enum(relationKinds).nullable(),
    expiresAt: isoInstant,
    state: z.enum(['waiting', 'accepted', 'expired', 'withdrawn']),
  })
  .meta({ id: 'InvitationLine' });

/** What a link says to whoever holds it, before they accept. */
export const invitationView = z
  .object({
    name: z.string(),
    email: z.string().nullable().describe('By which they will sign in; null: they say it'),
    role: z.enum(roles),
    patientName: z.string().nullable().describe('What the person is known as'),
    hasAccount: z.boolean().describe('They have an account by this address: they sign in to accept, and need no other password'),
  })
  .meta({ id: 'InvitationView' });

/** Where somebody of this role opens the link of an invitation or for another password: the app has these pages in its languages. */
export function linkPath(role: z.infer<typeof invitationInput>['role'], page: 'invitation' | 'reset'): string {
  return role === 'patient' || role === 'contact' || role === 'agency-carer' || role === 'champion' ? `/family/${page}` : `/${page}`;
}

export const token = z.string().min(1).max(200);
export const acceptInput = z
  .strictObject({ token, email: z.email().optional(), password: newPassword.optional() })
  .meta({ id: 'AcceptInvitationInput' });

/** By what a session was begun. All but a password alone are two factors. */
export const waysIn = ['password', 'second-factor', 'passkey', 'sso'] as const;
export type WayIn = (typeof waysIn)[number];

export const sessionView = z
  .object({
    id: z.string(),
    isThis: z.boolean().describe('The one that asks'),
    way: z.enum(waysIn),
    startedAt: isoInstant,
    usedAt: isoInstant.describe('Last used, to within ten minutes'),
    endsAt: isoInstant.describe('Unless it is used again'),
    address: z.string().nullable(),
    browser: z.string().nullable().describe('As the browser names itself'),
  })
  .meta({ id: 'SessionView' });

export const signInView = z
  .object({
    hasPassword: z.boolean(),
    hasApp: z.boolean().describe('An authenticator app is asked for its code'),
    passkeys: z.array(z.object({ id: z.string(), name: z.string().nullable(), createdAt: isoInstant.nullable() })),
  })
  .meta({ id: 'SignInView' });
