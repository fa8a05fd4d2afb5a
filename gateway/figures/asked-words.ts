import { levelNames } from '../../rules/alerts/words.ts';

/** How the line of a timeline ends that says that a step asks professionals of the centre, or a crew at once. */
export const asksCentre: readonly string[] = (['coordination', 'rapid-response', 'emergency'] as const).map(
  (level) => `: ${levelNames[level]}.`,
);
