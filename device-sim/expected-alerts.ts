import { ofTheFirstHomes } from './expected/first-homes.ts';
import { ofLivingAlone } from './expected/living-alone.ts';
import type { ExpectedAlert } from './expected/row.ts';

/**
 * What must come of the two weeks that the homes tell (`homes/`), written from their stories before they are run. The centre answers each
 * alert that reaches it, a high one within half a minute, others within three, and records the outcome: settled if what was expected has
 * come meanwhile, else it has spoken to the person. Family hears of things and rings; it presses no button.
 */
export const expectedAlerts: readonly ExpectedAlert[] = [...ofTheFirstHomes, ...ofLivingAlone];
