import { z } from 'zod';
import { agreementActions, agreementStatuses, patientAgreementWays } from '../../rules/model/agreement.ts';
import { severities } from '../../rules/model/alert.ts';
import { isoInstant } from './messages.ts';

const name = z.string().trim().min(1).max(200);

export const consentInput = z
  .strictObject({
    kind: z.enum(['consent', 'best-interest']),
    decidedBy: name.describe('Who consented, or who decided in the best interest of the person'),
    decidedOn: z.iso.date(),
    note: z.string().max(500).default(''),
  })
  .meta({ id: 'ConsentInput' });
export const patientAgreedInput = z
  .strictObject({ how: z.enum(patientAgreementWays) })
  .describe('The agreement of the person themselves: how it was given; who records it and when is kept with it')
  .meta({ id: 'PatientAgreedInput' });

/** What may be recorded on the way of a draft into force. */
export const recordInput = z
  .strictObject({
    consent: consentInput.nullable().default(null),
    consentNote: z.string().max(500).default('').describe('Consent in words, where there are no fields for it'),
    patientAgreed: patientAgreedInput.nullable().default(null),
    version: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe('The one that was read. Should another have taken its place, nothing is done (409)'),
  })
  .meta({ id: 'AgreementRecordInput' });
export type RecordInput = z.output<typeof recordInput>;

/** No pause is longer than this: what rests for a quarter of a year is retired. */
export const longestPauseDays = 92;
export const pauseInput = z
  .strictObject({ untilAt: isoInstant.describe(`At most ${longestPauseDays} days ahead`), reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'PauseInput' });
export const dropInput = z
  .strictObject({
    version: z
      .int()
      .min(1)
      .describe('The draft, or approved version, that was read. Should another have taken its place, nothing is done (409)'),
  })
  .meta({ id: 'DropDraftInput' });
export const withdrawInput = z
  .strictObject({ by: name.describe('Who took the consent back'), note: z.string().max(500).default('') })
  .meta({ id: 'WithdrawConsentInput' });

export const agreementStatus = z.enum(agreementStatuses);

const origin = z.enum(['core', 'locality', 'patient']);
export const agreedValue = z
  .object({
    path: z.string().describe('`window.from`; also `severity` and `plan`'),
    label: z.string(),
    value: z.string().describe('In words'),
    layer: origin,
    source: z.string().describe('Who set it: version, approver and date'),
  })
  .meta({ id: 'AgreedValue' });
export type AgreedValue = z.infer<typeof agreedValue>;

export const consentView = z.object({
  kind: z.enum(['consent', 'best-interest']).nullable().describe('null: recorded in words only'),
  decidedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
  note: z.string(),
});
export const patientAgreedView = z.object({ how: z.enum(patientAgreementWays), recordedBy: z.string(), at: isoInstant });
export const withdrawnView = z.object({ by: z.string(), note: z.string(), at: isoInstant, risks: z.array(z.string()) });

export const agreementView = z
  .object({
    id: z.string(),
    version: z.number().int(),
    template: z.string(),
    title: z.string(),
    agreement: z.string(),
    severity: z.enum(severities),
    status: agreementStatus,
    approvedBy: z.string().nullable().describe('null: a draft'),
    activeFromAt: isoInstant.nullable().describe('null: not in force yet'),
    pausedUntilAt: isoInstant.nullable(),
    pauseReason: z.string(),
    needsConsent: z.boolean(),
    needsPatient: z.boolean(),
    consent: consentView.nullable(),
    patientAgreed: patientAgreedView.nullable(),
    withdrawn: withdrawnView.nullable(),
    values: z.array(agreedValue),
    actions: z.array(z.enum(agreementActions)).describe('What its status allows'),
  })
  .meta({ id: 'AgreementView' });
export type AgreementView = z.infer<typeof agreementView>;

export const versionView = z
  .object({
    version: z.number().int(),
    status: agreementStatus,
    createdAt: isoInstant,
    createdBy: z.string(),
    approvedBy: z.string().nullable(),
    approvedAt: isoInstant.nullable(),
    activeFromAt: isoInstant.nullable(),
    endedAt: isoInstant.nullable(),
    changes: z.array(
      z.object({
        path: z.string(),
        before: z.string().nullable().describe('null: was not there'),
        after: z.string().nullable(),
        beforeSource: z.string().nullable(),
        afterSource: z.string().nullable(),
        words: z.string(),
      }),
    ),
  })
  .meta({ id: 'AgreementVersion' });
export const agreementHistory = z
  .object({
    versions: z.array(versionView).describe('Newest first'),
    events: z
      .array(z.object({ at: isoInstant, by: z.string(), action: z.string(), words: z.string() }))
      .describe('Every change of status, newest first'),
  })
  .meta({ id: 'AgreementHistory' });
export type AgreementHistory = z.infer<typeof agreementHistory>;

export const withdrawnResult = z
  .object({
    id: z.string(),
    version: z.number().int(),
    status: z.literal('retired'),
    risks: z.array(z.string()).describe('What nobody looks after from now on, in sentences for the person’s plan'),
  })
  .meta({ id: 'WithdrawConsentResult' });
