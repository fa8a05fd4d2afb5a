import { describe, expect, it } from 'vitest';
import {
  type AgreementAction,
  type AgreementStatus,
  actionRefusal,
  afterAction,
  agreementActions,
  agreementStatuses,
  missingForActivation,
  statusAt,
} from '../../rules/model/agreement.ts';

/** What is allowed, a line each; everything else is refused. */
const allowed: readonly (readonly [AgreementStatus, AgreementAction, AgreementStatus])[] = [
  ['draft', 'approve', 'approved'],
  ['draft', 'supersede', 'superseded'],
  ['draft', 'drop', 'retired'],
  ['draft', 'withdraw', 'retired'],
  ['draft', 'retire', 'retired'],
  ['approved', 'activate', 'active'],
  ['approved', 'supersede', 'superseded'],
  ['approved', 'drop', 'retired'],
  ['approved', 'withdraw', 'retired'],
  ['approved', 'retire', 'retired'],
  ['active', 'pause', 'paused'],
  ['active', 'supersede', 'superseded'],
  ['active', 'withdraw', 'retired'],
  ['active', 'retire', 'retired'],
  ['paused', 'pause', 'paused'],
  ['paused', 'resume', 'active'],
  ['paused', 'supersede', 'superseded'],
  ['paused', 'withdraw', 'retired'],
  ['paused', 'retire', 'retired'],
];

describe('the life of a version', () => {
  it.each(agreementStatuses.flatMap((status) => agreementActions.map((action) => [status, action] as const)))(
    '%s, %s',
    (status, action) => {
      const after = allowed.find(([from, how]) => from === status && how === action)?.[2] ?? null;
      expect(afterAction(status, action)).toBe(after);
      expect(actionRefusal(status, action) === null).toBe(after !== null);
    },
  );

  it.each<[AgreementStatus, AgreementAction, string]>([
    ['draft', 'activate', 'is a draft and cannot be activated: a named clinician has to approve it first'],
    ['active', 'approve', 'is active and cannot be approved'],
    ['active', 'resume', 'is active and cannot be resumed'],
    ['draft', 'pause', 'is a draft and cannot be paused'],
    ['active', 'drop', 'is active and cannot be dropped'],
    ['retired', 'activate', 'is retired and cannot be activated'],
    ['superseded', 'withdraw', 'is superseded and cannot have its consent withdrawn'],
  ])('says why: %s, %s', (status, action, words) => {
    expect(actionRefusal(status, action)).toBe(words);
  });

  it('a pause ends by itself, to the millisecond, and only what is active can be paused', () => {
    expect([99, 100, 101].map((at) => statusAt('active', 100, at))).toEqual(['paused', 'active', 'active']);
    expect(statusAt('active', null, 99)).toBe('active');
    expect(statusAt('retired', 100, 99)).toBe('retired');
  });
});

describe('before it comes into force', () => {
  const consent = { kind: 'best-interest', decidedBy: 'Dr Shah', decidedOn: '2026-05-03', note: '' } as const;
  const agreed = { how: 'told', recordedBy: 'user:1', at: 0 } as const;
  const nothing = { consent: null, consentNote: '', patientAgreed: null };
  it.each([
    ['needs nothing, has nothing', [false, false], nothing, []],
    ['needs consent, has nothing', [true, true], nothing, ['consentNote']],
    ['needs consent, has only blanks', [true, false], { ...nothing, consentNote: '  ' }, ['consentNote']],
    ['needs consent, the person was only told', [true, true], { ...nothing, patientAgreed: agreed }, ['consentNote']],
    ['needs consent, has a decision', [true, true], { ...nothing, consent }, []],
    ['needs consent, has words', [true, true], { ...nothing, consentNote: 'Betty agreed.' }, []],
    ['needs the person, has nothing', [false, true], nothing, ['patientAgreed']],
    ['needs the person, who agreed', [false, true], { ...nothing, patientAgreed: agreed }, []],
  ] as const)('%s', (_, [needsConsent, needsPatient], given, missing) => {
    expect(missingForActivation({ needsConsent, needsPatient }, given).map(({ path }) => path)).toEqual(missing);
  });
});
