import { levelNames } from '../../rules/alerts/words.ts';

/** How the line of a timeline ends that says that a step asks the centre: to see to it, or to call 999. */
export const asksCentre: readonly string[] = [`: ${levelNames.coordination}.`, `: ${levelNames.emergency}.`];
