import { hour, type Instant } from '../../rules/model/time.ts';
import type { ReferralInput, ReferralStep, ServiceView } from '../contract/services.ts';

/** By then a referral is allocated or declined. */
const answeredWithinMs = 24 * hour;

export const dueAtOf = (sentAt: Instant): Instant => sentAt + answeredWithinMs;

const next: Readonly<Record<ReferralStep, readonly ReferralStep[]>> = {
  sent: ['received', 'declined', 'withdrawn'],
  received: ['screened', 'declined', 'withdrawn'],
  screened: ['allocated', 'declined', 'withdrawn'],
  allocated: [],
  declined: [],
  withdrawn: [],
};

/** Whether a referral may go on from one step to the other; no step is left out. */
export const mayGoOn = (from: ReferralStep, to: ReferralStep): boolean => next[from].includes(to);

/** Nothing comes after this step. */
export const isOver = (step: ReferralStep): boolean => next[step].length === 0;

/** Whatever a referral lacks for the service to take it, by field; none: it is complete. */
export function lacking(referral: ReferralInput, service: ServiceView): { readonly path: string; readonly message: string }[] {
  const asked = new Set(service.asks.map(({ id }) => id));
  return [
    ...(service.withdrawnAt === null ? [] : [{ path: 'serviceId', message: 'is no longer offered' }]),
    ...(service.referral === 'self' ? [{ path: 'serviceId', message: 'takes only people who come by themselves: signpost it' }] : []),
    ...service.asks
      .filter(({ id, required }) => required && !referral.answers[id])
      .map(({ id, label }) => ({ path: `answers.${id}`, message: `"${label}" must be answered` })),
    ...Object.keys(referral.answers)
      .filter((id) => !asked.has(id))
      .map((id) => ({ path: `answers.${id}`, message: 'is not asked by this service' })),
  ];
}
