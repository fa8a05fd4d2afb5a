import { type ReferralStep, referralSteps } from '../../../gateway/contract/services.ts';

const inOrder = ['sent', 'received', 'screened', 'allocated'] as const satisfies readonly ReferralStep[];

/** What can be said of a referral that stands there; nothing: it is over. The gateway decides, the page displays. */
export function stepsAfter(step: ReferralStep): ReferralStep[] {
  const at = (inOrder as readonly ReferralStep[]).indexOf(step);
  const next = at < 0 ? undefined : inOrder[at + 1];
  return next === undefined ? [] : referralSteps.filter((one) => one === next || one === 'declined' || one === 'withdrawn');
}
