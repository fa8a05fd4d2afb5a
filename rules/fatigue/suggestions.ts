import { type CountsByCode, figuresOf } from './outcomes.ts';

/** How many days before the week are counted: four weeks, so that every day of the week counts alike. */
export const lookBackDays = 28;
/** Fewer alerts than this say nothing of an agreement: twice a week. */
export const leastFired = 8;
/** From this share on of closed alerts that needed nobody, an agreement is worth another look. */
export const noActionShare = 0.8;
/** From this share on of alerts that the prompt settled, people need not hear of them so soon. */
export const promptShare = 0.8;
/** So many alerts by faulty kit in four weeks: the kit is the trouble. */
export const leastFaults = 3;

/** One agreement in the weeks that are counted. */
export interface AgreementCounts {
  readonly patientName: string;
  /** Of the template: "Blood pressure outside the limits". */
  readonly title: string;
  /** What is agreed, one sentence with the limits in force; empty: not known any more. */
  readonly agreement: string;
  readonly counts: CountsByCode;
}

export const suggestionKinds = ['limit', 'prompt', 'kit'] as const;
export interface Suggestion {
  readonly kind: (typeof suggestionKinds)[number];
  readonly text: string;
}

/**
 * What a clinician might change, in sentences. It is never applied by itself: an alert that was closed without action may still have been
 * the right one.
 */
export function suggestionsFor({ patientName, title, agreement, counts }: AgreementCounts): readonly Suggestion[] {
  const { fired, open, acted, noAction, promptSufficed } = figuresOf(counts);
  const faults = counts['equipment-fault'] ?? 0;
  const agreed = agreement === '' ? '' : ` Agreed: ${agreement}`;
  const about = `${patientName}, "${title}": fired ${fired} times in ${lookBackDays} days`;
  const found: Suggestion[] = [];
  if (faults >= leastFaults)
    found.push({
      kind: 'kit',
      text: `${about}; ${faults} were closed as a fault of the equipment. Consider having the kit checked.${agreed}`,
    });
  // Faults are no judgement of the limits.
  const needless = noAction - faults;
  const decided = acted + needless;
  // What is not closed yet may still turn out to be needed.
  const settled = fired - open - (counts.test ?? 0);
  if (settled < leastFired) return found;
  if (decided >= leastFired && needless >= noActionShare * decided)
    found.push({
      kind: 'limit',
      text: `${about}; ${needless} were closed as no action. Consider wider limits or a longer wait, and a backtest of them first.${agreed}`,
    });
  if (promptSufficed >= promptShare * settled)
    found.push({
      kind: 'prompt',
      text: `${about}; ${promptSufficed} times the prompt was enough. Consider giving it longer before anybody else is called.${agreed}`,
    });
  return found;
}
