import { z } from 'zod';
import { patientAgreementWays } from '../../rules/model/agreement.ts';
import { severities } from '../../rules/model/alert.ts';
import { deviceKinds, rooms } from '../../rules/model/patient.ts';
import { languages } from '../../rules/model/speech.ts';
import { firstPlan } from './care-plan.ts';
import { givenId } from './ids.ts';
import { isoInstant } from './messages.ts';
import { planInput } from './people.ts';
import { purposes } from './relations.ts';

/** As it was typed so far: also what is not yet right. */
const typed = z.string().max(2_000);

/** What has been entered about a home and one person in it. The code of a key safe is never part of it. */
export const enrolmentDraft = z
  .strictObject({
    person: z.strictObject({
      givenName: typed,
      familyName: typed,
      knownAs: typed,
      nhsNumber: typed,
      birthDate: typed,
      zone: typed,
      language: z.enum(languages),
      summary: typed,
    }),
    home: z.strictObject({ address: typed, localityName: typed, keyAccess: typed }),
    kit: z
      .array(
        z.strictObject({ kind: z.enum(deviceKinds), name: typed, room: z.enum(rooms).nullable(), worn: z.boolean(), speaks: z.boolean() }),
      )
      .max(50),
    contacts: z
      .array(
        z.strictObject({
          name: typed,
          relationship: typed,
          mobile: typed,
          phone: typed,
          email: typed,
          language: z.enum(languages),
          allowed: z.array(z.enum(purposes)),
          consentNote: typed,
          quietFrom: typed,
          quietTo: typed,
        }),
      )
      .max(20),
    plan: firstPlan.extend({ mattersToMe: typed, normalForMe: typed, okToStay: typed, risks: typed }),
    packIds: z.array(typed).max(20),
    patientAgreed: z.enum(patientAgreementWays).nullable().describe('How the person agreed to what is about their life; null: not yet'),
    agreements: z
      .array(
        z.strictObject({
          template: typed,
          params: z.record(z.string(), z.unknown()),
          plan: planInput.nullable(),
          severity: z.enum(severities).nullable(),
          approveNow: z.boolean(),
        }),
      )
      .max(40),
  })
  .meta({ id: 'EnrolmentDraft' });
export type EnrolmentDraft = z.output<typeof enrolmentDraft>;

export const enrolmentDraftView = z
  .object({ id: givenId, updatedAt: isoInstant, content: enrolmentDraft })
  .meta({ id: 'EnrolmentDraftView' });
export type EnrolmentDraftView = z.output<typeof enrolmentDraftView>;

/** Agreements that belong together, as they are offered. */
export const scenarioPack = z
  .object({
    id: z.string(),
    title: z.string(),
    sentence: z.string().describe('What it does, for the person and the family'),
    for: z.string(),
    source: z.string(),
    agreements: z.array(
      z.object({
        template: z.string(),
        title: z.string(),
        params: z.record(z.string(), z.unknown()),
        plan: planInput.nullable(),
        severity: z.enum(severities).nullable(),
        asks: z.array(z.object({ param: z.string(), question: z.string() })).describe('What only the person can say'),
        needsConsent: z.boolean(),
        needsPatient: z.boolean(),
        forEveryone: z.boolean().describe('In force for everybody anyway, with the values of the place'),
      }),
    ),
  })
  .meta({ id: 'ScenarioPack' });
export type ScenarioPack = z.output<typeof scenarioPack>;
