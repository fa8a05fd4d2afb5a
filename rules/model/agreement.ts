import type { Instant } from './time.ts';

/**
 * Templates of what holds for everyone from the first day, without asking: a call for help, a fall and an alarm in the home reach the centre,
 * and a device that falls silent is missed.
 */
export const forEveryone: readonly string[] = ['sos', 'no-plan', 'home-hazard', 'silent-device'];
/** The approver of such an agreement: nobody has agreed it with this person. */
export const standingApprover = 'Standing agreement';

/** Templates that the gateway makes agreements of by itself; nobody agrees them with a person. */
export const madeByItself: readonly string[] = ['unknown-caller'];

/** What an agreement is about; the catalogue is shown in these groups, in this order. */
export const agreementAreas = ['safety', 'daily-life', 'medicine', 'vital-sign', 'care', 'goal', 'equipment'] as const;

/** The life of one version of an agreement. `paused` is an active one whose pause has not ended. */
export const agreementStatuses = ['draft', 'approved', 'active', 'paused', 'superseded', 'retired'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/**
 * What can be done to a version. `supersede`: a newer version takes its place. `withdraw`: the patient takes back their consent.
 * `drop`: a version that is not in force yet never comes into force; what is in force stays so.
 */
export const agreementActions = ['approve', 'activate', 'pause', 'resume', 'supersede', 'drop', 'withdraw', 'retire'] as const;
export type AgreementAction = (typeof agreementActions)[number];

/** What each action makes of a version. What is not written here is refused. */
const transitions: Readonly<Record<AgreementStatus, Partial<Readonly<Record<AgreementAction, AgreementStatus>>>>> = {
  draft: { approve: 'approved', supersede: 'superseded', drop: 'retired', retire: 'retired', withdraw: 'retired' },
  approved: { activate: 'active', supersede: 'superseded', drop: 'retired', retire: 'retired', withdraw: 'retired' },
  active: { pause: 'paused', supersede: 'superseded', retire: 'retired', withdraw: 'retired' },
  // Another end may be set before the first has come.
  paused: { pause: 'paused', resume: 'active', supersede: 'superseded', retire: 'retired', withdraw: 'retired' },
  superseded: {},
  retired: {},
};

/** The status after an action; null: the action is not allowed in this one. */
export function afterAction(status: AgreementStatus, action: AgreementAction): AgreementStatus | null {
  return transitions[status][action] ?? null;
}

const asked: Readonly<Record<AgreementAction, string>> = {
  approve: 'be approved',
  activate: 'be activated',
  pause: 'be paused',
  resume: 'be resumed',
  supersede: 'be changed',
  drop: 'be dropped',
  withdraw: 'have its consent withdrawn',
  retire: 'be retired',
};

/** Why an action is refused, as a plain sentence; null: it is allowed. */
export function actionRefusal(status: AgreementStatus, action: AgreementAction): string | null {
  if (afterAction(status, action) !== null) return null;
  if (action === 'activate' && status === 'draft') return 'is a draft and cannot be activated: a named clinician has to approve it first';
  const article = /^[aeiou]/.test(status) ? 'an' : 'a';
  const state = status === 'draft' ? `${article} draft` : status;
  return `is ${state} and cannot ${asked[action]}`;
}

/** The status as it counts at an instant: a pause ends by itself. `stored` is never `paused`. */
export function statusAt(stored: Exclude<AgreementStatus, 'paused'>, pausedUntilAt: Instant | null, at: Instant): AgreementStatus {
  return stored === 'active' && pausedUntilAt !== null && at < pausedUntilAt ? 'paused' : stored;
}

/** Consent, or a decision made for somebody who cannot decide, as it was recorded. */
export interface Consent {
  readonly kind: 'consent' | 'best-interest';
  /** Who consented or decided, by name. */
  readonly decidedBy: string;
  /** Local date. */
  readonly decidedOn: string;
  readonly note: string;
}

/** How the patient agreed to what concerns their own life. */
export const patientAgreementWays = ['told', 'signed', 'best-interest'] as const;

export interface PatientAgreement {
  readonly how: (typeof patientAgreementWays)[number];
  /** Who recorded it, by name or as the writer of the change. */
  readonly recordedBy: string;
  readonly at: Instant;
}

export interface ConsentNeeds {
  readonly needsConsent: boolean;
  readonly needsPatient: boolean;
}

/**
 * What is missing before a version may come into force, a field and a sentence each; empty: nothing. `consentNote` is consent in words,
 * as it was recorded before there were fields for it. Consent also says that the patient agreed.
 */
export function missingForActivation(
  needs: ConsentNeeds,
  given: { readonly consent: Consent | null; readonly consentNote: string; readonly patientAgreed: PatientAgreement | null },
): { readonly path: string; readonly message: string }[] {
  const consented = given.consent !== null || given.consentNote.trim() !== '';
  if (needs.needsConsent && !consented)
    return [{ path: 'consentNote', message: 'a recorded consent or best-interest decision is needed for this agreement' }];
  if (needs.needsPatient && !consented && given.patientAgreed === null)
    return [{ path: 'patientAgreed', message: 'it is about the life of the patient, whose own agreement has to be recorded first' }];
  return [];
}
