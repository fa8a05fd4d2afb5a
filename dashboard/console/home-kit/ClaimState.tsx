import { useTranslation } from 'react-i18next';
import type { ClaimCodeLine } from '../../../gateway/contract/apps.ts';

/** What became of a code, in words. */
export function ClaimState({ line: { state, claimedBy } }: { line: ClaimCodeLine }) {
  const { t } = useTranslation();
  const words = state === 'claimed' ? t('homeKit.claim.claimed', { name: claimedBy?.name ?? '' }) : t(`homeKit.claim.${state}`);
  return <strong>{words}</strong>;
}
