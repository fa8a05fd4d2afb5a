import type { MySentence } from '../../../gateway/contract/my.ts';
import type { LinkState } from '../../shared/live/link-state.ts';

/**
 * Whether a sentence can be shown as it stands: not without a connection, and not longer than the gateway vouches for it.
 * `now`: server time (ms); null: not known yet, then nobody can say.
 */
export function isGood(sentence: MySentence, now: number | null, link: LinkState): boolean {
  return link !== 'dead' && now !== null && now <= Date.parse(sentence.goodUntilAt);
}
